import BoardLink
import Glibc

extension BoardOpening {
  /// The port to open: the one named, else the one there is; with `--wait`, the one that comes.
  func boardPort(signals: SignalWatch) throws(CommandFailure) -> (path: String, bridge: String?) {
    if let port, !wait || access(port, F_OK) == 0 { return (port, BoardDiscovery.board(at: port)?.bridgeWords) }
    // The watch is set up before the list is taken, so that no plug falls between the two.
    let hotplug: HotplugMonitor?
    let present: [DiscoveredBoard]
    do throws(LinkError) {
      hotplug = wait ? try HotplugMonitor() : nil
      present = try BoardDiscovery.list().filter(isWanted)
    } catch {
      throw CommandFailure(error)
    }
    switch (present.count, hotplug) {
    case (1, _): return (present[0].port, present[0].bridgeWords)
    case (0, let hotplug?): return try waitForBoard(hotplug, signals: signals)
    case (0, nil):
      throw CommandFailure(
        .noSingleBoard,
        "no board is plugged in: looked for \(BoardDiscovery.looksFor). "
          + "Plug one in, or use --wait; without hardware: vitalsync monitor --demo")
    default:
      throw CommandFailure(
        .noSingleBoard,
        "several boards are plugged in; name one of them:\n"
          + present.enumerated().map { "  \($0 + 1)  vitalsync monitor \($1.line)" }.joined(separator: "\n"))
    }
  }

  private func isWanted(_ board: DiscoveredBoard) -> Bool {
    guard let port else { return true }
    return board.port == port || board.byID == port || board.byPath == port
  }

  /// Seconds between two looks at a path that is waited for.
  private static let lookInterval = 0.25

  private func waitForBoard(
    _ hotplug: HotplugMonitor, signals: SignalWatch
  ) throws(CommandFailure) -> (path: String, bridge: String?) {
    tell("Waiting for \(port ?? "a board") to be plugged in (Ctrl-C ends) …")
    let end = duration.map { MonotonicClock.now + MonotonicClock.nanoseconds($0.seconds) }
    var poller = Poller()
    var coming: DiscoveredBoard?
    while true {
      poller.begin()
      poller.watch(signals.descriptor)
      poller.watch(hotplug.fileDescriptor)
      poller.wait(until: min(end ?? .max, MonotonicClock.now + MonotonicClock.nanoseconds(Self.lookInterval)))
      if poller.isReadable(signals.descriptor), signals.endIsWanted() { throw CommandFailure(.success, "ended.") }
      if let end, MonotonicClock.now >= end {
        throw CommandFailure(.noSingleBoard, "no board came within \(fixed(duration?.seconds ?? 0, 0)) s.")
      }
      // A path that is no board on USB (a link to a pty) comes without an event.
      if let port, access(port, F_OK) == 0 { return (port, BoardDiscovery.board(at: port)?.bridgeWords) }
      while let event = hotplug.next() {
        guard case .added(let board) = event, isWanted(board) else { continue }
        coming = board
      }
      // The word of a board may be here before its port's file is.
      if let coming, access(coming.port, F_OK) == 0 { return (coming.port, coming.bridgeWords) }
    }
  }
}
