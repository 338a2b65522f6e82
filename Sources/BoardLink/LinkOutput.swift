package import ECGCore

/// What a link gives, in order.
package enum LinkOutput: Sendable {
  /// Format and rate are settled: samples follow, on a grid of this rate that begins at 0. Comes again, with a new grid, only
  /// where the board changes its rate in mid-stream.
  case streamStarted(StreamFacts)
  case samples(SampleBlock)
  case event(LinkEvent)
  /// A reading of the pulse oximeter beside the electrodes; before the stream's rate is known too.
  case light(LightReading)
  /// What another sensor on the board says it has measured.
  case measured(SensorMeasure)
  /// Set the port to this baud (`SerialPort.setBaud`): the link counts on it.
  case wantsBaud(Int)
  /// Write these bytes to the board.
  case wantsWrite([UInt8])
}

/// What holds for a stream from its first sample.
package struct StreamFacts: Hashable, Sendable {
  package var rate: SampleRate
  package var rateReason: String
  package var board: BoardFacts
  package var wire: WireFormat
  /// Nothing but leads-off lines came: shown meanwhile, and no part of the session once the format is found.
  package var isProvisional: Bool

  package init(
    rate: SampleRate, rateReason: String, board: BoardFacts, wire: WireFormat, isProvisional: Bool = false
  ) {
    self.isProvisional = isProvisional
    self.rate = rate
    self.rateReason = rateReason
    self.board = board
    self.wire = wire
  }
}

/// Something about the link that a person should know.
package struct LinkEvent: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case info, warning, alarm
  }

  package var severity: Severity
  package var words: String
  /// When, on the clock of the arrival stamps.
  package var nanoseconds: UInt64

  package init(_ severity: Severity, _ words: String, at nanoseconds: UInt64) {
    self.severity = severity
    self.words = words
    self.nanoseconds = nanoseconds
  }
}
