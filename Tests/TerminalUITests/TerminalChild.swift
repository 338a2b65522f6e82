import Glibc
import Testing

@testable import TerminalUI

/// What the tests of `Terminal` start on a pty of its own: this very test program, told by its environment to be a
/// full-screen program. It never returns from here.
@Suite(.enabled(if: getenv("VITALSYNC_TERMINAL_CHILD") != nil, "is the other half of TerminalTests"))
struct TerminalChild {
  /// Exit status of a child that came to its planned end.
  static let planned: Int32 = 42

  @Test func takesTheTerminal() throws {
    // Dispatch's worker threads block signals, and tests run on one; a program's main thread does not.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    let scenario = String(cString: getenv("VITALSYNC_TERMINAL_CHILD"))
    let terminal = try Terminal(depth: .full)
    var buffer = Buffer(width: terminal.width, height: terminal.height)
    buffer.text("painted", 0, 0, .plain)
    try terminal.present(buffer)
    switch scenario {
    case "segv":
      // A real fault, not a raised signal.
      UnsafeMutablePointer<Int>(bitPattern: 16)?.pointee = 1
    case "overflow": _ = Self.deep(1)
    case "abort": abort()
    case "trap": _ = [Int]()[Int.random(in: 5...6)]
    case "terminate": raise(SIGTERM)
    case "exit": exit(Self.planned)
    case "stall": try Self.stall(terminal)
    case "keys": try Self.echo(terminal)
    default: break
    }
    terminal.restore()
    _exit(Self.planned)
  }

  @inline(never) static func deep(_ level: Int) -> Int {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { room in
      room[level % 4096] = UInt8(truncatingIfNeeded: level)
      return deep(level + 1) + Int(room[0])
    }
  }

  /// The file by which a child says that it has made its frames.
  static func stalledMark(_ process: pid_t) -> String { "/tmp/vitalsync-stalled-\(process)" }

  /// Presents frames at a terminal that nobody reads: must neither block nor pile up; then waits for it to be read.
  static func stall(_ terminal: Terminal) throws {
    var refused = 0
    var buffer = Buffer(width: terminal.width, height: terminal.height)
    for frame in 0..<2000 {
      buffer.fill(buffer.bounds, Unicode.Scalar(UInt8(0x41 + frame % 26)), .plain)
      if try !terminal.present(buffer) { refused += 1 }
    }
    guard refused > 1000, terminal.wantsWrite else { _exit(1) }
    // Not through the terminal, which is to stay unread until here.
    close(open(stalledMark(getpid()), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
    buffer.fill(buffer.bounds, "z", .plain)
    while try !terminal.present(buffer) || terminal.wantsWrite {
      var wanted = pollfd(fd: terminal.outputDescriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&wanted, 1, 20_000) == 1 else { _exit(2) }
      try terminal.flush()
    }
  }

  /// Shows its size and the last key until `q`; Ctrl-Z suspends.
  static func echo(_ terminal: Terminal) throws {
    var buffer = Buffer(width: terminal.width, height: terminal.height)
    var keys: [Key] = []
    while true {
      if terminal.resizeIfNeeded() { buffer.resize(width: terminal.width, height: terminal.height) }
      buffer.clear()
      buffer.text("size=\(terminal.width)x\(terminal.height) keys=\(keys.count)", 0, 0, .plain)
      try terminal.present(buffer)
      var wanted = pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wanted, 1, 20) > 0 else { continue }
      guard terminal.readKeys(into: &keys) else { _exit(3) }
      if keys.last == .control("z") {
        keys.append(.escape)
        terminal.suspend()
      }
      if keys.last == .character("q") { return }
    }
  }
}
