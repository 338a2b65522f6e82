import BoardLink
import ECGCore

/// Writes a session as JSON lines, each flushed as it is made: a pipe's reader sees a beat when it is decided.
struct HeadlessWriter {
  private let output: OutputFile
  private var lastLink: LinkStatus?
  private var lastLinkSeconds = -Double.infinity

  /// How often the link is told of though it has not changed, in seconds of signal.
  private static let linkInterval = 10.0

  init(_ output: OutputFile) {
    self.output = output
  }

  /// The reader went away: nothing more need be made.
  var isClosed: Bool { output.isClosed }

  /// Tells of the link where it changed in more than its running counts, where there is a message, and now and then.
  mutating func link(
    _ status: LinkStatus, seconds: Double, message: String? = nil
  ) throws(CommandFailure) {
    let isDue = seconds - lastLinkSeconds >= Self.linkInterval
    guard message != nil || isDue || lastLink.map({ !$0.isSameLink(as: status) }) ?? true else { return }
    lastLink = status
    lastLinkSeconds = seconds
    try write(HeadlessEvent.Link(status, seconds: seconds, message: message))
  }

  mutating func beat(_ row: BeatRow, delaySeconds: Double) throws(CommandFailure) {
    try write(HeadlessEvent.Beat(row, delaySeconds: delaySeconds))
  }

  mutating func second(_ figures: SecondFigures, rate: SampleRate) throws(CommandFailure) {
    try write(HeadlessEvent.Quality(figures, rate: rate))
  }

  mutating func finding(_ finding: Finding, rate: SampleRate) throws(CommandFailure) {
    try write(HeadlessEvent.Finding(finding: FindingJSON(finding, rate: rate)))
  }

  mutating func summary(_ summary: some Encodable) throws(CommandFailure) {
    try write(summary)
  }

  private func write(_ event: some Encodable) throws(CommandFailure) {
    try output.write(JSONText.line(event))
    try output.flush()
  }
}

extension LinkStatus {
  /// The same but for running counts, and for a rate that only got finer.
  fileprivate func isSameLink(as other: LinkStatus) -> Bool {
    let rateMoved =
      switch (effectiveHertz, other.effectiveHertz) {
      case (nil, nil): false
      case (let a?, let b?): abs(a - b) > 0.01 * a
      default: true
      }
    return phase == other.phase && port == other.port && bridge == other.bridge && baud == other.baud
      && wire == other.wire && !rateMoved && counts.lost == other.counts.lost
  }
}
