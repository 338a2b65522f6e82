/// The formats that can be told apart, by the names that `--wire` takes; where several fit, the earlier goes first.
package enum WireFormat: String, Hashable, Sendable, CaseIterable {
  /// docs/protocol.md.
  case vitalsync
  /// `time,value`, with further columns, in any order.
  case timeValue = "time-value"
  /// One integer a line, `!` for leads off.
  case integer
  /// One number with a fraction a line: volts at the converter, or a smoothed reading.
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
  /// ProtoCentral's packets, `0A FA … 00 0B`.
  case openView = "openview"
  /// `$512`, one line for each byte that the host sends.
  case polled

  /// What bytes alone can tell apart: a polled board's lines are integers.
  package static let heard = allCases.filter { $0 != .polled }

  /// `plan`: which of a line's numbers is what, where it has several and that is known.
  package func makeDecoder(plan: FieldPlan? = nil) -> any WireDecoder {
    switch self {
    case .vitalsync: LineDecoder(grammar: VitalSyncGrammar())
    case .timeValue where plan == nil: LineDecoder(grammar: TimeValueGrammar())
    case .timeValue, .columns: LineDecoder(grammar: ColumnsGrammar(plan: plan))
    case .integer: LineDecoder(grammar: IntegerGrammar())
    // It begins with the first answer.
    case .polled: LineDecoder(grammar: IntegerGrammar(), isWhole: true)
    case .volts: LineDecoder(grammar: VoltsGrammar())
    case .labelled: LineDecoder(grammar: LabelledGrammar(plan: plan))
    case .json: LineDecoder(grammar: JSONGrammar(plan: plan))
    case .prefixed: LineDecoder(grammar: PrefixedGrammar())
    case .packet: PacketDecoder()
    case .openView: OpenViewDecoder()
    }
  }

  /// Whether its lines say when, or at which place, a sample was taken.
  package var carriesTime: Bool {
    switch self {
    case .vitalsync, .timeValue, .prefixed: true
    case .integer, .volts, .columns, .labelled, .json, .packet, .openView, .polled: false
    }
  }

  /// Its lines carry several numbers, of which one is the ECG.
  package var hasSeveralFields: Bool {
    switch self {
    case .timeValue, .columns, .labelled, .json: true
    default: false
    }
  }

  /// Nothing in its lines says when they were taken.
  package func isPacedByArrival(plan: FieldPlan?) -> Bool {
    !carriesTime && self != .polled && plan?.time == nil
  }

  package var unit: String { self == .packet || self == .openView ? "packets" : "lines" }

  /// Its lines are plain text without a check sum.
  package var isUnproved: Bool {
    switch self {
    case .vitalsync, .packet, .openView: false
    default: true
    }
  }

  /// The clock that fits what its lines carry.
  package func makeClock(baud: Int, plan: FieldPlan? = nil) -> any SampleClock {
    switch self {
    case .vitalsync: SequenceClock(statedHertz: nil)
    case .prefixed: StampClock()
    case .timeValue where plan == nil: StampClock()
    case .polled: PolledClock()
    default:
      if plan?.time == nil { ArrivalClock(baud: baud) } else { StampClock() }
    }
  }
}

/// A machine that is fed byte by byte and never sees a whole message: the same bytes give the same messages however
/// they are cut. Its memory is bounded.
package protocol WireDecoder: Sendable {
  /// The message that this byte completes.
  mutating func absorb(_ byte: UInt8) -> WireMessage?
  /// What the same byte completed besides: to be asked after each message until there is none.
  mutating func held() -> WireMessage?
  /// Bytes were lost here (a change of baud, a flushed buffer): what has begun is no message.
  mutating func resynchronise()
}

extension WireDecoder {
  package mutating func held() -> WireMessage? { nil }
}
