import Foundation
import TestSupport
import Testing

/// The beats' classes, from the command line: as scored, as told live and offline, explained, and by another model.
@Suite(.timeLimit(.minutes(5))) struct ClassesTests {
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
    let scratch = try ScratchFolder()
    let table = scratch.path + "/beats.csv"
    #expect(try Command.run(["analyze", Self.record, "--json", "--beats", table], limit: 60).status == 0)
    let offline = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return "\(cells[0]) \(cells[3])"
    }
    let lines = try Command.run(["monitor", "--replay", Self.record, "--speed", "max", "--headless"], limit: 60).output
    let live = try lines.split(separator: "\n").compactMap { line -> String? in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard object?["event"] as? String == "class", let sample = object?["sample"] as? Int,
        let label = object?["label"] as? String
      else { return nil }
      return "\(sample) \(label)"
    }
    #expect(offline.count > 50)
    #expect(live == offline)
    #expect(Set(offline.map { $0.suffix(1) }).isSuperset(of: ["N", "V"]))
  }

  @Test func aBeatIsExplained() throws {
    let outcome = try Command.run(["explain", Self.record, "--at", "0:30", "--ascii"], limit: 60)
    #expect(outcome.status == 0, "\(outcome.errors)")
    for words in ["Beat at 0:", "interval before", "timing", "this beat"] {
      #expect(outcome.output.contains(words), "\(words)")
    }
    #expect(try Command.run(["explain", Self.record, "--at", "9:30"], limit: 60).status == 66)
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
  }
}
