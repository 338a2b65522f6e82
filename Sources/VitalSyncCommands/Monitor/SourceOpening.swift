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
    if demo { return try openDemo() }
    let (path, bridge) = try boardPort(signals: signals)
    do throws(LinkError) {
      return OpenedSource(source: try openBoard(path, bridge: bridge), name: "live")
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

  private func openDemo() throws(CommandFailure) -> OpenedSource {
    do throws(LinkError) {
      let board = try VirtualBoard(DemoBoard.settings)
      let source = try openBoard(board.path, bridge: "virtual board")
      return OpenedSource(source: source, name: "virtual board", board: board)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func openBoard(_ path: String, bridge: String?) throws(LinkError) -> BoardSource {
    var options = LinkOptions(port: path)
    options.bridge = bridge
    options.baud = baud
    options.wire = wire
    options.rateHertz = recording.rate
    calibration.apply(to: &options)
    return BoardSource(port: try SerialPort(path: path, baud: options.firstBaud), options: options)
  }
}
