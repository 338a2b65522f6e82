import BoardLink
import ECGCore

/// Writes a session as JSON lines, each sent as it is made: a pipe's reader sees a beat when it is decided.
///
/// A board cannot wait: where its lines are not read they are dropped and counted beyond a bound. A recording waits.
struct HeadlessWriter {
  let queue: LineQueue
  private let isLive: Bool
  private let signals: SignalWatch?
  private var messages: [String] = []
  private var lastLink: LinkStatus?
  private var lastLinkTime = -Double.infinity
  private var lastSeconds = 0.0

  /// How often the link is told of though it has not changed, in seconds: of the wall's clock, which goes on while a
  /// board says nothing; in a replay of signal, so that the same recording gives the same lines.
  private static let linkInterval = 10.0

  init(_ queue: LineQueue, isLive: Bool, signals: SignalWatch? = nil) {
    self.queue = queue
    self.isLive = isLive
    self.signals = signals
  }

  /// The reader went away: nothing more need be made.
  var isClosed: Bool { queue.isClosed }

  /// A source that can wait should, until the reader has caught up.
  var holdsBack: Bool { !isLive && queue.isCongested }

  /// Words for the next line of the link, which carries the link's state as of then.
  mutating func notice(_ words: String) {
    messages.append(words)
  }

  /// Tells of the link where it changed in more than its running counts, where there is a message, and now and then.
  mutating func link(
    _ status: LinkStatus, seconds: Double, now: UInt64 = MonotonicClock.now
  ) throws(CommandFailure) {
    if let dropped = queue.takeDropped() { messages.append(Self.words(dropped)) }
    let time = isLive ? Double(now) * 1e-9 : seconds
    lastSeconds = seconds
    let isDue = time - lastLinkTime >= Self.linkInterval
    guard !messages.isEmpty || isDue || lastLink.map({ !$0.isSameLink(as: status) }) ?? true else { return }
    lastLink = status
    lastLinkTime = time
    if messages.isEmpty { try write(HeadlessEvent.Link(status, seconds: seconds)) }
    for message in messages { try write(HeadlessEvent.Link(status, seconds: seconds, message: message)) }
    messages.removeAll(keepingCapacity: true)
  }

  mutating func beat(_ row: BeatRow, delaySeconds: Double) throws(CommandFailure) {
    try write(HeadlessEvent.Beat(row, delaySeconds: delaySeconds))
  }

  mutating func named(_ row: BeatRow, _ classified: ClassifiedBeat, rate: SampleRate) throws(CommandFailure) {
    try write(HeadlessEvent.Class(row, classified, rate: rate))
  }

  mutating func second(_ figures: SecondFigures, rate: SampleRate) throws(CommandFailure) {
    try write(HeadlessEvent.Quality(figures, rate: rate))
  }

  mutating func finding(_ finding: Finding, rate: SampleRate) throws(CommandFailure) {
    try write(HeadlessEvent.Finding(finding: FindingJSON(finding, rate: rate)))
  }

  mutating func intervals(_ intervals: HeartIntervals, rate: SampleRate) throws(CommandFailure) {
    try write(HeadlessEvent.Intervals(intervals, rate: rate))
  }

  mutating func measure(_ guide: MeasureGuide, seconds: Double) throws(CommandFailure) {
    try write(HeadlessEvent.Measure(guide, seconds: seconds))
  }

  mutating func oximetry(_ second: OximetrySecond, seconds: Double) throws(CommandFailure) {
    try write(HeadlessEvent.Oximetry(second, seconds: seconds))
  }

  mutating func measured(_ measure: SensorMeasure, seconds: Double) throws(CommandFailure) {
    try write(HeadlessEvent.Measured(measure, seconds: seconds))
  }

  /// The last line; then waits for the reader: as long as it takes where a recording has come to its end, a moment where
  /// the session was ended. A signal ends the wait.
  mutating func summary(_ summary: some Encodable, end: SessionEnd) throws(CommandFailure) {
    if let dropped = queue.takeDropped(anyway: true), let lastLink {
      let line = HeadlessEvent.Link(lastLink, seconds: lastSeconds, message: Self.words(dropped))
      try queue.write(JSONText.line(line), bounded: false)
    }
    try queue.write(JSONText.line(summary), bounded: false)
    let waits = !isLive && (end == .sourceEnded || end == .measured)
    try queue.drain(until: waits ? nil : LineQueue.deadline, signals: signals)
  }

  private func write(_ event: some Encodable) throws(CommandFailure) {
    try queue.write(JSONText.line(event), bounded: isLive)
  }

  private static func words(_ dropped: Int) -> String {
    "\(dropped) lines were dropped here: they were not read in time"
  }
}

extension LinkStatus {
  /// The same but for running counts, for a rate that only got finer, and for how long it has been measured.
  fileprivate func isSameLink(as other: LinkStatus) -> Bool {
    let rateMoved =
      switch (effectiveHertz, other.effectiveHertz) {
      case (nil, nil): false
      case (let a?, let b?): abs(a - b) > 0.01 * a
      default: true
      }
    return phase == other.phase && port == other.port && bridge == other.bridge && baud == other.baud
      && wire == other.wire && board?.board == other.board?.board && board?.firmware == other.board?.firmware
      && !rateMoved && counts.lost == other.counts.lost && counts.overruns == other.counts.overruns
      && rateReason?.filter { !$0.isNumber } == other.rateReason?.filter { !$0.isNumber }
  }
}
