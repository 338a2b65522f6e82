import TestSupport
import Testing

@testable import ECGCore

/// Minutes of real hearts, holes and electrodes off put into them: the classes are the same however the samples come.
@Suite("Classes of real beats, live as offline")
struct RealRecordTests {
  private static func holed(_ name: String, hertz: Double) throws -> [SampleBlock] {
    let record = try #require(ReferenceRecord(folder: FixturePaths.signals, name: name))
    func at(_ seconds: Double) -> Int { Int(seconds * hertz) }
    let off = at(14.2)..<at(17.9)
    var start = 0
    return [(0.0, 8.31), (8.35, 24.7), (30.1, 41.0), (41.002, 60.0)].map { from, to in
      // Later samples keep their place on the grid: what lies between is lost.
      start = at(from)
      let end = min(at(to), record.millivolts.count)
      let flags = (start..<end).map { off.contains($0) ? SampleFlags.leadsOff : [] }
      return SampleBlock(start: start, millivolts: Array(record.millivolts[start..<end]), flags: flags)
    }
  }

  @Test(
    "chunks of 1, 7, 250 and whole give the same classes",
    arguments: [("mitdb_208", 360.0), ("mitdb_119", 360), ("mitdb_202", 360), ("mitdb_228_128hz", 128)])
  func anyChunks(name: String, hertz: Double) throws {
    let rate = try #require(SampleRate(hertz: hertz))
    let blocks = try Self.holed(name, hertz: hertz)
    var labels: [BeatLabel] = []
    let broken = brokenStageLaws(on: blocks, make: { ECGPipeline(rate: rate) }) { event in
      guard case .classified(let told) = event else { return String?.none }
      labels.append(told.beat.label)
      return "\(told)"
    }
    #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    #expect(labels.count > 100 && Set(labels).count > 1, "\(labels.count) beats, \(Set(labels))")
  }
}
