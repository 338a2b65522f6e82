/// The state of the link to a board, as words and figures for a face.
package struct LinkStatus: Hashable, Sendable {
  package var phase: Phase
  package var port: String
  /// "CP2102 (10c4:ea60)", "virtual board", "replay", …
  package var bridge: String?
  package var baud: Int?
  /// Name of the wire format in use, as `--wire` takes it.
  package var wire: String?
  package var board: BoardFacts?
  /// Samples per second that really arrive.
  package var effectiveHertz: Double?
  /// Why that rate is believed: "board clock", "stated by the board", "measured over 30 s", …
  package var rateReason: String?
  /// How much faster the board's own clock runs than this computer's, relative (1e-6: a millionth); `nil` where it sends none.
  package var skew: Double?
  package var counts: LinkCounts
  package var interruptions = LinkInterruptions()

  package init(phase: Phase, port: String) {
    self.phase = phase
    self.port = port
    counts = LinkCounts()
  }

  package enum Phase: String, Hashable, Sendable {
    /// Bytes are looked at to find baud, format and rate.
    case detecting
    case streaming
    /// The port is open and nothing comes.
    case silent
    /// The device is gone, and is waited for.
    case reconnecting
    /// The device is gone, and the session with it.
    case lost
    case ended
  }
}

/// Exact counts since the link was opened.
package struct LinkCounts: Hashable, Sendable {
  package var bytes = 0
  package var samples = 0
  /// Samples the board sent (by its sequence numbers, or by its time stamps) that never came.
  package var lost = 0
  /// Lines that came damaged, came twice, or carry an impossible time.
  package var torn = 0
  /// Samples that came later than two sample periods and a USB bridge's latency timer (16 ms) after their time.
  package var late = 0
  /// Lines that are no data: boot messages, sentences.
  package var passedOver = 0
  /// Bytes, or runs of them, that this computer received and had no room for: the driver's own count where it keeps one.
  package var overruns = 0

  package init() {}
}

/// How often the device went away and came back, and for how long in all.
package struct LinkInterruptions: Hashable, Sendable {
  package var count = 0
  /// Those that are over.
  package var seconds = 0.0
  /// How long it has been away by now, where it is.
  package var current: Double?

  package init() {}

  package var totalSeconds: Double { seconds + (current ?? 0) }
}
