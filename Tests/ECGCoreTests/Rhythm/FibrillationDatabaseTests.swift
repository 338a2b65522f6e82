import Foundation
import TestSupport
import Testing

@testable import ECGCore

/// Fibrillation from intervals alone, on the eleven records of the MIT-BIH AF Database whose RR lists are at hand.
@Suite("Fibrillation by its annotations", .enabled(if: ReferenceRecord.dataFolder != nil))
struct FibrillationDatabaseTests {
  /// Seconds in and out of annotated fibrillation, found and not. Flutter, half a percent of the time, is left out: to
  /// intervals alone it is regular.
  private struct Seconds {
    var found = 0.0
    var missed = 0.0
    var falsely = 0.0
    var rightly = 0.0

    var sensitivity: Double { 100 * found / (found + missed) }
    var specificity: Double { 100 * rightly / (rightly + falsely) }
  }

  /// The beginning of each record: a build for testing is slow. Whole records: docs/rhythm.md, Se 97.9, Sp 98.2.
  private static let seconds = 7200.0
  /// Learnt from: docs/rhythm.md.
  private static let learnt: Set = ["04043", "04746", "05121", "07162", "08378"]

  @Test("AF database: Se and Sp by time")
  func database() throws {
    let folder = try #require(ReferenceRecord.dataFolder) + "/afdb_rr"
    try #require(FileManager.default.fileExists(atPath: folder), "no afdb_rr below VITALSYNC_DATA")
    var all = Seconds()
    var others = Seconds()
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where file.hasPrefix("qrs") {
      let name = String(file.dropFirst(3).dropLast(4))
      let beats = try lines("\(folder)/\(file)").compactMap { $0.last.flatMap { Double($0) } }
        .filter { $0 < Self.seconds * 250 }
      let changes = try lines("\(folder)/atr\(name).txt").compactMap { words in
        words.count > 2 ? Double(words[1]).map { (at: $0, rhythm: words[words.count - 1]) } : nil
      }
      add(beats, changes, to: &all)
      if !Self.learnt.contains(name) { add(beats, changes, to: &others) }
    }
    print("AF database, RR alone: all Se \(all.sensitivity) Sp \(all.specificity)")
    print("not learnt from: Se \(others.sensitivity) Sp \(others.specificity)")
    #expect(all.sensitivity >= 95.5 && all.specificity >= 96)
    #expect(others.sensitivity >= 97.5 && others.specificity >= 93.5)
  }

  private func lines(_ path: String) throws -> [[String]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
  }

  /// Episode by episode: an episode lasts from where it was placed to where it ended.
  private func add(_ beats: [Double], _ changes: [(at: Double, rhythm: String)], to sums: inout Seconds) {
    var watch = FibrillationWatch()
    var turns: [Double] = []
    for (from, to) in zip(beats, beats.dropFirst()) {
      watch.append(RRInterval(from: from, to: to, seconds: (to - from) / 250, verdict: .normal), form: nil)
      let isWithin = turns.count % 2 == 1
      if watch.isFibrillating != isWithin, let at = watch.changed { turns.append(at) }
    }
    var next = 0
    var turn = 0
    var rhythm = ""
    for (here, there) in zip(beats, beats.dropFirst()) {
      while next < changes.count, changes[next].at <= here {
        rhythm = changes[next].rhythm
        next += 1
      }
      while turn < turns.count, turns[turn] <= here { turn += 1 }
      let seconds = (there - here) / 250
      switch (rhythm, turn % 2 == 1) {
      case ("(AFL", _): break
      case ("(AFIB", true): sums.found += seconds
      case ("(AFIB", false): sums.missed += seconds
      case (_, true): sums.falsely += seconds
      case (_, false): sums.rightly += seconds
      }
    }
  }
}
