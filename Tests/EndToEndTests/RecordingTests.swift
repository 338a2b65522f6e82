import Foundation
import TestSupport
import Testing

/// What was recorded stays, whatever ends the recording.
@Suite(.timeLimit(.minutes(5))) struct RecordingTests {
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
}
