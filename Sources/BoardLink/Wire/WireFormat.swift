/// The formats that can be told apart, by the names that `--wire` takes.
package enum WireFormat: String, Hashable, Sendable, CaseIterable {
  /// docs/protocol.md.
  case vitalsync
  /// `time,value`.
  case timeValue = "time-value"
  /// One integer a line, `!` for leads off.
  case integer

  package func makeDecoder() -> any WireDecoder {
    switch self {
    case .vitalsync: LineDecoder(grammar: VitalSyncGrammar())
    case .timeValue: LineDecoder(grammar: TimeValueGrammar())
    case .integer: LineDecoder(grammar: IntegerGrammar())
    }
  }
}

/// A machine that is fed byte by byte and never sees a whole message: the same bytes give the same messages however
/// they are cut. Its memory is bounded.
package protocol WireDecoder: Sendable {
  /// The message that this byte completes.
  mutating func absorb(_ byte: UInt8) -> WireMessage?
  /// Bytes were lost here (a change of baud, a flushed buffer): what has begun is no message.
  mutating func resynchronise()
}
