import Foundation
import TestSupport
import Testing

@testable import ECGCore

/// The laws that every stage owes, on every stage there is. That none allocates: `AllocationTests`.
@Suite("Laws of each stage")
struct StageLawTests {
  /// The stages that the tests below go through. A new one belongs here, into each of them, and into the benchmark's `Subject`.
  static let covered: Set<String> = ["Conditioner", "QualityJudge", "BeatDetector", "ECGPipeline"]

  @Test("no stage is left out")
  func everyStageIsCovered() throws {
    let folder = FixturePaths.repository + "/Sources/ECGCore"
    var found: Set<String> = []
    for path in try #require(FileManager.default.subpaths(atPath: folder)) where path.hasSuffix(".swift") {
      let text = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
      for match in text.matches(of: /(?:struct|extension)\s+(\w+)(?:<[^>]*>)?\s*:\s*(?:\w+,\s*)*Stage\b/) {
        found.insert(String(match.output.1))
      }
    }
    #expect(found == Self.covered)
  }

  private struct Place: Equatable {
    var index: Int
    var millivolts: Float
    var flags: SampleFlags
  }

  private func places(_ block: SampleBlock) -> [Place] {
    (0..<block.count).map {
      Place(index: block.start + $0, millivolts: block.millivolts[$0], flags: block.flags(at: $0))
    }
  }

  /// The four stages on one signal; what they broke, in words. Of the chain's events the conditioned blocks are the
  /// conditioner's business.
  private func broken(on blocks: [SampleBlock], rate: SampleRate) -> [String] {
    let laws = [
      "Conditioner": brokenStageLaws(on: blocks, make: { Conditioner(rate: rate) }, parts: places),
      "QualityJudge": brokenStageLaws(on: blocks, make: { QualityJudge(rate: rate) }, compared: { $0 }),
      "BeatDetector": brokenStageLaws(on: blocks, make: { BeatDetector(rate: rate) }, compared: { $0 }),
      "ECGPipeline": brokenStageLaws(on: blocks, make: { ECGPipeline(rate: rate) }) { event -> String? in
        if case .conditioned = event { nil } else { "\(event)" }
      },
    ]
    #expect(Set(laws.keys) == Self.covered)
    return laws.flatMap { stage, faults in faults.map { "\(stage): \($0)" } }
  }

  @Test("chunks of 1, 7, 250 and whole, replay, two instances, finite", arguments: [100, 125, 250, 360, 1000])
  func laws(hertz: Double) throws {
    let rate = try #require(SampleRate(hertz: hertz))
    let faults = broken(on: try PipelineLawTests.eventful(hertz: hertz), rate: rate)
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }

  @Test("the same on what no heart delivers", arguments: ExtremeSignal.allCases)
  func extremes(signal: ExtremeSignal) throws {
    let rate = try #require(SampleRate(hertz: 250))
    let faults = broken(on: signal.blocks(rate: rate, seconds: 20, seed: 31), rate: rate)
    #expect(faults.isEmpty, "\(signal.rawValue):\n\(faults.joined(separator: "\n"))")
  }

  /// Up to a billion millivolts; what lies beyond, the detector survives, but it need not find its way back.
  @Test(
    "after extremes a heart is found again",
    arguments: ExtremeSignal.allCases.filter { $0 != .largest && $0 != .growing })
  func recovery(signal: ExtremeSignal) throws {
    let rate = try #require(SampleRate(hertz: 250))
    var script = RhythmScript()
    script.sinus(bpm: 75, for: 40)
    let heart = SyntheticECG(rate: rate, script: script, seed: 32)
    let bad = signal.blocks(rate: rate, seconds: 10, seed: 33)
    let start = bad.reduce(0) { max($0, $1.end) }
    let beats = run(BeatDetector(rate: rate), bad + [SampleBlock(start: start, millivolts: heart.millivolts())])
    let missed = heart.truth.filter { time in
      time > 15 && time < 39
        && !beats.contains { abs(rate.seconds($0.position - Double(start)) - time) < 0.05 }
    }
    #expect(missed.isEmpty, "\(signal.rawValue): not found at \(missed)")
  }
}
