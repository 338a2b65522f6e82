import CSerial
import Foundation
import TestSupport
import Testing

/// Whatever state a session is in, a signal ends it; and a reader that does not read stops nothing but its own lines.
@Suite(.serialized, .timeLimit(.minutes(30))) struct SignalTests {
  private let fixture = FixturePaths.signals + "/mitdb_100.hea"

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func aReplayThatNobodyReadsIsEnded(signal: Int32) throws {
    let running = try Unread(["monitor", "--replay", fixture, "--speed", "max", "--headless"])
    #expect(running.becomesFull())
    running.send(signal)
    #expect(running.status(limit: 20) == 0)
  }

  @Test func aReplayWaitsForItsReaderAndDropsNothing() throws {
    let arguments = ["monitor", "--replay", fixture, "--speed", "max", "--headless"]
    let running = try Unread(arguments)
    #expect(running.becomesFull())
    usleep(500_000)
    let read = running.readAll()
    #expect(running.status(limit: 20) == 0)
    let whole = try Command.run(arguments).output
    #expect(read == whole)
    #expect(whole.utf8.count > 8192, "less than the pipe holds proves nothing")
  }

  @Test func aBoardIsReadAndRecordedThoughNobodyReadsTheLines() throws {
    let folder = try ScratchFolder()
    let capture = folder.file("unread.vsr")
    let running = try Unread(["monitor", "--demo", "--headless", "--record", capture], fillsPipe: true)
    let size = { ((try? FileManager.default.attributesOfItem(atPath: capture))?[.size] as? Int) ?? 0 }
    #expect(Unread.holds(limit: 60) { size() > 8192 }, "the capture stays at \(size()) bytes")
    running.send(SIGTERM)
    #expect(running.status(limit: 20) == 0)
    #expect(try Command.run(["analyze", capture]).status == 0)
  }

  @Test func sigquitEndsAHeadlessSession() throws {
    let running = try Command.Running(["monitor", "--demo", "--headless"])
    #expect(running.waits { $0.outputSoFar.contains("\"quality\"") })
    running.send(SIGQUIT)
    let outcome = running.wait(limit: 20)
    #expect(outcome.status == 0)
    #expect(outcome.events("summary").count == 1)
  }

  @Test(.enabled(if: Tmux.isInstalled, "tmux is not installed"), arguments: [SIGSEGV, SIGBUS])
  func aCrashSignalKillsThoughSwiftPrintsItsBacktrace(signal: Int32) throws {
    let folder = try ScratchFolder()
    let pidFile = folder.file("pid")
    let terminal = try Tmux(
      columns: 80, rows: 24, command: "sh -c 'echo $$ > \(pidFile); exec \(Command.path) monitor --demo'",
      environment: ["SWIFT_BACKTRACE": "enable=yes,interactive=no,timeout=none"])
    let running = try terminal.screen { $0.contains("bpm") }
    #expect(running != nil)
    let text = try String(contentsOfFile: pidFile, encoding: .utf8)
    let pid = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    kill(pid, signal)
    let after = try terminal.screen(limit: 100) { $0.contains("status=") }
    let now = try terminal.screen()
    #expect(after?.contains("status=\(128 + signal)") == true, "\(now)")
  }

  @Test(.enabled(if: Tmux.isInstalled, "tmux is not installed"), arguments: ["dumb", ""])
  func aTerminalThatCannotMoveItsCursorIsRefused(term: String) throws {
    let terminal = try Tmux(
      columns: 80, rows: 24, command: "'\(Command.path)' monitor --demo", environment: ["TERM": term])
    let seen = try terminal.screen(limit: 20) { $0.contains("status=") }
    let now = try terminal.screen()
    #expect(seen?.contains("status=1") == true, "\(now)")
    #expect(seen?.contains("--headless") == true)
  }

  @Test func aScreenWhoseTerminalIsStoppedIsEnded() throws {
    let pair = try PortPair()
    let terminal = open(pair.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(terminal >= 0)
    defer { close(terminal) }
    // As Ctrl-S does: nothing more is taken.
    try #require(tcflow(terminal, TCOOFF) == 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = ["monitor", "--demo"]
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardInput = handle
    process.standardOutput = handle
    try process.run()
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    let isTaken = Unread.holds(limit: 60) {
      var modes = termios()
      return tcgetattr(terminal, &modes) == 0 && modes.c_lflag & tcflag_t(ICANON) == 0
    }
    #expect(isTaken)
    kill(process.processIdentifier, SIGTERM)
    #expect(Unread.holds(limit: 20) { !process.isRunning }, "still running")
    if !process.isRunning { #expect(process.terminationStatus == 0) }
  }

  @Test func closedDescriptorsNeverBecomeOurs() throws {
    let running = try Command.Running(
      ["-c", "exec '\(Command.path)' monitor --demo --headless <&- 2>&-"], program: "/bin/sh")
    #expect(running.waits { $0.outputSoFar.contains("\"event\":\"link\"") })
    for descriptor in [0, 2] {
      let link = "/proc/\(running.processIdentifier)/fd/\(descriptor)"
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/null")
    }
    running.send(SIGTERM)
    #expect(running.wait(limit: 20).status == 0)
  }

  @Test(arguments: ["", "--headless"])
  func aClosedStandardOutputIsRefused(option: String) throws {
    let folder = try ScratchFolder()
    let capture = folder.file("closed.vsr")
    let running = try Command.Running(
      ["-c", "exec '\(Command.path)' monitor --demo \(option) --record \(capture) --for 2s >&-"], program: "/bin/sh")
    let outcome = running.wait(limit: 30)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("standard output"), "\(outcome.errors)")
  }
}

/// The program with its standard output in a pipe that nobody reads until asked.
private final class Unread {
  private let process = Process()
  private let reading: Int32
  /// What a pipe of one page holds.
  private static let capacity = 4096

  init(_ arguments: [String], fillsPipe: Bool = false) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // F_SETPIPE_SZ (Linux, 1031): the smallest there is.
    _ = fcntl(ends[1], 1031, Int32(Self.capacity))
    if fillsPipe { try #require(write(ends[1], [UInt8](repeating: 10, count: Self.capacity), Self.capacity) > 0) }
    reading = ends[0]
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = arguments
    process.standardOutput = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.standardOutput = nil
    close(ends[1])
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(reading)
  }

  static func holds(limit: Double, _ condition: () -> Bool) -> Bool {
    let deadline = Date().addingTimeInterval(limit)
    while Date() < deadline {
      if condition() { return true }
      usleep(20_000)
    }
    return condition()
  }

  /// Waits until hardly a line more finds room.
  func becomesFull() -> Bool {
    Self.holds(limit: 60) { Int(cserial_unread(self.reading)) > Self.capacity - 600 }
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  func readAll() -> String {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = read(reading, &chunk, chunk.count), count > 0 { all += chunk[0..<count] }
    return String(decoding: all, as: UTF8.self)
  }

  /// The status; 137 where it had to be killed after `limit` seconds.
  func status(limit: Double) -> Int32 {
    if !Self.holds(limit: limit, { !self.process.isRunning }) { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
  }
}
