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
    if demo { return try openDemo(signals: signals) }
    let (path, bridge) = try boardPort(signals: signals)
    do throws(LinkError) {
      return OpenedSource(source: try openBoard(path, bridge: bridge, signals: signals), name: "live")
    } catch {
      throw CommandFailure(error)
    }
  }

  private func openReplay(_ path: String) throws(CommandFailure) -> OpenedSource {
    let reader: any RecordingReader
    do {
      reader = try Recording.open(path, options: recording.reading)
    } catch {
      throw CommandFailure(error)
    }
    let name =
      switch speed {
      case .unlimited: "replay"
      case .times(1): "replay"
      case .times(let factor): "replay \(factor)×"
      }
    return OpenedSource(source: ReplaySource(reader: reader, speed: speed, limit: duration), name: name)
  }

  private func openDemo(signals: SignalWatch) throws(CommandFailure) -> OpenedSource {
    do throws(LinkError) {
      let board = try VirtualBoard(DemoBoard.settings)
      let source = try openBoard(board.path, bridge: "virtual board", signals: signals)
      return OpenedSource(source: source, name: "virtual board", board: board)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func openBoard(
    _ path: String, bridge: String?, signals: SignalWatch
  ) throws(LinkError) -> BoardSource {
    var options = LinkOptions(port: path)
    options.bridge = bridge
    options.baud = baud
    options.wire = wire
    options.rateHertz = recording.rate
    calibration.apply(to: &options)
    let watch = PortWatch(path: path)
    let port = try openWhenSettled(path, baud: options.firstBaud, signals: signals)
    return BoardSource(port: port, watch: watch, options: options, reconnects: !noReconnect)
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
