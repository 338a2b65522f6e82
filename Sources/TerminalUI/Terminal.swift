import CSerial
import Glibc

/// The user's terminal, taken over for a full-screen program and given back whatever happens.
///
/// Made for one `poll(2)` loop on one thread: wait for `inputDescriptor` to be readable, and for `outputDescriptor` to
/// be writable while `wantsWrite`. Nothing here blocks. Output goes through a file description of our own, so that
/// making it non-blocking changes nothing for the shell and a stopped terminal stops nothing of ours.
package final class Terminal {
  package private(set) var width: Int
  package private(set) var height: Int
  package let inputDescriptor: Int32
  package let outputDescriptor: Int32
  /// "/dev/pts/3".
  package let name: String

  private let ownsInput: Bool
  private let ownsOutput: Bool
  private let originalModes: termios
  private var screen: Screen
  private var queue: OutputQueue
  private var keyParser = KeyParser()
  private var readBytes = [UInt8](repeating: 0, count: 1024)
  private var isTaken = false

  /// Takes the terminal: alternate screen, no cursor, raw keys.
  package init(depth: ColorDepth) throws(TerminalError) {
    guard isatty(STDOUT_FILENO) == 1 else {
      throw TerminalError(
        place: "standard output", what: "is not a terminal",
        remedy: "Run it in a terminal, or use --headless for pipes and files.")
    }
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    guard !kind.isEmpty, kind != "dumb" else {
      throw TerminalError(
        place: "standard output", what: kind.isEmpty ? "TERM is not set" : "TERM=dumb cannot move its cursor",
        remedy: "Set TERM to what the terminal is, or use --headless.")
    }
    name = ttyname(STDOUT_FILENO).map { String(cString: $0) } ?? "/dev/tty"
    let own = open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    // Another user's terminal (su) cannot be opened by name, only used.
    ownsOutput = own >= 0
    outputDescriptor = own >= 0 ? own : STDOUT_FILENO
    if isatty(STDIN_FILENO) == 1 {
      inputDescriptor = STDIN_FILENO
      ownsInput = false
    } else {
      inputDescriptor = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
      ownsInput = true
    }
    var modes = termios()
    guard inputDescriptor >= 0, tcgetattr(inputDescriptor, &modes) == 0 else {
      let code = Glibc.errno
      if own >= 0 { close(own) }
      throw TerminalError(
        place: "standard input", what: "is not a terminal, and there is no other to read keys from", errno: code,
        remedy: "Run it in a terminal, or use --headless for pipes and files.")
    }
    originalModes = modes
    screen = Screen(depth: depth)
    queue = OutputQueue(descriptor: outputDescriptor, mayBlock: own < 0)
    (width, height) = (80, 24)
    try take()
    _ = resizeIfNeeded()
  }

  deinit {
    restore()
    if ownsOutput { close(outputDescriptor) }
    if ownsInput { close(inputDescriptor) }
  }

  /// A frame, or a rest of one, waits for the terminal: poll `outputDescriptor` for POLLOUT, then call `flush()`.
  package var wantsWrite: Bool { !queue.isEmpty }

  /// Shows what a buffer holds. While an earlier frame is still on its way, nothing is done and `false` returned:
  /// the next call shows the newest state, and the frames between are never made.
  @discardableResult
  package func present(_ buffer: Buffer) throws(TerminalError) -> Bool {
    try flush()
    guard queue.isEmpty else { return false }
    screen.frame(buffer, into: &queue.bytes)
    try flush()
    return true
  }

  /// Rings the terminal's bell (BEL, ECMA-48), with what is sent next.
  package func ring() {
    queue.bytes.append(0x07)
  }

  /// Sends what the terminal takes now.
  package func flush() throws(TerminalError) {
    guard let code = queue.flush() else { return }
    queue.discard()
    throw TerminalError(
      place: name, what: "the terminal is gone", errno: code, remedy: "Nothing can be shown any more.")
  }

  /// Call once a turn of the loop: takes note of a new size and of having been stopped and continued; `true` where the
  /// next frame will be painted whole (and the size may be another).
  package func resizeIfNeeded() -> Bool {
    var changed = false
    if terminal_restore_continued() != 0, isTaken {
      isTaken = false
      queue.discard()
      try? take()
      screen.invalidate()
      changed = true
    }
    var size = winsize()
    if ioctl(outputDescriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0,
      (Int(size.ws_col), Int(size.ws_row)) != (width, height)
    {
      (width, height) = (Int(size.ws_col), Int(size.ws_row))
      screen.invalidate()
      changed = true
    }
    return changed
  }

  /// What was on the screen is not what we think: paint the next frame whole.
  package func repaint() {
    screen.invalidate()
  }

  /// Reads the keys that have come; call when `inputDescriptor` is readable. `false`: there will be no more.
  package func readKeys(into keys: inout [Key]) -> Bool {
    var wanted = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, 0) > 0 else { return true }
    let count = readBytes.withUnsafeMutableBytes { read(inputDescriptor, $0.baseAddress, $0.count) }
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    if count == 0 { return false }
    keyParser.feed(readBytes[0..<count], into: &keys)
    return true
  }

  /// A key is half read: call `settleKeys` when nothing has come for `KeyParser.escapeMilliseconds`.
  package var isInsideKey: Bool { keyParser.isWaiting }

  package func settleKeys(into keys: inout [Key]) {
    if let key = keyParser.settle() { keys.append(key) }
  }

  /// Ctrl-Z: gives the terminal to the shell and stops; goes on here when the shell says so.
  package func suspend() {
    queue.drain(milliseconds: 200)
    // To the whole job, as the terminal's own Ctrl-Z would.
    kill(0, SIGTSTP)
  }

  /// Gives the terminal back as it was; may be called twice.
  package func restore() {
    guard isTaken else { return }
    isTaken = false
    queue.drain(milliseconds: 200)
    queue.discard()
    terminal_restore_now()
    terminal_restore_disarm()
  }

  private func take() throws(TerminalError) {
    var modes = originalModes
    cfmakeraw(&modes)
    var original = originalModes
    guard
      terminal_restore_arm(
        outputDescriptor, inputDescriptor, &original, Self.leaving, UInt(Self.leaving.utf8.count)) == 0,
      tcsetattr(inputDescriptor, TCSANOW, &modes) == 0
    else {
      let code = Glibc.errno
      terminal_restore_disarm()
      throw TerminalError(
        place: name, what: "its modes cannot be set", errno: code, remedy: "Run it in the foreground of a terminal.")
    }
    isTaken = true
    queue.bytes.append(contentsOf: Self.entering.utf8)
  }

  /// Alternate screen, no cursor, no wrapping at the right edge.
  private static let entering = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
  /// Ends an update that was cut short, plain style, wrapping, cursor, the screen that was there before.
  private static let leaving = "\u{1B}[?2026l\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"
}
