import BoardLink
import ECGCore
import TerminalUI

/// The monitor's screen as the loop sees it: descriptors to poll, keys that become actions, frames at most so often.
struct LiveScreen {
  var model: MonitorModel
  private let terminal: Terminal
  private var buffer: Buffer
  private var face: MonitorFace
  private var keys: [Key] = []
  private var nextFrame: UInt64 = 0
  private var settleAt: UInt64?

  /// Frames a second: smoother than the eye needs for a trace, and a thirtieth of a second late at most.
  static let framesPerSecond = 30.0
  private static let frame = MonotonicClock.nanoseconds(1 / framesPerSecond)

  init(model: MonitorModel, repertoire: Repertoire, depth: ColorDepth) throws(TerminalError) {
    terminal = try Terminal(depth: depth)
    buffer = Buffer(width: terminal.width, height: terminal.height, repertoire: repertoire)
    face = MonitorFace(depth: depth)
    self.model = model
  }

  /// When the loop must come back though nothing happened.
  var deadline: UInt64 { min(nextFrame, settleAt ?? .max) }

  func watch(_ poller: inout Poller) {
    poller.watch(terminal.inputDescriptor)
    if terminal.wantsWrite { poller.watch(terminal.outputDescriptor, forReading: false, forWriting: true) }
  }

  /// Reads keys and sends what waits. Returns what the user wants of the loop; `nil` in place of the list: the terminal is
  /// gone.
  mutating func service(_ poller: Poller, now: UInt64) -> [MonitorAction]? {
    keys.removeAll(keepingCapacity: true)
    if poller.isReadable(terminal.inputDescriptor), !terminal.readKeys(into: &keys) { return nil }
    if terminal.isInsideKey {
      let due = settleAt ?? now + UInt64(KeyParser.escapeMilliseconds) * 1_000_000
      settleAt = due
      if now >= due { terminal.settleKeys(into: &keys) }
    }
    if !terminal.isInsideKey { settleAt = nil }
    if poller.isWritable(terminal.outputDescriptor), (try? terminal.flush()) == nil { return nil }
    return keys.compactMap { model.handle($0, gainInUse: face.gainInUse) }
  }

  /// Paints where a frame is due. `false`: the terminal is gone.
  mutating func paint(now: UInt64) -> Bool {
    guard now >= nextFrame else { return true }
    nextFrame = now + Self.frame
    if terminal.resizeIfNeeded() { buffer.resize(width: terminal.width, height: terminal.height) }
    // A frame that could not be sent is not worth making: the next one shows the newest state.
    if terminal.wantsWrite { return true }
    face.paint(model, into: &buffer)
    return (try? terminal.present(buffer)) != nil
  }

  /// One stroke of the bell, sent at once where nothing else waits.
  func ring() {
    terminal.ring()
    try? terminal.flush()
  }

  func suspend() { terminal.suspend() }
  func repaint() { terminal.repaint() }
  func restore() { terminal.restore() }
}
