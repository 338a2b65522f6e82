import BoardLink
import Glibc
import Testing

@Suite struct SerialPortTests {
  @Test(arguments: [9600, 57600, 74880, 115_200, 230_400, 250_000, 460_800, 921_600])
  func opensAtAnyBaud(_ baud: Int) throws {
    let terminal = try PseudoTerminal()
    let port = try SerialPort(path: terminal.path, baud: baud)
    #expect(port.baud == baud)
    #expect(port.actualBaud == baud)
    #expect(terminal.otherEndsBaud == baud)
  }

  @Test func changesItsBaudWhileOpenAndThrowsAwayWhatCameAtTheOldOne() throws {
    let terminal = try PseudoTerminal()
    let port = try SerialPort(path: terminal.path, baud: 115_200)
    #expect(terminal.write([1, 2, 3].span) == 3)
    usleep(20_000)
    try port.setBaud(9600)
    #expect(terminal.otherEndsBaud == 9600)
    #expect(try port.read { _ in } == 0)
  }

  @Test func bytesPassUnchanged() throws {
    let terminal = try PseudoTerminal()
    let port = try SerialPort(path: terminal.path, baud: 115_200)
    let all = (0...255).map { UInt8($0) }
    #expect(terminal.write(all.span) == 256)
    var received: [UInt8] = []
    for _ in 0..<100 where received.count < 256 {
      usleep(1000)
      _ = try port.read { bytes in for index in bytes.indices { received.append(bytes[index]) } }
    }
    #expect(received == all)
    #expect(try port.write(all) == 256)
    var echoed: [UInt8] = []
    for _ in 0..<100 where echoed.count < 256 {
      usleep(1000)
      echoed += terminal.read()
    }
    #expect(echoed == all)
  }

  @Test func nothingWaitingIsNoError() throws {
    let terminal = try PseudoTerminal()
    let port = try SerialPort(path: terminal.path, baud: 115_200)
    #expect(try port.read { _ in Issue.record("bytes from nowhere") } == 0)
  }

  @Test func aSecondOpeningIsBusyAndNamesTheHolder() throws {
    let terminal = try PseudoTerminal()
    let process = try Process.start(["/usr/bin/flock", "--no-fork", "-n", terminal.path, "/bin/sleep", "60"])
    defer { process.end() }
    // flock(1) becomes sleep(1) once it has the lock.
    for _ in 0..<500 where !PortHolder.holding(terminal.path).contains(where: { $0.command == "/bin/sleep 60" }) {
      usleep(10_000)
    }
    let error = #expect(throws: LinkError.self) { try SerialPort(path: terminal.path, baud: 115_200) }
    guard case .busy(_, let holders) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(holders.map(\.processIdentifier) == [process.identifier])
    #expect(error?.description.contains("pid \(process.identifier) (/bin/sleep 60)") == true)
  }

  @Test func ourOwnSecondOpeningIsBusyToo() throws {
    let terminal = try PseudoTerminal()
    let port = try SerialPort(path: terminal.path, baud: 115_200)
    let error = #expect(throws: LinkError.self) { try SerialPort(path: terminal.path, baud: 115_200) }
    guard case .busy = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    port.close()
    _ = try SerialPort(path: terminal.path, baud: 115_200)
  }

  @Test func closingPutsTheSettingsBack() throws {
    let terminal = try PseudoTerminal(baud: 38400)
    try SerialPort(path: terminal.path, baud: 9600).close()
    #expect(terminal.otherEndsBaud == 38400)
  }

  @Test func absentPort() {
    #expect(throws: LinkError.absent(port: "/dev/ttyNone7")) { try SerialPort(path: "/dev/ttyNone7", baud: 9600) }
  }

  @Test(arguments: ["/dev/null", "/tmp"]) func noTerminal(_ path: String) {
    #expect(throws: LinkError.notATerminal(port: path)) { try SerialPort(path: path, baud: 9600) }
  }

  @Test func aPulledCableIsGone() throws {
    var terminal: PseudoTerminal? = try PseudoTerminal()
    let port = try SerialPort(path: try #require(terminal?.path), baud: 115_200)
    terminal = nil
    let error = #expect(throws: LinkError.self) { try port.read { _ in } }
    guard case .gone = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func permissionDeniedNamesTheGroupAndTheCommand() throws {
    let terminal = try PseudoTerminal()
    // Group 20, Debian's dialout, where root runs this; the pty's own otherwise.
    if geteuid() == 0 { try #require(chown(terminal.path, 0, 20) == 0) }
    try #require(chmod(terminal.path, geteuid() == 0 ? 0o660 : 0o060) == 0)
    let group = try #require(PortAccess(port: terminal.path)?.group)
    let error = try asNobody { #expect(throws: LinkError.self) { try SerialPort(path: terminal.path, baud: 9600) } }
    #expect(error == .permissionDenied(port: terminal.path, group: group, mayGroup: true))
    #expect(error?.description.contains("sudo usermod -aG \(group) $USER") == true)
  }

  /// Root may open everything: this thread alone gives up that right for a while. Others never had it.
  private func asNobody<Result>(_ body: () throws -> Result) throws -> Result {
    guard geteuid() == 0 else { return try body() }
    typealias SetFileUser = @convention(c) (uid_t) -> Int32
    let symbol = try #require(dlsym(nil, "setfsuid"))
    let setFileUser = unsafeBitCast(symbol, to: SetFileUser.self)
    _ = setFileUser(65534)
    defer { _ = setFileUser(0) }
    return try body()
  }

  @Test(arguments: [
    (LinkError.busy(port: "/dev/ttyUSB0", holders: []), "sudo fuser -v /dev/ttyUSB0"),
    (LinkError.gone(port: "/dev/ttyUSB0", errno: ENODEV), "errno 19"),
    (LinkError.permissionDenied(port: "/dev/ttyUSB0", group: "root", mayGroup: false), "ls -l /dev/ttyUSB0"),
  ])
  func errorsSayWhatToDo(_ error: LinkError, _ words: String) {
    #expect(error.description.contains(words))
  }
}

/// A child process.
private struct Process {
  let identifier: pid_t

  static func start(_ words: [String]) throws -> Process {
    var identifier = pid_t()
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { arguments.forEach { free($0) } }
    try #require(posix_spawn(&identifier, words[0], nil, nil, arguments, environ) == 0)
    return Process(identifier: identifier)
  }

  func end() {
    kill(identifier, SIGKILL)
    var status: Int32 = 0
    waitpid(identifier, &status, 0)
  }
}
