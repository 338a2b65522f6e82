import Foundation
import TestSupport
import Testing

/// What was recorded stays, whatever ends the recording.
@Suite(.timeLimit(.minutes(30))) struct RecordingTests {
  private func summary(_ capture: String) throws -> [String: Any] {
    let outcome = try Command.run(["analyze", capture, "--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test func aKilledMonitorLeavesAllButItsLastSecond() throws {
    let folder = try ScratchFolder()
    let capture = folder.file("killed.vsr")
    let running = try Command.Running(["monitor", "--demo", "--headless", "--record", capture])
    #expect(running.waits { $0.outputSoFar.components(separatedBy: "\"event\":\"quality\"").count > 7 })
    running.send(SIGKILL)
    let before = running.wait()
    #expect(before.status == 128 + SIGKILL)
    let seconds = try #require(before.events("quality").last?["time_s"] as? Double) + 1
    let duration = try #require(try summary(capture)["duration_s"] as? Double)
    #expect(duration > seconds - 1.5, "of \(seconds) s of session \(duration) s were kept")
  }

  @Test func aFullDiskEndsTheRecordingAndNotTheSession() throws {
    let folder = try ScratchFolder()
    let capture = folder.file("full.vsr")
    // The shell's limit on file size (blocks of 1 KiB in bash) stands in for a disk of that size: write(2) fails alike.
    let running = try Command.Running(
      [
        "-c", "ulimit -f 4; exec \"$0\" \"$@\"", Command.path, "monitor", "--replay",
        FixturePaths.signals + "/mitdb_100.hea", "--speed", "2", "--headless", "--record", capture,
      ], program: "/bin/bash")
    // Standard output is a file under the same limit; it must stay below it for this test to be about the recording.
    let outcome = running.wait()
    #expect(outcome.status == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("full.vsr"), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    let duration = try #require(try summary(capture)["duration_s"] as? Double)
    #expect(duration > 0.9)
  }

  @Test func aFileThatHoldsSomethingIsNotOverwritten() throws {
    let folder = try ScratchFolder()
    let file = folder.file("precious.vsr")
    try Data("precious".utf8).write(to: URL(fileURLWithPath: file))
    let outcome = try Command.run(["monitor", "--demo", "--headless", "--for", "2s", "--record", file])
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("precious.vsr"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
  }

  @Test func aFolderThatDoesNotExist() throws {
    for option in ["--record", "--beats"] {
      let outcome = try Command.run(["monitor", "--demo", "--headless", "--for", "2s", option, "/nowhere/x"])
      #expect(outcome.status == 73, "\(option)")
      #expect(outcome.errors.contains("/nowhere/x"))
    }
  }

  @Test func aCutCaptureSaysSo() throws {
    let folder = try ScratchFolder()
    let capture = folder.file("cut.vsr")
    let replay = ["monitor", "--replay", FixturePaths.signals + "/mitdb_100.hea", "--speed", "max", "--headless"]
    #expect(try Command.run(replay + ["--record", capture]).status == 0)
    #expect((try summary(capture)["source"] as? [String: Any])?["remarks"] as? [String] == [])
    let whole = try Data(contentsOf: URL(fileURLWithPath: capture))
    try whole.dropLast(whole.count / 3).write(to: URL(fileURLWithPath: capture))
    let remarks = (try summary(capture)["source"] as? [String: Any])?["remarks"] as? [String]
    #expect(remarks?.isEmpty == false)
    let report = try Command.run(["analyze", capture])
    #expect(report.output.contains("Note"))
  }

  @Test func beatsOverwriteOnlyBeats() throws {
    let folder = try ScratchFolder()
    let table = folder.file("beats.csv")
    let analyze = ["analyze", FixturePaths.signals + "/mitdb_100.hea", "--json", "--beats"]
    for _ in 0..<2 { #expect(try Command.run(analyze + [table]).status == 0) }
    let recording = folder.file("run.csv")
    let original = try Data(contentsOf: URL(fileURLWithPath: FixturePaths.signals + "/csv_comma_header.csv"))
    try original.write(to: URL(fileURLWithPath: recording))
    #expect(try Command.run(["analyze", recording, "--beats", recording]).status == 73)
    #expect(try Data(contentsOf: URL(fileURLWithPath: recording)) == original)
  }

  @Test func whatTheRecorderDidNotMakeStays() throws {
    let folder = try ScratchFolder()
    let file = folder.file("mine.vsr")
    _ = FileManager.default.createFile(atPath: file, contents: nil)
    let board = try PortPair()
    let silent = ["monitor", board.path, "--headless", "--for", "1s", "--record"]
    #expect(try Command.run(silent + [file]).status == 69)
    #expect(FileManager.default.fileExists(atPath: file))
    let fresh = folder.file("new.vsr")
    #expect(try Command.run(silent + [fresh]).status == 69)
    #expect(!FileManager.default.fileExists(atPath: fresh), "an empty recording was left behind")
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    for path in [folder.file("pipe"), "/dev/null", folder.path] {
      #expect(try Command.run(silent + [path], limit: 20).status == 73, "\(path)")
    }
    withExtendedLifetime(board) {}
  }

  @Test(.enabled(if: geteuid() == 0, "only root may open a port that the monitor holds"))
  func aBoardThatChangesItsRateGoesOnInFilesOfItsOwn() throws {
    let folder = try ScratchFolder()
    let host = try #require(SketchTests.host, "make -C firmware host failed: is g++ installed?")
    let link = folder.file("board")
    let board = try Command.Running(
      [
        "--source", FixturePaths.signals + "/mitdb_100.dat", "--format", "212", "--rate", "360", "--per-millivolt",
        "200",
        "--zero", "1024", "--link", link, "--wait", "--for", "30",
      ], program: host)
    #expect(board.waits { _ in FileManager.default.fileExists(atPath: link) })
    let capture = folder.file("run.vsr")
    let monitor = try Command.Running([
      "monitor", link, "--headless", "--for", "12s", "--record", capture, "--beats", folder.file("beats.csv"),
    ])
    #expect(monitor.waits { $0.outputSoFar.components(separatedBy: "\"event\":\"quality\"").count > 4 })
    // A person at another console, typing to the same board.
    let console = try FileHandle(forWritingTo: URL(fileURLWithPath: link))
    console.write(Data("rate 300\n".utf8))
    let outcome = monitor.wait(limit: 60)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let source = try #require(outcome.events("summary").first?["source"] as? [String: Any])
    #expect((source["remarks"] as? [String])?.contains { $0.contains("250.0 to 300.0 Hz") } == true)
    #expect(source["hertz"] as? Double == 300)
    for (path, hertz) in [(capture, 250.0), (folder.file("run-2.vsr"), 300)] {
      let report = try summary(path)
      #expect((report["source"] as? [String: Any])?["hertz"] as? Double == hertz)
      #expect((report["duration_s"] as? Double ?? 0) > 2, "\(path)")
    }
    #expect(FileManager.default.fileExists(atPath: folder.file("beats-2.csv")))
  }
}
