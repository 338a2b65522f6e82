import Testing

@testable import ECGCore

/// Nothing is joined across a hole, and the heart is found again behind it.
struct BeatDetectorHoleTests {
  static let rate = 250.0

  @Test func aGapIsNotJoinedAndTheHeartIsFoundAgain() throws {
    let heart = ExactHeart(rate: Self.rate, seconds: 10, seed: 21)
    let other = ExactHeart(rate: Self.rate, seconds: 10, seed: 22)
    var detector = BeatDetector(rate: try #require(SampleRate(hertz: Self.rate)))
    var sink = Collected<Beat>()
    detector.process(SampleBlock(start: 0, millivolts: heart.samples), into: &sink)
    detector.process(SampleBlock(start: 4000, millivolts: other.samples.map { $0 * -0.2 + 3 }), into: &sink)
    detector.finish(into: &sink)
    for beat in sink.elements {
      #expect((0..<2500).contains(beat.sample) || (4000..<6500).contains(beat.sample), "no beat in the hole")
      #expect(beat.position < 2500 ? beat.decidedAt < 2500 : beat.decidedAt >= 4000)
    }
    let before = sink.elements.filter { $0.position < 2500 }
    #expect(before == (try BeatDetectorTests.beats(in: heart.samples, rate: Self.rate)), "the first part is its own")
    // Polarity turned and a fifth of the size: from two seconds on every beat is there.
    for peak in other.peaks where peak > 2 * Self.rate && peak < 2450 {
      #expect(sink.elements.contains { abs($0.position - 4000 - peak) < 12 }, "the beat at \(peak)")
    }
  }

  @Test func leadsOffIsAHole() throws {
    let heart = ExactHeart(rate: Self.rate, seconds: 20, seed: 23)
    var samples = heart.samples
    var flags = [SampleFlags](repeating: [], count: samples.count)
    for k in 2000..<2750 {
      samples[k] = k % 2 == 0 ? 3.3 : -3.3
      flags[k] = .leadOffMinus
    }
    let beats = try BeatDetectorTests.beats(in: samples, rate: Self.rate, flags: flags)
    #expect(!beats.contains { (2000..<2750).contains($0.sample) })
    for peak in heart.peaks where peak < 1950 || (peak > 2750 + 2 * Self.rate && peak < 4950) {
      #expect(beats.contains { abs($0.position - peak) < 12 }, "the beat at \(peak)")
    }
    for chunk in [1, 7, 250] {
      #expect(try BeatDetectorTests.beats(in: samples, rate: Self.rate, chunk: chunk, flags: flags) == beats)
    }
  }

  @Test func clippedPeaksAreStillBeatsAndALongRailIsAHole() throws {
    let heart = ExactHeart(rate: Self.rate, seconds: 20, seed: 24)
    var samples = heart.samples
    var flags = [SampleFlags](repeating: [], count: samples.count)
    for k in 0..<samples.count where samples[k] > 0.7 {
      samples[k] = 0.7
      flags[k] = .clipped
    }
    for k in 2500..<3000 {
      samples[k] = 0.7
      flags[k] = .clipped
    }
    let beats = try BeatDetectorTests.beats(in: samples, rate: Self.rate, flags: flags)
    #expect(!beats.contains { (2560..<3000).contains($0.sample) })
    for peak in heart.peaks where peak < 2450 || (peak > 3000 + 2 * Self.rate && peak < 4950) {
      #expect(beats.contains { abs($0.position - peak) < 12 }, "the beat at \(peak)")
    }
    for chunk in [1, 7, 250] {
      #expect(try BeatDetectorTests.beats(in: samples, rate: Self.rate, chunk: chunk, flags: flags) == beats)
    }
  }

  @Test(arguments: [Float(-1), 0.15, 6, -3])
  func aLeadChangedInMidSessionIsFoundAgainWithinThreeSeconds(factor: Float) throws {
    let heart = ExactHeart(rate: Self.rate, seconds: 30, seed: 25, noise: 0.01)
    let samples = heart.samples.enumerated().map { $0.offset < 3750 ? $0.element : $0.element * factor + 0.5 }
    let beats = try BeatDetectorTests.beats(in: samples, rate: Self.rate)
    for peak in heart.peaks where peak > 3750 + 3 * Self.rate && peak < 7450 {
      #expect(beats.contains { abs($0.position - peak) < 12 }, "the beat at \(peak)")
    }
  }
}
