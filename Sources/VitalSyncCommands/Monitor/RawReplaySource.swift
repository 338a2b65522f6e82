import BoardLink
import ECGCore
import Recordings

/// The bytes of a capture as they came from the port, with their stamps, through the live decoder: the live session again.
struct RawReplaySource: SampleSource {
  var status: LinkStatus { decoder.status }
  private(set) var isFinished = false
  private(set) var failure: CommandFailure?
  private(set) var deadline: UInt64? = 0
  var isLive: Bool { false }

  private var log: RawLog
  private var decoder: LinkDecoder
  private var pending: RawLog.Event?
  private let speed: ReplaySpeed
  /// Nanoseconds from the first event on after which the replay ends though the recording goes on.
  private let limit: UInt64
  /// Stamp of the first event, and when the replay began.
  private let began: UInt64
  private var startedAt: UInt64?
  private var nextTick: UInt64
  private var outputs = Collected<LinkOutput>()

  /// How often a paced replay hands bytes over, in seconds: a USB bridge's latency timer.
  private static let pace = 0.016
  /// As the live source looks for silence, in seconds.
  private static let tick = 0.25
  /// Reads in one turn, so that keys, signals and frames get theirs.
  private static let mostEvents = 256

  init(path: String, speed: ReplaySpeed, limit: TypedDuration?) throws(CommandFailure) {
    self.speed = speed
    self.limit = limit.map { MonotonicClock.nanoseconds($0.seconds) } ?? .max
    do throws(RecordingError) {
      log = try RawLog(path: path)
      pending = try log.next()
    } catch {
      throw CommandFailure(error)
    }
    guard let pending else {
      throw CommandFailure(
        .badRecording,
        "\(path): holds no bytes of a port: it was recorded from a replay. Leave --raw out to play its samples.")
    }
    began = pending.nanoseconds
    nextTick = began
    decoder = LinkDecoder(
      options: LinkOptions(port: log.source, bridge: log.bridge, settings: log.settings))
  }

  func watch(_ poller: inout Poller) {}
  func isReady(_ poller: Poller) -> Bool { false }

  mutating func service(
    now: UInt64, poller: Poller, into sink: inout some Sink<SourceOutput>
  ) throws(CommandFailure) {
    let start = startedAt ?? now
    startedAt = start
    let due = dueStamp(now: now, start: start)
    for _ in 0..<Self.mostEvents {
      guard let event = pending, event.nanoseconds <= due else { break }
      guard event.nanoseconds - began < limit else {
        pending = nil
        break
      }
      advance(to: event.nanoseconds, into: &sink)
      take(event, into: &sink)
      do {
        pending = try log.next()
      } catch {
        failure = CommandFailure(error)
        pending = nil
      }
    }
    isFinished = pending == nil
    deadline = isFinished ? nil : speed == .unlimited ? now : now + MonotonicClock.nanoseconds(Self.pace)
  }

  private func dueStamp(now: UInt64, start: UInt64) -> UInt64 {
    switch speed {
    case .unlimited: .max
    case .times(let factor): began + UInt64(min(Double(now - start) * factor, 1e18))
    }
  }

  /// The live source ticks now and then; nothing of the samples hangs on when.
  private mutating func advance(to stamp: UInt64, into sink: inout some Sink<SourceOutput>) {
    while nextTick <= stamp {
      decoder.tick(nowNanoseconds: nextTick, into: &outputs)
      forward(into: &sink)
      nextTick = max(nextTick + 1, min(nextTick + MonotonicClock.nanoseconds(Self.tick), decoder.nextWake ?? .max))
    }
  }

  private mutating func take(_ event: RawLog.Event, into sink: inout some Sink<SourceOutput>) {
    let stamp = event.nanoseconds
    switch event.kind {
    case .bytes(let bytes):
      decoder.absorb(bytes.span, arrivalNanoseconds: stamp, into: &outputs)
      sink.receive(.raw(bytes, arrival: stamp))
    case .interrupted(let words):
      decoder.interrupt(words: words, nowNanoseconds: stamp, into: &outputs)
      forward(into: &sink)
      sink.receive(.interrupted(words, at: stamp))
    case .resumed(let port, let seconds):
      decoder.resume(port: port, nowNanoseconds: stamp, into: &outputs)
      forward(into: &sink)
      sink.receive(.resumed(port: port, seconds: seconds, at: stamp))
    }
    forward(into: &sink)
  }

  private mutating func forward(into sink: inout some Sink<SourceOutput>) {
    for output in outputs.elements {
      if let told = SourceOutput(output) { sink.receive(told) }
    }
    outputs.removeAll()
  }
}
