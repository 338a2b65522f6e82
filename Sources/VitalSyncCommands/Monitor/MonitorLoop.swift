import BoardLink
import Recordings

/// The monitor's one thread: sleeps until bytes, keys, a signal or a frame are due, and hands each to whom it concerns.
struct MonitorLoop {
  private(set) var session: MonitorSession
  private(set) var source: any SampleSource

  private let signals: SignalWatch
  private let limit: Double?
  private var poller = Poller()
  /// How long a replay has waited for the reader of its lines, in nanoseconds: its own clock stood still.
  private var heldBack: UInt64 = 0
  private var heldSince: UInt64?

  init(source: any SampleSource, session: MonitorSession, signals: SignalWatch, limit: TypedDuration?) {
    self.source = source
    self.session = session
    self.signals = signals
    self.limit = limit?.seconds
  }

  /// Runs to the session's end. The screen is given back before this returns.
  mutating func run() throws(CommandFailure) -> SessionEnd {
    defer { session.outputs.screen?.restore() }
    let began = MonotonicClock.now
    var end: SessionEnd?
    while end == nil {
      wait(began: began)
      let now = MonotonicClock.now
      session.outputs.flushHeadless()
      try serveSource(now: now)
      session.outputs.take(source.status, seconds: session.seconds)
      session.outputs.flushRecording(now: now, seconds: session.seconds)
      end = reasonToEnd(now: now, began: began)
    }
    session.finish()
    session.outputs.take(source.status, seconds: session.seconds)
    return end ?? .user
  }

  private mutating func serveSource(now: UInt64) throws(CommandFailure) {
    if session.outputs.headless?.holdsBack ?? false {
      heldSince = heldSince ?? now
      return
    }
    if let since = heldSince { heldBack += now - since }
    heldSince = nil
    let sourceNow = now - heldBack
    if source.isReady(poller) || sourceNow >= source.deadline ?? .max {
      try source.service(now: sourceNow, poller: poller, into: &session)
    }
  }

  private mutating func wait(began: UInt64) {
    poller.begin()
    poller.watch(signals.descriptor)
    source.watch(&poller)
    session.outputs.screen?.watch(&poller)
    var deadline = UInt64.max
    if heldSince == nil, let due = source.deadline { deadline = due + heldBack }
    if let queue = session.outputs.headless?.queue, queue.wantsWrite {
      poller.watch(queue.descriptor, forReading: false, forWriting: true)
    }
    if let screen = session.outputs.screen { deadline = min(deadline, screen.deadline) }
    if let limit { deadline = min(deadline, began + MonotonicClock.nanoseconds(limit)) }
    poller.wait(until: deadline == .max ? nil : deadline)
  }

  private mutating func reasonToEnd(now: UInt64, began: UInt64) -> SessionEnd? {
    if poller.isReadable(signals.descriptor), signals.endIsWanted() { return .user }
    if session.outputs.isAbandoned { return .user }
    let wall = Double(now - began) * 1e-9
    // A replay counts its own minutes, and ends by itself.
    if let limit, source.isLive, wall >= limit { return .duration }
    if let end = serveScreen(now: now, wall: wall) { return end }
    // A person still reads the screen; a program has all it asked for.
    if session.outputs.headless != nil, session.isMeasured { return .measured }
    guard source.isFinished else { return nil }
    if let board = source as? BoardSource, let loss = board.loss { return .boardLost(loss.description) }
    return .sourceEnded
  }

  private mutating func serveScreen(now: UInt64, wall: Double) -> SessionEnd? {
    guard session.outputs.screen != nil else { return nil }
    guard let actions = session.outputs.screen?.service(poller, now: now) else { return .user }
    for action in actions {
      switch action {
      case .quit: return .user
      case .suspend: session.outputs.screen?.suspend()
      case .repaint: session.outputs.screen?.repaint()
      case .toggleRecording: session.outputs.toggleRecording(facts: session.facts, seconds: session.seconds)
      case .mark(let number, let position): session.mark(number, at: position)
      case .acknowledge(let finding): session.outputs.acknowledge(finding)
      }
    }
    session.outputs.screen?.model.advance(to: wall)
    return session.outputs.screen?.paint(now: now) == false ? .user : nil
  }
}
