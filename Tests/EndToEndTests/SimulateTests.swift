import Foundation
import TestSupport
import Testing

/// `vitalsync simulate` in one process and `vitalsync monitor` in another, a pty between them.
@Suite(.timeLimit(.minutes(30)), .serialized) struct SimulateTests {
  private func simulate(_ arguments: [String], link: String) throws -> Command.Running {
    let board = try Command.Running(["simulate", "--link", link] + arguments)
    let isThere = board.waits { _ in FileManager.default.fileExists(atPath: link) }
    #expect(isThere, "\(board.errorsSoFar)")
    return board
  }

  /// Times of the true beats in seconds of the monitor's session, whose first sample is the board's first.
  private func truth(_ path: String, hertz: Double = 250) throws -> [Double] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().compactMap { row in
      row.split(separator: ",", omittingEmptySubsequences: false).dropFirst().first.flatMap { Double($0) }
        .map { $0 - 1 / hertz }
    }
  }

  private func beats(_ outcome: Command.Outcome) -> [Double] {
    outcome.events("beat").compactMap { $0["time_s"] as? Double }
  }

  @Test func whatTheMonitorFindsIsWhenTheHeartBeat() throws {
    let folder = try ScratchFolder()
    let truthFile = folder.file("truth.csv")
    let board = try simulate(
      ["synthetic:bpm=55-130,hrv=30,noise=20,seconds=40,seed=4", "--truth", truthFile, "--latency", "16"],
      link: folder.file("board"))
    let outcome = try Command.run(["monitor", folder.file("board"), "--headless", "--for", "25s"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    board.send(SIGINT)
    #expect(board.wait(limit: 20).status == 0)
    let found = beats(outcome)
    let last = try #require(found.last)
    let expected = try truth(truthFile).filter { $0 > 1 && $0 < last - 0.1 }
    #expect(expected.count > 30)
    for time in expected {
      let nearest = try #require(found.min { abs($0 - time) < abs($1 - time) })
      #expect(abs(nearest - time) < 0.010, "the beat at \(time) s was found at \(nearest) s")
    }
    #expect(found.filter { $0 > 1 && $0 < last - 0.1 }.count == expected.count)
    let summary = try #require(outcome.events("summary").first)
    #expect((summary["source"] as? [String: Any])?["lost"] as? Int == 0)
  }

  @Test(arguments: [
    ("integer", ["--baud", "9600", "--latency", "16"]), ("time-value", ["--leads-off", "mark"]),
    ("integer", ["--board-rate", "200", "--leads-off", "electrode"]),
  ])
  func otherSketchesAreReadAndTheirLeadsOffToo(_ wire: String, _ options: [String]) throws {
    let folder = try ScratchFolder()
    let board = try simulate(
      ["synthetic:bpm=80", "--wire", wire, "--faults", "leadsoff@9s:3s"] + options, link: folder.file("board"))
    let outcome = try Command.run(["monitor", folder.file("board"), "--headless", "--for", "19s"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    board.send(SIGTERM)
    #expect(board.wait(limit: 20).status == 0)
    let summary = try #require(outcome.events("summary").first)
    #expect((summary["source"] as? [String: Any])?["format"] as? String == wire)
    let mean = try #require((summary["heartRate"] as? [String: Any])?["mean_bpm"] as? Double)
    #expect(abs(mean - 80) < 3)
    let off = outcome.events("finding").compactMap { $0["finding"] as? [String: Any] }
      .filter { $0["kind"] as? String == "leadsOff" }
    let onset = try #require(off.first?["onset_s"] as? Double)
    // Where the baud has to be found first, the session begins up to 1.5 s after the board.
    #expect((7.5...9.3).contains(onset))
    #expect(off.last?["active"] as? Bool == false)
  }

  @Test func faultsComeAndAreCounted() throws {
    let folder = try ScratchFolder()
    let board = try simulate(
      ["--json", "--faults", "drop@4s:4s=5%,corrupt@9s:2s=10%,stall@12s:500ms,reset@14s,leadsoff@16s:1s:+"],
      link: folder.file("board"))
    let outcome = try Command.run(["monitor", folder.file("board"), "--headless", "--for", "20s"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    board.send(SIGINT)
    let told = board.wait(limit: 20)
    #expect(told.status == 0)
    #expect(told.events("fault").compactMap { $0["time_s"] as? Double } == [12, 12.5, 14, 16, 17])
    #expect((told.events("ready").first?["command"] as? String)?.hasPrefix("vitalsync monitor ") == true)
    #expect(told.events("summary").first?["resets"] as? Int == 1)
    let summary = try #require(outcome.events("summary").first?["source"] as? [String: Any])
    // 50 lines dropped and 50 damaged of them, four standard deviations of it, and a line here and there beside one damaged.
    let lost = try #require(summary["lost"] as? Int)
    #expect((60...150).contains(lost))
    #expect(try #require(summary["torn"] as? Int) > 20)
    let messages = outcome.events("link").compactMap { $0["message"] as? String }
    #expect(messages.contains { $0.contains("began anew") })
    #expect(outcome.output.contains("\"leadsOff\""))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func theLinkGoesAwayWithItsBoard(signal: Int32) throws {
    let folder = try ScratchFolder()
    let link = folder.file("board")
    let board = try simulate([], link: link)
    #expect(board.waits { $0.outputSoFar.contains("vitalsync monitor \(link)") })
    board.send(signal)
    #expect(board.wait(limit: 20).status == 0)
    #expect(throws: (any Error).self) { try FileManager.default.destinationOfSymbolicLink(atPath: link) }
  }

  @Test func whatIsThereAlreadyIsLeftAlone() throws {
    let folder = try ScratchFolder()
    let file = folder.file("mine")
    try "mine".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try Command.run(["simulate", "--link", file, "--for", "1s"]).status == 73)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    let link = folder.file("board")
    let board = try simulate([], link: link)
    let second = try Command.run(["simulate", "--link", link, "--for", "1s"])
    #expect(second.status == 73)
    #expect(second.errors.contains("--link"))
    // One that was killed leaves its link behind, which leads nowhere and is taken over.
    board.send(SIGKILL)
    _ = board.wait(limit: 20)
    #expect(try Command.run(["simulate", "--link", link, "--for", "1s"]).status == 0)
  }

  @Test(arguments: [
    ["--faults", "nonsense@1s"], ["synthetic:bpm=9999"], ["--board-rate", "500"],
    ["--wire", "vitalsync", "--baud", "9600"],
    ["--faults", "rate@1s:77"], ["--latency", "0"], [FixturePaths.signals + "/mitdb_100.hea", "--truth", "/dev/null"],
  ]) func whatMakesNoSenseIsRefused(_ arguments: [String]) throws {
    let outcome = try Command.run(["simulate", "--link", "/dev/null/x"] + arguments)
    #expect(outcome.status == 64, "\(outcome.errors)")
  }

  @Test func aRecordingPlaysOnceAndThePortGoes() throws {
    let folder = try ScratchFolder()
    let link = folder.file("board")
    let recording = FixturePaths.signals + "/ludb_1.hea"
    let board = try simulate([recording, "--once", "--speed", "2"], link: link)
    let outcome = try Command.run(["monitor", link, "--headless", "--no-reconnect"], limit: 60)
    #expect(board.wait(limit: 30).status == 0)
    // Ten seconds at 250 Hz of a recording at 500.
    let summary = try #require(outcome.events("summary").first?["source"] as? [String: Any])
    #expect((2480...2500).contains(try #require(summary["samples"] as? Int)))
  }

  /// The port vanishes under its name and comes back under the one it was given.
  @Test func aCableThatIsPulledComesBackUnderAnotherName() throws {
    let folder = try ScratchFolder()
    let (link, other) = (folder.file("board"), folder.file("other"))
    let board = try simulate(["--json", "--faults", "disconnect@1s:1s:\(other)"], link: link)
    let port = open(link, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    #expect(port >= 0)
    #expect(board.waits { $0.outputSoFar.contains("the port is gone") })
    #expect(board.waits { _ in !FileManager.default.fileExists(atPath: link) })
    var byte: [UInt8] = [0]
    var isGone = false
    for _ in 0..<1_000_000 where !isGone {
      let count = read(port, &byte, 1)
      isGone = count == 0 || (count < 0 && errno == EIO)
    }
    #expect(isGone)
    close(port)
    #expect(board.waits { _ in FileManager.default.fileExists(atPath: other) })
    let outcome = try Command.run(["monitor", other, "--headless", "--for", "4s"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.events("link").last?["lost"] as? Int == 0)
    board.send(SIGINT)
    #expect(board.wait(limit: 20).status == 0)
    #expect(!FileManager.default.fileExists(atPath: other))
  }

  /// The monitor takes a board up again that comes back: one session, the hole as long as it was, no interval across it.
  @Test func theMonitorTakesUpABoardThatComesBack() throws {
    let folder = try ScratchFolder()
    let truthFile = folder.file("truth.csv")
    let link = folder.file("board")
    let board = try simulate(["--truth", truthFile, "--faults", "disconnect@8s:4s"], link: link)
    let outcome = try Command.run(["monitor", link, "--headless", "--for", "24s"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    board.send(SIGINT)
    #expect(board.wait(limit: 20).status == 0)
    let after = outcome.events("beat").filter { ($0["time_s"] as? Double ?? 0) > 12 }
    #expect(after.count > 5)
    #expect(after.first?["rr_ms"] == nil)
    let expected = try truth(truthFile)
    for beat in after {
      let time = try #require(beat["time_s"] as? Double)
      let nearest = try #require(expected.min { abs($0 - time) < abs($1 - time) })
      #expect(abs(nearest - time) < 0.1)
    }
  }
}
