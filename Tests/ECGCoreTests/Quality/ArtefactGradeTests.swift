import FoundationEssentials
import TestSupport
import Testing

@testable import ECGCore

/// Real AD8232 boards, rest to running and squats, with a person's artefact grade per 1000 samples.
///
/// The index was developed on subjects 01 and 02; 03 was only looked at.
@Suite(
  "Quality index against annotated artefacts",
  .enabled(if: ReferenceRecord.dataFolder != nil, "VITALSYNC_DATA is not set"))
struct ArtefactGradeTests {
  struct Segment {
    var subject: String
    var grade: Double
    var index: Double
  }

  static func segments() throws -> [Segment] {
    guard let data = ReferenceRecord.dataFolder, let rate = SampleRate(hertz: 500) else { return [] }
    var segments: [Segment] = []
    for subject in ["01", "02", "03"] {
      for activity in ["klud", "ruky", "chodza", "beh", "drepy"] {
        let folder = "\(data)/ad8232_motion/\(subject)"
        let name = "\(subject)_01_\(activity)"
        let rows = try String(contentsOf: URL(filePath: "\(folder)/\(name).csv"), encoding: .utf8)
        let counts = rows.split(whereSeparator: \.isNewline).compactMap { row in
          row.split(separator: ";").last.flatMap { Float($0.filter { !$0.isWhitespace }) }
        }
        // 12 bits over 3.3 V behind a gain of 500, in millivolts.
        let block = SampleBlock(start: 0, millivolts: counts.map { ($0 - 2048) * 3300 / 4096 / 500 })
        let judged = run(QualityJudge(rate: rate), [block])
        let labels = try String(contentsOf: URL(filePath: "\(folder)/labels/\(name)_2.csv"), encoding: .utf8)
        for row in labels.split(whereSeparator: \.isNewline).dropFirst() {
          let fields = row.split(separator: ";").compactMap { Double($0) }
          guard fields.count >= 4 else { continue }
          let inside = judged.filter { $0.start >= Int(fields[0]) && $0.start < Int(fields[1]) && $0.count == 500 }
          guard inside.count == 2 else { continue }
          let index = inside.reduce(0) { $0 + Double($1.index) } / 2
          segments.append(Segment(subject: subject, grade: fields[3], index: index))
        }
      }
    }
    return segments
  }

  @Test("rank correlation at least 0.6; grade 4 told from the rest with AUC at least 0.9")
  func agreement() throws {
    let segments = try Self.segments()
    #expect(segments.count > 400)
    let heldOut = segments.filter { $0.subject == "03" }
    let all = -spearman(segments.map(\.index), segments.map(\.grade))
    let unseen = -spearman(heldOut.map(\.index), heldOut.map(\.grade))
    let bad = segments.filter { $0.grade == 4 }.map(\.index)
    let rest = segments.filter { $0.grade < 4 }.map(\.index)
    let wins = bad.reduce(0.0) { sum, b in sum + rest.reduce(0.0) { $0 + ($1 > b ? 1 : $1 == b ? 0.5 : 0) } }
    let area = wins / Double(bad.count * rest.count)
    print(
      "quality index: rank correlation \(all) over \(segments.count) segments, \(unseen) on the subject held out; AUC \(area)"
    )
    #expect(all >= 0.8)
    #expect(unseen >= 0.6)
    #expect(area >= 0.95)
  }

  private func spearman(_ a: [Double], _ b: [Double]) -> Double {
    let x = ranks(a)
    let y = ranks(b)
    let mean = Double(a.count + 1) / 2
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    let xx = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let yy = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return xy / (xx * yy).squareRoot()
  }

  /// Ranks from 1, ties sharing their mean.
  private func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var index = 0
    while index < order.count {
      var last = index
      while last + 1 < order.count, values[order[last + 1]] == values[order[index]] { last += 1 }
      for place in index...last { ranks[order[place]] = Double(index + last) / 2 + 1 }
      index = last + 1
    }
    return ranks
  }
}
