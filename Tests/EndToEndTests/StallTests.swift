import Foundation
import TestSupport
import Testing

/// What stands still on this computer costs no sample, and where it might, that is told.
@Suite(.serialized, .timeLimit(.minutes(30))) struct StallTests {
  private func source(_ capture: String) throws -> (samples: Int, seconds: Double) {
    let outcome = try Command.run(["analyze", capture, "--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let samples = (report["source"] as? [String: Any])?["samples"] as? Int
    return (try #require(samples), try #require(report["duration_s"] as? Double))
  }

  /// Seconds that stand in a capture so far; none where nothing can be read of it yet.
  private func seconds(in capture: String) throws -> Double {
    guard FileManager.default.fileExists(atPath: capture) else { return 0 }
    let outcome = try Command.run(["analyze", capture, "--json"])
    let report = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    return report?["duration_s"] as? Double ?? 0
  }

  @Test func aStoppedTerminalCostsNoSample() throws {
    let folder = try ScratchFolder()
    let board = SketchBoard(link: folder.file("board"))
    try board.plug()
    let pair = try PortPair()
    let terminal = open(pair.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(terminal >= 0)
    defer { close(terminal) }
    try #require(tcflow(terminal, TCOOFF) == 0)
    let capture = folder.file("stalled.vsr")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = ["monitor", board.link, "--record", capture]
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardInput = handle
    process.standardOutput = handle
    try process.run()
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    // Five seconds of samples, by what stands in the file: 31 kB came, and no tty holds as much unread.
    let deadline = Date().addingTimeInterval(60)
    var seconds = 0.0
    while seconds < 6, Date() < deadline {
      usleep(500_000)
      seconds = try self.seconds(in: capture)
    }
    #expect(seconds >= 6)
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    let recorded = try source(capture)
    #expect(recorded.samples == Int((recorded.seconds * 250).rounded()), "samples are missing")
  }

  /// Resident memory, in kibibytes.
  private func resident(_ process: Int32) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(line.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) })
  }

  /// Nobody reads the screen for 18 s (a slow ssh), while a board sends at the protocol's highest rate: no sample is lost,
  /// memory stays as it was, and the screen goes on when it is read again.
  @Test func aFastBoardAndATerminalThatNobodyReads() throws {
    let folder = try ScratchFolder()
    let link = folder.file("board")
    let board = try Command.Running([
      "simulate", "synthetic:bpm=75", "--link", link, "--baud", "230400", "--board-rate", "500", "--json",
    ])
    #expect(board.waits { $0.outputSoFar.contains("\"ready\"") }, "\(board.errorsSoFar)")
    let pair = try PortPair()
    let terminal = open(pair.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(terminal >= 0)
    defer { close(terminal) }
    pair.resize(rows: 50, columns: 160)
    let capture = folder.file("slow.vsr")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = ["monitor", link, "--record", capture]
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm-256color"]) { $1 }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardInput = handle
    process.standardOutput = handle
    try process.run()
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    /// Bytes of the screen that are read in so many seconds.
    func look(seconds: Double) -> Int {
      let end = Date().addingTimeInterval(seconds)
      var bytes = 0
      while Date() < end {
        bytes += pair.drain()
        usleep(20_000)
      }
      return bytes
    }
    // Its windows fill in the first seconds; how soon it starts is the computer's affair.
    var drawn = 0
    let deadline = Date().addingTimeInterval(90)
    var seconds = 0.0
    while seconds < 15, Date() < deadline {
      drawn += look(seconds: 1)
      seconds = try self.seconds(in: capture)
    }
    #expect(seconds >= 15 && drawn > 1000)
    // What the tty holds is full by then.
    sleep(3)
    let before = try resident(process.processIdentifier)
    sleep(15)
    let after = try resident(process.processIdentifier)
    print("a terminal that nobody reads: \(before) kB before, \(after) kB after 15 s")
    #expect(after - before < 1024)
    // What waited in the tty, and then new frames.
    #expect(pair.drain() > 0)
    #expect(look(seconds: 3) > 500)
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGTERM)
    // The last frame needs a reader too.
    while process.isRunning { _ = look(seconds: 0.1) }
    let recorded = try source(capture)
    #expect(recorded.seconds > 30)
    #expect(recorded.samples == Int((recorded.seconds * 500).rounded()), "samples are missing")
  }

  @Test func aStoppedProgramLosesNothingThatTheTtyHoldsAndSaysThatItStood() throws {
    let folder = try ScratchFolder()
    let board = SketchBoard(link: folder.file("board"))
    try board.plug()
    let capture = folder.file("stopped.vsr")
    let monitor = try Command.Running(["monitor", board.link, "--headless", "--record", capture])
    #expect(monitor.hears(3))
    monitor.send(SIGSTOP)
    usleep(2_500_000)
    monitor.send(SIGCONT)
    #expect(monitor.waits { $0.messages.contains { $0.hasPrefix("this program stood still for") } })
    #expect(monitor.hears(3))
    monitor.send(SIGTERM)
    let outcome = monitor.wait(limit: 20)
    #expect(outcome.status == 0)
    let summary = try #require(outcome.events("summary").first?["source"] as? [String: Any])
    #expect(summary["interruptions"] as? Int == 0)
    // By the board's own numbers nothing is missing, and samples and time agree.
    #expect(summary["lost"] as? Int == 0)
    let recorded = try source(capture)
    #expect(recorded.samples == Int((recorded.seconds * 250).rounded()), "samples are missing")
  }

  @Test func wordsForNobodyDoNotKeepTheProgram() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // F_SETPIPE_SZ (Linux, 1031): one page, and full.
    _ = fcntl(ends[1], 1031, Int32(4096))
    try #require(write(ends[1], [UInt8](repeating: 10, count: 4096), 4096) == 4096)
    defer { for end in ends { close(end) } }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = ["monitor", "/dev/ttyNOPE7", "--headless"]
    process.standardError = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let deadline = Date().addingTimeInterval(30)
    while process.isRunning, Date() < deadline { usleep(20_000) }
    #expect(!process.isRunning, "it waits for a reader of its complaint")
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    #expect(process.terminationStatus == 69)
  }
}
