internal import CSerial
import Glibc
internal import Synchronization

/// The virtual board's thread: keeps the model in step with real time and carries bytes between it and the pty.
final class VirtualBoardRun: Sendable {
  /// How long the cable waits, when it is pulled, for what was sent to be read.
  private static let drainMilliseconds = 200
  private static let pollMilliseconds: Int32 = 5
  /// From the port's opening to the board's first byte, while the opener sets the port up. (An Uno's boot loader takes 1.6 s.)
  private static let bootMilliseconds = 50

  let path: String
  private let settings: VirtualBoard.Settings
  private let terminal: Mutex<PseudoTerminal?>
  private let masterDescriptor: Int32
  private let hasToStop = Atomic<Bool>(false)
  private let sent = Atomic<Int>(0)

  init(_ settings: VirtualBoard.Settings) throws(LinkError) {
    self.settings = settings
    let terminal = try PseudoTerminal(baud: settings.sketch.baud)
    path = terminal.path
    masterDescriptor = terminal.fileDescriptor
    // Opened and closed once, the other end shows as hung up until a program opens it: that is how its coming is seen.
    _ = terminal.unreadAtOtherEnd()
    self.terminal = Mutex(terminal)
  }

  var sentSamples: Int { sent.load(ordering: .relaxed) }

  func askToStop() {
    hasToStop.store(true, ordering: .relaxed)
  }

  /// Until stopped, or unplugged by the source's end.
  func main() {
    guard let terminal = terminal.withLock({ $0 }) else { return }
    while !hasToStop.load(ordering: .relaxed) {
      guard otherEnd(waiting: Self.pollMilliseconds) != .closed else {
        pause(milliseconds: Int(Self.pollMilliseconds))
        continue
      }
      if !session(terminal) { break }
    }
    drain(terminal)
    // The last reference but the local one: the master closes as this returns.
    self.terminal.withLock { $0 = nil }
  }

  /// From one opening of the port to its closing. `false`: the cable is pulled.
  private func session(_ terminal: PseudoTerminal) -> Bool {
    var model = VirtualBoardModel(
      sketch: settings.sketch, source: settings.source, clockError: settings.clockError)
    pause(milliseconds: Self.bootMilliseconds)
    let epoch = monotonicSeconds()
    var bytes: [UInt8] = []
    while !hasToStop.load(ordering: .relaxed) {
      let isBatching = settings.batchSeconds > 0.001
      let state = otherEnd(waiting: isBatching ? 0 : wait(for: model, since: epoch))
      if state == .closed { return true }
      let now = (monotonicSeconds() - epoch) * settings.speed
      if state == .hasWritten { model.receive(terminal.read(), at: now) }
      model.run(until: now, into: &bytes)
      deliver(&bytes, terminal, baud: model.sketch.baud)
      sent.store(model.sent, ordering: .relaxed)
      if model.isExhausted && settings.source.end == .unplugs { return false }
      if isBatching { pause(milliseconds: Int(settings.batchSeconds * 1000)) }
    }
    return false
  }

  /// What the port's buffer does not take is lost, as on a cable. A port at another baud reads something else.
  private func deliver(_ bytes: inout [UInt8], _ terminal: PseudoTerminal, baud: Int) {
    guard !bytes.isEmpty else { return }
    if let read = terminal.otherEndsBaud, read != baud, read > 0 {
      bytes = UARTMisreading.bytes(bytes, sentAt: baud, readAt: read)
    }
    _ = terminal.write(bytes.span)
    bytes.removeAll(keepingCapacity: true)
  }

  private func wait(for model: VirtualBoardModel, since epoch: Double) -> Int32 {
    let due = model.nextEventAt / settings.speed - (monotonicSeconds() - epoch)
    return due.isFinite ? Int32(min(max((due * 1000).rounded(.up), 1), 20)) : 20
  }

  private enum OtherEnd {
    case closed, quiet, hasWritten
  }

  /// Waits for a command, at most so long, and tells whether a program has the other end open.
  private func otherEnd(waiting milliseconds: Int32) -> OtherEnd {
    var descriptor = pollfd(fd: masterDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return .quiet }
    if descriptor.revents & Int16(POLLHUP) != 0 { return .closed }
    return descriptor.revents & Int16(POLLIN) != 0 ? .hasWritten : .quiet
  }

  private func drain(_ terminal: PseudoTerminal) {
    var emptySightings = 0
    for _ in 0..<(Self.drainMilliseconds / 5) {
      // What was written reaches the other end's buffer only after a while: it must be seen empty more than once.
      pause(milliseconds: 5)
      if otherEnd(waiting: 0) == .closed { return }
      emptySightings = terminal.unreadAtOtherEnd() == 0 ? emptySightings + 1 : 0
      if emptySightings >= 3 { return }
    }
  }

  private func pause(milliseconds: Int) {
    var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    nanosleep(&time, nil)
  }

  private func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
