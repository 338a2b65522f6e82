/// The formats that can be told apart, by the names that `--wire` takes; where several fit, the earlier goes first.
package enum WireFormat: String, Hashable, Sendable, CaseIterable {
  /// docs/protocol.md.
  case vitalsync
  /// `time,value`.
  case timeValue = "time-value"
  /// One integer a line, `!` for leads off.
  case integer
  /// One number with a fraction a line: volts at the converter.
  case volts
  /// `raw,filtered`: several readings a line, no time among them.
  case columns
  /// `EKG:512,t:6`: what the Arduino Serial Plotter takes.
  case labelled
  /// One JSON object a line.
  case json
  /// `E,ms,raw` among lines of other letters.
  case prefixed
  /// Packets `EC hi lo (hi ^ lo)`.
  case packet = "ec-packet"

  package func makeDecoder() -> any WireDecoder {
    switch self {
    case .vitalsync: LineDecoder(grammar: VitalSyncGrammar())
    case .timeValue: LineDecoder(grammar: TimeValueGrammar())
    case .integer: LineDecoder(grammar: IntegerGrammar())
    case .volts: LineDecoder(grammar: VoltsGrammar())
    case .columns: LineDecoder(grammar: ColumnsGrammar())
    case .labelled: LineDecoder(grammar: LabelledGrammar())
    case .json: LineDecoder(grammar: JSONGrammar())
    case .prefixed: LineDecoder(grammar: PrefixedGrammar())
    case .packet: PacketDecoder()
    }
  }

  /// Whether its lines say when, or at which place, a sample was taken.
  package var carriesTime: Bool {
    switch self {
    case .vitalsync, .timeValue, .prefixed: true
    case .integer, .volts, .columns, .labelled, .json, .packet: false
    }
  }

  /// The clock that fits what its lines carry.
  package func makeClock(baud: Int) -> any SampleClock {
    switch self {
    case .vitalsync: SequenceClock(statedHertz: nil)
    case .timeValue, .prefixed: StampClock()
    case .integer, .volts, .columns, .labelled, .json, .packet: ArrivalClock(baud: baud)
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
