import BoardLink
import ECGCore
import Recordings

/// An opened source, with what must live as long as it does.
struct OpenedSource {
  var source: any SampleSource
  /// How the screen names it: "live", "replay 10×", "virtual board".
  var name: String
  var board: VirtualBoard?
}

extension MonitorCommand {
  func openSource(signals: SignalWatch) throws(CommandFailure) -> OpenedSource {
    if let replay { return try openReplay(replay) }
    if demo { return try opening.openDemo(signals: signals) }
    return try opening.open(signals: signals)
  }

  /// The board, as far as the command line says.
  var opening: BoardOpening {
    BoardOpening(
      port: port, wait: board.wait, duration: duration, reconnects: !board.noReconnect, baud: board.baud,
      wire: board.wire,
      rateHertz: recording.rate, calibration: calibration)
  }

  private func openReplay(_ path: String) throws(CommandFailure) -> OpenedSource {
    if raw {
      let source = try RawReplaySource(path: path, speed: speed, limit: duration)
      return OpenedSource(source: source, name: "raw replay")
    }
    let reader = try Recording.opened(path, recording.reading)
    let name =
      switch speed {
      case .unlimited: "replay"
      case .times(1): "replay"
      case .times(let factor): "replay \(factor)×"
      }
    return OpenedSource(source: ReplaySource(reader: reader, speed: speed, limit: duration), name: name)
  }
}

extension BoardOpening {
  /// The board that is wanted, open.
  func open(signals: SignalWatch) throws(CommandFailure) -> OpenedSource {
    let (path, bridge) = try boardPort(signals: signals)
    do throws(LinkError) {
      return OpenedSource(source: try open(path, bridge: bridge, signals: signals), name: "live")
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The bundled recording, on a virtual board.
  func openDemo(signals: SignalWatch) throws(CommandFailure) -> OpenedSource {
    do throws(LinkError) {
      let board = try VirtualBoard(DemoBoard.settings)
      let source = try open(board.path, bridge: "virtual board", signals: signals)
      return OpenedSource(source: source, name: "virtual board", board: board)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func open(
    _ path: String, bridge: String?, signals: SignalWatch
  ) throws(LinkError) -> BoardSource {
    let options = options(port: path, bridge: bridge)
    let watch = PortWatch(path: path)
    let port = try openWhenSettled(path, baud: options.firstBaud, signals: signals)
    return BoardSource(port: port, watch: watch, options: options, reconnects: reconnects)
  }

  /// udev sets a port's group and permissions a moment after the kernel has made it: a board that has just been plugged in
  /// is tried for as long as that may take.
  private func openWhenSettled(
    _ path: String, baud: Int, signals: SignalWatch
  ) throws(LinkError) -> SerialPort {
    var poller = Poller()
    while true {
      do throws(LinkError) {
        return try SerialPort(path: path, baud: baud)
      } catch {
        guard case .permissionDenied = error, PortAccess.isSettling(path) else { throw error }
        poller.begin()
        poller.watch(signals.descriptor)
        poller.wait(until: MonotonicClock.now + MonotonicClock.nanoseconds(Self.settleInterval))
        // Who wants to end is not kept: the refusal is then told.
        if poller.isReadable(signals.descriptor) { throw error }
      }
    }
  }

  /// Seconds between two tries.
  private static let settleInterval = 0.1
}
