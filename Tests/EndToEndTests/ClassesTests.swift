import Foundation
import TestSupport
import Testing

/// The beats' classes, from the command line: as scored, as told live and offline, explained, and by another model.
@Suite(.timeLimit(.minutes(30))) struct ClassesTests {
  private struct Report: Decodable {
    struct Named: Decodable {
      var TP: Int
      var FN: Int
      var FP: Int
    }
    struct Score: Decodable {
      var V: Named
      var S: Named
    }
    var gross: Score
  }

  private static let record = FixturePaths.signals + "/mitdb_119.hea"

  /// One minute of record 119, of DS1: its ventricular beats are in bigeminy and trigeminy, and beyond doubt.
  @Test func theVentricularBeatsOfAKnownMinuteAreFound() throws {
    let outcome = try Command.run(
      ["evaluate", FixturePaths.signals, "--records", "mitdb_119", "--classes", "--json"], limit: 60)
    let score = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)).gross
    #expect(score.V.TP > 0)
    #expect(score.V.FN + score.V.FP <= 1)
    #expect(score.S.FP <= 1)
  }

  @Test func liveAndOfflineNameEveryBeatAlike() throws {
    let offline = try Self.offlineAndLive(Self.record)
    #expect(Set(offline.map { $0.suffix(1) }).isSuperset(of: ["N", "V"]))
  }

  /// The same minute as a table, as a board may leave it: seconds are lost, and an electrode is off for a while.
  @Test func aRecordWithHolesIsNamedAlikeLiveAndOffline() throws {
    let scratch = try ScratchFolder()
    let record = try #require(ReferenceRecord(folder: FixturePaths.signals, name: "mitdb_119"))
    var table = "time_s,ECG_mV,leads\n"
    for (index, millivolts) in record.millivolts.enumerated() {
      let seconds = Double(index) / 360
      guard !(20.3...20.35).contains(seconds), !(38.0...43.5).contains(seconds) else { continue }
      let time = String(format: "%.6f", seconds)
      table += "\(time),\(millivolts),\((28.2...31.9).contains(seconds) ? 1 : 0)\n"
    }
    let path = scratch.path + "/holes.csv"
    try table.write(toFile: path, atomically: true, encoding: .utf8)
    try Self.offlineAndLive(path)
  }

  /// Each beat's time and label as `analyze` writes them, which must be what `monitor` tells.
  @discardableResult
  private static func offlineAndLive(_ path: String) throws -> [String] {
    let scratch = try ScratchFolder()
    let table = scratch.path + "/beats.csv"
    #expect(try Command.run(["analyze", path, "--json", "--beats", table], limit: 60).status == 0)
    let offline = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return "\(cells[0]) \(cells[3])"
    }
    let replayed = try Command.run(["monitor", "--replay", path, "--speed", "max", "--headless"], limit: 60)
    let live = replayed.events("class").compactMap { event -> String? in
      guard let sample = event["sample"] as? Int, let label = event["label"] as? String else { return nil }
      return "\(sample) \(label)"
    }
    #expect(offline.count > 50)
    #expect(live == offline)
    return offline
  }

  @Test func aBeatIsExplained() throws {
    let outcome = try Command.run(["explain", Self.record, "--at", "0:30", "--ascii"], limit: 60)
    #expect(outcome.status == 0, "\(outcome.errors)")
    for words in ["Beat at 0:", "interval before", "timing", "this beat"] {
      #expect(outcome.output.contains(words), "\(words)")
    }
    #expect(try Command.run(["explain", Self.record, "--at", "9:30"], limit: 60).status == 64)
  }

  /// `beatClasses` of `analyze --json` as docs/commands.md has it: these keys, no others, and every one of them is documented.
  @Test func theKeysOfBeatClassesAreThoseDocumented() throws {
    let outcome = try Command.run(["analyze", Self.record, "--json", "--age", "30"], limit: 60)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let classes = try #require(report["beatClasses"] as? [String: Any])
    func keys(_ value: Any?) -> Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
    func first(_ key: String) -> [String: Any] { (classes[key] as? [[String: Any]])?.first ?? [:] }
    let letters: Set = ["N", "S", "V", "F", "Q"]
    let expected: [(String, Set<String>, Set<String>)] = [
      ("beatClasses", keys(classes), ["counts", "ectopic_percent", "ectopic", "zones", "hours", "families"]),
      ("counts", keys(classes["counts"]), letters),
      ("ectopic", keys(first("ectopic")), ["label", "beats", "burden_percent", "isolated", "couplets", "runs"]),
      // Zone 0 has no begin; a minute is too short for rates an hour.
      ("zones", keys((classes["zones"] as? [Any])?.last), ["zone", "from_bpm", "seconds", "named", "S", "V"]),
      ("hours", keys(first("hours")), ["hour", "analysable_s", "counts", "ectopic_percent"]),
      (
        "families", keys(first("families")),
        ["family", "first_s", "label", "counts", "share_percent", "normal", "correlation", "unlikeness", "template"]
      ),
      ("template", keys(first("families")["template"]), ["hertz", "peak", "millivolts"]),
    ]
    let documents = try String(contentsOfFile: FixturePaths.repository + "/docs/commands.md", encoding: .utf8)
    let row = try #require(documents.split(separator: "\n").first { $0.hasPrefix("| `beatClasses` |") })
    for (name, found, wanted) in expected {
      #expect(found == wanted, "\(name)")
      for key in wanted.union(["perHour", "longestRun", "sPerHour", "vPerHour"]) {
        #expect(row.contains("`\(key)`"), "\(key) of \(name) is not documented")
      }
    }
    // Record 119 in its first minute: 19 V and 46 N are annotated (Tests/Fixtures/signals/mitdb_119.atr).
    let counts = try #require(classes["counts"] as? [String: Int])
    #expect(abs((counts["V"] ?? 0) - 19) <= 1 && abs((counts["N"] ?? 0) - 46) <= 1)
    #expect((first("families")["template"] as? [String: Any])?["hertz"] as? Double == 125)
  }

  @Test("the letters come without a terminal too, and the report has families, burden and zones in plain words")
  func withoutATerminal() throws {
    let plain = ["TERM": "dumb", "NO_COLOR": "1"]
    let live = try Command.run(
      ["monitor", "--replay", Self.record, "--speed", "max", "--headless"], environment: plain, limit: 60)
    #expect(live.events("class").contains { $0["label"] as? String == "V" })
    let report = try Command.run(["analyze", Self.record, "--ascii", "--age", "30"], environment: plain, limit: 60)
    for words in [
      "Beats by class (ANSI/AAMI EC57)", "Ectopic beats by heart-rate zone", "Families of beats", "the normal beat",
      "unlike the normal", "single, 0 couplets, 0 runs",
    ] {
      #expect(report.output.contains(words), "\(words)")
    }
    #expect(report.output.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(report.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let unstated = try Command.run(["analyze", Self.record], limit: 60).output
    #expect(unstated.contains("not told, since no highest rate"))
  }

  @Test func featuresComeABeatALine() throws {
    let lines = try Command.run(["features", Self.record], limit: 60).output.split(separator: "\n")
    let columns = lines.first?.split(separator: ",").count ?? 0
    #expect(lines.count > 50 && columns > 50)
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == columns })
    #expect(lines.first?.hasPrefix("sample,time_s,family,") == true)
  }

  @Test func anotherModelIsTakenAndADamagedOneRefused() throws {
    let carried = FixturePaths.repository + "/Sources/CBeatModel/beats.json"
    let arguments = ["evaluate", FixturePaths.signals, "--records", "mitdb_119", "--classes", "--json"]
    let own = try Command.run(arguments, limit: 60)
    #expect(try Command.run(arguments + ["--model", carried], limit: 60).output == own.output)
    let refused = try Command.run(arguments + ["--model", Self.record], limit: 60)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("mitdb_119.hea") && refused.errors.contains("XGBoost"))
    #expect(try Command.run(arguments + ["--model", "/nowhere/model.json"], limit: 60).status == 66)
    // A file of a gigabyte, which need not be read to its end to be refused.
    let scratch = try ScratchFolder()
    let large = scratch.file("large.json")
    try "{".write(toFile: large, atomically: true, encoding: .utf8)
    #expect(truncate(large, 1 << 30) == 0)
    let tooLarge = try Command.run(arguments + ["--model", large], limit: 60)
    #expect(tooLarge.status == 65 && tooLarge.errors.contains("larger than 64 MB"), "\(tooLarge.errors)")
  }
}
