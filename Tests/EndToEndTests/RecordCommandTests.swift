import Foundation
import TestSupport
import Testing

/// `vitalsync record`, and what can be had of its file.
@Suite(.timeLimit(.minutes(30))) struct RecordCommandTests {
  @Test func aBoardIsRecordedAndItsBytesAreTheSessionAgain() throws {
    let folder = try ScratchFolder()
    let (capture, beats) = (folder.file("a.vsr"), folder.file("a.csv"))
    let made = try Command.run(["record", "--demo", capture, "--for", "12s", "--beats", beats])
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("Recorded to \(capture)\n") && made.output.contains("Heart rate"))
    let table = try String(contentsOfFile: beats, encoding: .utf8)
    #expect(table.split(separator: "\n").count > 8)
    // Its samples, analysed; and its bytes, decoded anew, recorded and analysed.
    #expect(try Command.run(["analyze", capture, "--beats", folder.file("b.csv")]).status == 0)
    #expect(try String(contentsOfFile: folder.file("b.csv"), encoding: .utf8) == table)
    let again = folder.file("again.vsr")
    let replay = ["monitor", "--replay", capture, "--raw", "--speed", "max", "--headless"]
    let played = try Command.run(replay + ["--record", again, "--beats", folder.file("c.csv")])
    #expect(played.status == 0, "\(played.errors)")
    #expect(try String(contentsOfFile: folder.file("c.csv"), encoding: .utf8) == table)
    let reports = try [capture, again].map {
      try Command.run(["analyze", $0, "--json"]).output.replacingOccurrences(of: $0, with: "")
    }
    #expect(reports[0] == reports[1])
    // Twice over.
    let third = try Command.run(
      ["monitor", "--replay", again, "--raw", "--speed", "max", "--headless", "--beats", folder.file("d.csv")])
    #expect(third.status == 0)
    #expect(try String(contentsOfFile: folder.file("d.csv"), encoding: .utf8) == table)
  }

  @Test func twoOnOneFile() throws {
    let folder = try ScratchFolder()
    let capture = folder.file("one.vsr")
    let first = try Command.Running(["record", "--demo", capture, "--for", "30s"])
    #expect(
      first.waits { _ in ((try? FileManager.default.attributesOfItem(atPath: capture)[.size]) as? Int ?? 0) > 500 })
    for second in [["record", "--demo", capture], ["monitor", "--demo", "--headless", "--record", capture]] {
      let refused = try Command.run(second + ["--for", "3s"], limit: 30)
      #expect(refused.status == 73 && refused.errors.contains("one.vsr"), "\(refused.status) \(refused.errors)")
    }
    first.send(SIGINT)
    let ended = first.wait()
    #expect(ended.status == 0, "\(ended.errors)")
    let report = try Command.run(["analyze", capture, "--json"])
    #expect(report.status == 0 && !report.output.contains("was cut"), "\(report.errors)")
  }

  @Test func aDiskThatFillsEndsIt() throws {
    let folder = try ScratchFolder()
    let capture = folder.file("full.vsr")
    let outcome = try Command.Running(
      ["-c", "ulimit -f 4; exec \"$0\" \"$@\" >/dev/null", Command.path, "record", "--demo", capture, "--for", "60s"],
      program: "/bin/bash"
    ).wait(limit: 60)
    #expect(outcome.status == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("full.vsr"), "\(outcome.errors)")
    #expect(try Command.run(["analyze", capture, "--json"]).status == 0)
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    let folder = try ScratchFolder()
    for (arguments, status) in [
      (["record", "a", "b", "c"], Int32(64)), (["record", "--demo", "/dev/ttyUSB0", "x.vsr"], 64),
      (["record", "/nowhere/port", folder.file("x.vsr")], 69), (["record", "--demo", "/nowhere/x.vsr"], 73),
      (["record", "--baud", "3"], 64), (["record", "--rate", "1"], 64), (["record", "--demo", "/dev/null"], 73),
      (["monitor", "--raw"], 64),
      (["monitor", "--replay", FixturePaths.signals + "/mitdb_100.hea", "--raw", "--headless"], 65),
    ] {
      let outcome = try Command.run(arguments, limit: 30)
      #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
      #expect(!outcome.errors.isEmpty)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  /// Killed at any moment of its life: never more than a second and what its second's block holds is lost.
  @Test(arguments: [0.7, 1.3, 2.1, 3.6, 4.9]) func killedAtAnyMoment(seconds: Double) throws {
    let folder = try ScratchFolder()
    let (capture, beats) = (folder.file("killed.vsr"), folder.file("x.csv"))
    let running = try Command.Running(["monitor", "--demo", "--headless", "--record", capture, "--beats", beats])
    #expect(running.waits { $0.outputSoFar.contains("\"phase\":\"streaming\"") })
    usleep(UInt32(seconds * 1e6))
    let told = running.outputSoFar
    running.send(SIGKILL)
    #expect(running.wait().status == 128 + SIGKILL)
    let report = try Command.run(["analyze", capture, "--json"])
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.output.contains("the recording was cut"))
    let object = try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any]
    let kept = try #require(object?["duration_s"] as? Double)
    let last =
      told.split(separator: "\n").compactMap { line in
        ((try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any])?["time_s"] as? Double
      }.max() ?? 0
    #expect(kept > last - 1.5, "\(kept) s kept of \(last) s told")
  }
}
