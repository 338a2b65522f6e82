import CSerial
import Glibc

/// A child of the tests on a pty of its own, its controlling terminal.
final class PtyChild {
  let master: Int32
  let process: pid_t
  private(set) var output: [UInt8] = []
  /// Modes of the terminal before the child took it.
  let modesBefore: [UInt32]

  struct Failed: Error {
    var call: String
    var code: Int32
  }

  /// - Parameter jobControl: run it as a job of a shell that has job control, as a user's shell does, so that it can be
  ///   stopped.
  init(_ scenario: String, columns: UInt16 = 40, rows: UInt16 = 10, jobControl: Bool = false) throws {
    var name = [CChar](repeating: 0, count: 128)
    master = cserial_open_pty(&name, 128)
    guard master >= 0 else { throw Failed(call: "openpty", code: errno) }
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    modesBefore = Self.modes(master)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    // Bash has job control only where its standard error is the terminal.
    if jobControl {
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // A test runner may ignore or block signals; a shell's child does not.
    var every = sigset_t()
    sigfillset(&every)
    posix_spawnattr_setsigdefault(&attributes, &every)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSID (0x80): the first terminal it then opens becomes its controlling one.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | 0x80))
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var words = [
      CommandLine.arguments[0], "--testing-library", "swift-testing", "--filter", "TerminalChild/takesTheTerminal",
    ]
    if jobControl {
      words = ["/bin/bash", "-mc", "\"$0\" \"$@\"; echo STOPPED; fg >/dev/null; exit $?"] + words
    }
    var environment = ["VITALSYNC_TERMINAL_CHILD=\(scenario)", "SWIFT_BACKTRACE=enable=no", "TERM=xterm"]
    for variable in ["PATH", "HOME", "LD_LIBRARY_PATH"] {
      if let value = getenv(variable) { environment.append("\(variable)=\(String(cString: value))") }
    }
    var child: pid_t = 0
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer {
      arguments.forEach { free($0) }
      variables.forEach { free($0) }
    }
    let code = posix_spawn(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw Failed(call: "posix_spawn \(words[0])", code: code) }
    process = child
  }

  deinit {
    kill(process, SIGKILL)
    close(master)
  }

  /// Reads what the child writes until the text has been seen (or the child has gone, or nothing comes for so long).
  @discardableResult
  func read(until text: String, milliseconds: Int32 = 20_000) -> Bool {
    let wanted = Array(text.utf8)
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !contains(wanted) {
      var readable = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&readable, 1, milliseconds) > 0 else { return false }
      let count = Glibc.read(master, &chunk, chunk.count)
      guard count > 0 else { return contains(wanted) }
      output += chunk[0..<count]
    }
    return true
  }

  /// Reads all there is to come and waits for the child's end.
  func finish() -> Ending {
    // The slave side is ours no more once the child is gone: then reading ends with EIO.
    read(until: "\u{0}never\u{0}")
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
  }

  enum Ending: Equatable {
    case exited(Int32)
    case killed(Int32)
  }

  func type(_ text: String) {
    _ = write(master, text, text.utf8.count)
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  func forget() {
    output = []
  }

  var text: String { String(decoding: output, as: UTF8.self) }

  var modes: [UInt32] { Self.modes(master) }

  private static func modes(_ descriptor: Int32) -> [UInt32] {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  private func contains(_ wanted: [UInt8]) -> Bool {
    guard output.count >= wanted.count else { return false }
    return String(decoding: output, as: UTF8.self).contains(String(decoding: wanted, as: UTF8.self))
  }
}
