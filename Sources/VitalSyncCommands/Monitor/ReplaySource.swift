import BoardLink
import ECGCore
import Recordings

/// A recording played into the live chain: at the pace of its own clock, a multiple of it, or as fast as it goes.
struct ReplaySource: SampleSource {
  private(set) var status: LinkStatus
  private(set) var isFinished = false
  /// What ended the recording before its end.
  private(set) var failure: CommandFailure?
  private(set) var deadline: UInt64?
  var isLive: Bool { false }
  /// Share of the recording that is read, 0 … 1.
  var readShare: Double { reader.readShare }

  private var reader: any RecordingReader
  private let speed: ReplaySpeed
  /// Grid index at which the replay ends though the recording goes on.
  private let limit: Int
  private var pending: SourcedBlock?
  private var pendingOffset = 0
  /// Grid index at which the next block begins where nothing is missing.
  private var expected = 0
  private var startedAt: UInt64?

  /// How often a paced replay hands samples over, in seconds: a USB bridge's latency timer.
  private static let pace = 0.016

  /// `begin`: grid index of the first sample there is, where the reader gives a part.
  init(reader: any RecordingReader, speed: ReplaySpeed, limit: TypedDuration? = nil, begin: Int = 0) {
    self.reader = reader
    expected = begin
    self.speed = speed
    self.limit = limit.map { reader.facts.rate.samples(in: $0.seconds) } ?? .max
    status = LinkStatus(phase: .streaming, port: reader.facts.path)
    status.bridge = "replay"
    status.wire = reader.facts.format
    status.effectiveHertz = reader.facts.rate.hertz
    status.rateReason = reader.facts.rateReason
    deadline = 0
  }

  func watch(_ poller: inout Poller) {}
  func isReady(_ poller: Poller) -> Bool { false }

  mutating func service(
    now: UInt64, poller: Poller, into sink: inout some Sink<SourceOutput>
  ) throws(CommandFailure) {
    let facts = reader.facts
    if startedAt == nil {
      sink.receive(.started(SourceFacts(rate: facts.rate, rateReason: facts.rateReason, recording: facts)))
    }
    let start = startedAt ?? now
    startedAt = start
    let due = dueIndex(now: now, start: start, rate: facts.rate)
    while let sourced = nextPending() {
      let block = sourced.block
      let wanted = min(block.count, min(due, limit) - block.start)
      guard wanted > pendingOffset else { break }
      deliver(sourced, from: pendingOffset, to: wanted, into: &sink)
      pendingOffset = wanted
      if wanted == block.count { pending = nil }
      // At full speed one block a turn, so that keys, signals and frames get theirs.
      if case .unlimited = speed { break }
    }
    if nextPending() == nil {
      sink.receive(.readToItsEnd(reader.facts))
      isFinished = true
      deadline = nil
      status.phase = .ended
    } else if case .times = speed {
      deadline = now + MonotonicClock.nanoseconds(Self.pace)
    } else {
      deadline = now
    }
  }

  private mutating func nextPending() -> SourcedBlock? {
    guard failure == nil else { return nil }
    if let block = pending?.block, block.start + pendingOffset >= limit { return nil }
    if pending == nil {
      do {
        pending = try reader.next()
      } catch {
        // What was read so far is worth its report: the failure is told after it.
        failure = CommandFailure(error)
        return nil
      }
      pendingOffset = 0
      if let block = pending?.block {
        status.counts.lost += max(0, block.start - expected)
        expected = block.end
      }
      if let block = pending?.block, block.start >= limit { return nil }
    }
    return pending
  }

  private func dueIndex(now: UInt64, start: UInt64, rate: SampleRate) -> Int {
    switch speed {
    case .unlimited: Int.max
    case .times(let factor): Int(min(Double(now - start) * 1e-9 * rate.hertz * factor, 1e15))
    }
  }

  private mutating func deliver(
    _ sourced: SourcedBlock, from: Int, to: Int, into sink: inout some Sink<SourceOutput>
  ) {
    status.counts.samples += to - from
    guard from > 0 || to < sourced.block.count else {
      sink.receive(.samples(sourced))
      return
    }
    let block = sourced.block
    let part = SampleBlock(
      start: block.start + from, millivolts: Array(block.millivolts[from..<to]),
      flags: block.flags.isEmpty ? [] : Array(block.flags[from..<to]))
    sink.receive(.samples(SourcedBlock(block: part, sourceStart: sourced.sourceStart + from)))
  }
}
