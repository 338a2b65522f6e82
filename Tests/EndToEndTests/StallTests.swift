import Foundation
import TestSupport
import Testing

/// What stands still on this computer costs no sample, and where it might, that is told.
@Suite(.serialized, .timeLimit(.minutes(5))) struct StallTests {
  private func source(_ capture: String) throws -> (samples: Int, seconds: Double) {
    let outcome = try Command.run(["analyze", capture, "--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let samples = (report["source"] as? [String: Any])?["samples"] as? Int
    return (try #require(samples), try #require(report["duration_s"] as? Double))
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
      if FileManager.default.fileExists(atPath: capture) { seconds = (try? source(capture).seconds) ?? 0 }
    }
    #expect(seconds >= 6)
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    let recorded = try source(capture)
    #expect(recorded.samples == Int((recorded.seconds * 250).rounded()), "samples are missing")
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
