import Foundation
import TestSupport
import Testing

/// PR, QRS, QT and QTc in the lines of `monitor --headless`: the keys that docs/commands.md promises, and what cardiologists marked.
@Suite(.timeLimit(.minutes(30))) struct HeadlessIntervalsTests {
  private static let formulas: Set = ["fridericia", "bazett", "framingham", "hodges"]
  private static let always: Set = [
    "event", "schemaVersion", "time_s", "beats", "meanRR_ms", "qtc_ms", "refused", "bandwidth",
  ]
  private static let figures: Set = ["pr_ms", "qrs_ms", "qt_ms"]

  private func lines(_ arguments: [String]) throws -> [[String: Any]] {
    let outcome = try Command.run(["monitor"] + arguments + ["--headless"], limit: 120)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.events("intervals")
  }

  /// Each figure is given, or its reason is; nothing else stands there.
  private func expectShape(_ line: [String: Any], bandwidth: String) throws {
    let keys = Set(line.keys)
    #expect(keys.isSuperset(of: Self.always) && keys.subtracting(Self.always).isSubset(of: Self.figures), "\(keys)")
    #expect(line["schemaVersion"] as? Int == 1)
    #expect(line["bandwidth"] as? String == bandwidth)
    #expect(4...16 ~= (try #require(line["beats"] as? Int)))
    let refused = try #require(line["refused"] as? [String: String])
    let corrected = try #require(line["qtc_ms"] as? [String: Double])
    let told = Set(keys.intersection(Self.figures).map { String($0.dropLast(3)) }).union(corrected.keys)
    #expect(told.isDisjoint(with: refused.keys))
    #expect(told.union(refused.keys) == Self.formulas.union(["pr", "qrs", "qt"]))
    #expect(Set(refused.values).isSubset(of: ["settling", "cannotTell"]))
    guard let qt = line["qt_ms"] as? Double, let mean = line["meanRR_ms"] as? Double, let own = corrected["fridericia"]
    else { return }
    // L. S. Fridericia (1920), by its formula; both are rounded to tenths.
    #expect(abs(own - qt / cbrt(mean / 1000)) < 0.2)
  }

  @Test func aReplayTellsThemAsTheyAreMeasured() throws {
    let told = try lines(["--replay", FixturePaths.signals + "/mitdb_100.hea", "--speed", "max"])
    try #require(told.count >= 10)
    for line in told { try expectShape(line, bandwidth: "unstated") }
    let times = told.compactMap { $0["time_s"] as? Double }
    #expect(times == times.sorted() && Set(times).count == times.count)
  }

  /// LUDB 1, lead II: medians of its annotated beats, by `durations` of Tests/Benchmarks/delineation.py.
  @Test func theyAreTheCardiologists() throws {
    let truth = (qrs: 95.0, qt: 494.0)
    let told = try lines(["--replay", FixturePaths.signals + "/ludb_1.hea", "--lead", "ii", "--speed", "max"])
    let last = try #require(told.last)
    #expect(abs(try #require(last["qrs_ms"] as? Double) - truth.qrs) <= 20)
    #expect(abs(try #require(last["qt_ms"] as? Double) - truth.qt) <= 40)
  }

  @Test func whatComesFromABoardIsLabelled() throws {
    let told = try lines(["--demo", "--for", "20s"])
    try #require(!told.isEmpty)
    for line in told { try expectShape(line, bandwidth: "limited") }
  }
}
