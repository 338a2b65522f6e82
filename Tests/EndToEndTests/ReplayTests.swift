import Foundation
import TestSupport
import Testing

/// Live and offline are one chain: a recording replayed through the monitor gives the beats that `analyze` gives, to the
/// sample, at any pace, and so does the same recording streamed over a pty.
@Suite(.timeLimit(.minutes(30))) struct ReplayTests {
  static let recordings = [
    "mitdb_100.hea", "mitdb_119.hea", "mitdb_202.hea", "nstdb_118e06.hea", "ludb_1.hea", "cinc_a00004.csv",
    "csv_semicolon_decimal_comma.csv", "csv_leads_off.csv", "csv_date_times.csv",
  ]

  private func beats(_ command: [String], _ folder: ScratchFolder, _ name: String) throws -> String {
    let file = folder.file(name)
    let outcome = try Command.run(command + ["--beats", file])
    #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    return try String(contentsOfFile: file, encoding: .utf8)
  }

  @Test(arguments: recordings) func theReplaysBeatsAreTheReports(name: String) throws {
    let folder = try ScratchFolder()
    let recording = FixturePaths.signals + "/" + name
    let report = try beats(["analyze", recording, "--json"], folder, "report.csv")
    let replay = ["monitor", "--replay", recording, "--headless", "--speed"]
    #expect(try beats(replay + ["max"], folder, "max.csv") == report)
    // 5 ms of replay a turn: another cutting into blocks, and not the same twice.
    #expect(try beats(replay + ["40"], folder, "40.csv") == report)
    #expect(report.split(separator: "\n").count > 5, "a test of no beats proves nothing")
  }

  @Test func theHeadlessLinesOfAReplayAreTheSameAtAnyPace() throws {
    func lines(_ speed: String) throws -> [Substring] {
      let recording = FixturePaths.signals + "/mitdb_221.hea"
      let outcome = try Command.run(["monitor", "--replay", recording, "--headless", "--speed", speed])
      return outcome.output.split(separator: "\n").filter { !$0.contains("\"event\":\"link\"") }
    }
    let fast = try lines("max")
    #expect(fast.contains { $0.contains("\"event\":\"finding\"") })
    #expect(try lines("30") == fast)
  }

  @Test func theSameFileGivesTheSameBytes() throws {
    let recording = FixturePaths.signals + "/mitdb_221.hea"
    for option in [[], ["--json"]] {
      let first = try Command.run(["analyze", recording] + option)
      let second = try Command.run(["analyze", recording] + option)
      #expect(first.status == 0)
      #expect(first.output == second.output)
    }
  }

  @Test(arguments: [("alarm", 0), ("warning", 3), ("note", 3)])
  func failOn(level: String, status: Int32) throws {
    // Record 221 is in atrial fibrillation throughout, by its rhythm annotations: irregular, a warning.
    let recording = FixturePaths.signals + "/mitdb_221.hea"
    #expect(try Command.run(["analyze", recording, "--fail-on", level]).status == status)
    #expect(try Command.run(["analyze", FixturePaths.signals + "/mitdb_100.hea", "--fail-on", level]).status == 0)
  }

  @Test func aRecordingOfTheDemoReplaysAsTheSession() throws {
    let folder = try ScratchFolder()
    let capture = folder.file("demo.vsr")
    let live = try Command.run([
      "monitor", "--demo", "--headless", "--for", "12s", "--record", capture, "--beats", folder.file("live.csv"),
    ])
    #expect(live.status == 0, "\(live.errors)")
    let report = try beats(["analyze", capture, "--json"], folder, "report.csv")
    #expect(try String(contentsOfFile: folder.file("live.csv"), encoding: .utf8) == report)
    #expect(report.split(separator: "\n").count > 10)
  }

  @Test func theDemoShowsTheRateOfItsRecord() throws {
    // MIT-BIH 100: 74 to 77 bpm by its annotations.
    let outcome = try Command.run(["monitor", "--demo", "--headless", "--for", "20s"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rates = outcome.events("quality").compactMap { $0["heartRate_bpm"] as? Double }
    #expect(rates.count >= 10)
    #expect(rates.allSatisfy { (70...80).contains($0) }, "\(rates)")
    let summary = try #require(outcome.events("summary").first)
    let mean = try #require((summary["heartRate"] as? [String: Any])?["mean_bpm"] as? Double)
    #expect((74...77).contains(mean))
  }
}
