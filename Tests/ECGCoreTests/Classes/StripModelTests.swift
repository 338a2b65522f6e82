import Glibc
import TestSupport
import Testing

@testable import ECGCore

/// The model of minutes and strips: as XGBoost answers, and told once a minute.
@Suite("Minutes judged as a whole")
struct StripModelTests {
  private static let strips = 800

  /// The 800 strips of the challenge that the model was learnt from, as docs/training/classes/train-strips wrote them with
  /// XGBoost's own probabilities.
  @Test("800 strips, to 1e-5")
  func agreement() throws {
    var model = try #require(StripModel.trained)
    let width = StripFeatures.names.count
    let file = try #require(fopen(FixturePaths.fixtures + "/expected/rhythm_strips.bin", "rb"))
    defer { fclose(file) }
    let count = Self.strips * (width + 4)
    let data = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = fread(buffer.baseAddress, 4, count, file)
    }
    try #require(data.count == count && fgetc(file) == EOF)
    var worst: Float = 0
    var names = Set<StripName>()
    for row in 0..<Self.strips {
      let answer = model.judge(Array(data[row * width..<(row + 1) * width]))
      for (k, name) in StripName.allCases.enumerated() {
        worst = max(worst, abs(answer[name] - data[Self.strips * width + 4 * row + k]))
      }
      names.insert(RhythmStrip(from: 0, to: 1, probabilities: answer).name)
    }
    #expect(worst <= 1e-5, "the largest difference is \(worst)")
    #expect(names.count == 4, "the strips are of all classes")
  }

  private static func strips(_ script: RhythmScript, gaps: [ClosedRange<Double>] = []) throws -> [RhythmStrip] {
    let rate = try #require(SampleRate(hertz: 250))
    var ecg = SyntheticECG(rate: rate, script: script, seed: 4)
    ecg.gaps = gaps
    let settings = PipelineSettings(describesBeats: true)
    return run(ECGPipeline(rate: rate, settings: settings), cut(ecg.blocks(), into: 50)).compactMap {
      if case .strip(let strip) = $0 { strip } else { nil }
    }
  }

  @Test("a strip a minute, the rest at the end where it has nine seconds; a long gap begins a new one")
  func lengths() throws {
    var script = RhythmScript()
    script.sinus(bpm: 66, for: 150, swing: 0.04)
    let told = try Self.strips(script)
    #expect(told.map { ($0.to - $0.from) / 250 } == [60, 60, told.last.map { ($0.to - $0.from) / 250 } ?? 0])
    #expect(told.allSatisfy { $0.name == .normal }, "\(told.map(\.name))")
    for strip in told {
      let values = try #require(strip.features)
      #expect(values.count == RhythmStrip.featureNames.count && values.allSatisfy(\.isFinite))
      let p = strip.probabilities
      #expect(abs(p.normal + p.atrialFibrillation + p.other + p.noisy - 1) < 1e-4)
    }
    let holed = try Self.strips(script, gaps: [30...50])
    #expect(holed.count == 3 && holed.first.map { $0.to <= 30 * 250 + 250 } == true)
  }
}
