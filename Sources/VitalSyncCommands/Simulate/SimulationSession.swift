import BoardLink
import Glibc

/// A simulated board until its end: by signal, by `--for`, by the end of its recording.
struct SimulationSession {
  let board: VirtualBoard
  let teller: SimulationTeller
  var truth: TruthFile?
  let limit: TypedDuration?

  /// How often the board is looked at, in seconds.
  private static let pace = 0.1

  mutating func run(signals: SignalWatch) throws {
    let end = limit.map { MonotonicClock.now + MonotonicClock.nanoseconds($0.seconds) }
    var poller = Poller()
    while true {
      let state = board.takeState()
      try teller.tell(state)
      try truth?.write(until: state.seconds ?? 0)
      if let failure = state.failure { throw failure }
      if state.isOver { break }
      if let end, MonotonicClock.now >= end { break }
      let next = MonotonicClock.now + MonotonicClock.nanoseconds(Self.pace)
      poller.begin()
      poller.watch(signals.descriptor)
      poller.wait(until: min(next, end ?? next))
      if poller.isReadable(signals.descriptor), signals.endIsWanted() { break }
    }
    board.unplug()
    let state = board.takeState()
    try truth?.write(until: state.seconds ?? 0)
    try truth?.close()
    try teller.summary(state, beats: truth?.beats)
  }
}
