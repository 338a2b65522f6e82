import Glibc
import TestSupport
import Testing

@testable import ECGCore

/// Detection held against hearts whose peaks are known.
struct BeatDetectorTests {
  static func beats(
    in samples: [Float], rate: Double, chunk: Int = .max, flags: [SampleFlags] = []
  ) throws -> [Beat] {
    var detector = BeatDetector(rate: try #require(SampleRate(hertz: rate)))
    var sink = Collected<Beat>()
    var at = 0
    while at < samples.count {
      let end = chunk == .max ? samples.count : min(samples.count, at + chunk)
      let part = flags.isEmpty ? [] : Array(flags[at..<end])
      detector.process(SampleBlock(start: at, millivolts: Array(samples[at..<end]), flags: part), into: &sink)
      at = end
    }
    detector.finish(into: &sink)
    return sink.elements
  }

  /// True peaks without a beat within 50 ms, and beats without a peak.
  static func errors(_ beats: [Beat], _ peaks: [Double], rate: Double) -> (missed: Int, extra: Int) {
    let missed = peaks.filter { peak in !beats.contains { abs($0.position - peak) < 0.05 * rate } }
    let extra = beats.filter { beat in !peaks.contains { abs(beat.position - $0) < 0.05 * rate } }
    return (missed.count, extra.count)
  }

  @Test(arguments: [100.0, 125, 200, 250, 257.3, 360, 500, 1000])
  func everyBeatFromTheFirstOnAtAnyRate(rate: Double) throws {
    let heart = ExactHeart(rate: rate, seconds: 30, seed: 1, noise: 0.02)
    let beats = try Self.beats(in: heart.samples, rate: rate)
    let inside = heart.peaks.filter { $0 < Double(heart.samples.count) - 0.1 * rate }
    let errors = Self.errors(beats, inside, rate: rate)
    #expect(errors.missed == 0)
    #expect(errors.extra <= 1, "at most the one cut off by the end")
  }

  @Test(arguments: [30.0, 45, 72, 120, 180, 210])
  func anyHeartRate(bpm: Double) throws {
    let heart = ExactHeart(rate: 250, seconds: 40, seed: 2, noise: 0.01, bpm: bpm)
    let errors = Self.errors(
      try Self.beats(in: heart.samples, rate: 250), heart.peaks.filter { $0 < 9975 }, rate: 250)
    #expect(errors.missed == 0)
    #expect(errors.extra <= 1)
  }

  @Test(arguments: [Float(0.1), 0.3, 3, 10, -1, -0.1, -10])
  func gainPolarityAndOffsetDoNotMatter(gain: Float) throws {
    let heart = ExactHeart(rate: 250, seconds: 30, seed: 4, noise: 0.02)
    let reference = try Self.beats(in: heart.samples, rate: 250)
    let other = try Self.beats(in: heart.samples.map { $0 * gain + 7 }, rate: 250)
    #expect(other.count == reference.count)
    for (a, b) in zip(other, reference) {
      #expect(abs(a.position - b.position) < 0.05)
      #expect(abs(a.amplitude - b.amplitude * gain) < 0.01 * abs(b.amplitude * gain) + 1e-3)
    }
  }

  /// Numbers that no electrode gives, at the stretch's beginning or in its middle: ten seconds later all is as before.
  @Test(arguments: [0, 5001], [Float(1e37), -1e37, .greatestFiniteMagnitude])
  func absurdSamplesAreForgotten(place: Int, value: Float) throws {
    let heart = ExactHeart(rate: 250, seconds: 40, seed: 9, noise: 0.02)
    var samples = heart.samples
    for k in 0..<3 { samples[place + k] = k == 1 ? -value : value }
    let settled = Double(place + 2500)
    let beats = try Self.beats(in: samples, rate: 250).filter { $0.position > settled }
    let errors = Self.errors(beats, heart.peaks.filter { $0 > settled + 20 && $0 < 9975 }, rate: 250)
    #expect(errors.missed == 0)
    #expect(errors.extra <= 1)
  }

  @Test(arguments: [1, 7, 250])
  func anyChunkingGivesTheSame(chunk: Int) throws {
    for rate in [250.0, 360] {
      let heart = ExactHeart(rate: rate, seconds: 20, seed: 6, noise: 0.05)
      let whole = try Self.beats(in: heart.samples, rate: rate)
      #expect(whole.count > 20)
      #expect(try Self.beats(in: heart.samples, rate: rate, chunk: chunk) == whole)
    }
  }

  @Test func twoInstancesDoNotMeet() throws {
    let rate = try #require(SampleRate(hertz: 250))
    let first = ExactHeart(rate: 250, seconds: 20, seed: 7)
    let second = ExactHeart(rate: 250, seconds: 20, seed: 8, bpm: 130)
    var (a, b) = (BeatDetector(rate: rate), BeatDetector(rate: rate))
    var (beatsA, beatsB) = (Collected<Beat>(), Collected<Beat>())
    for start in stride(from: 0, to: 5000, by: 50) {
      a.process(SampleBlock(start: start, millivolts: Array(first.samples[start..<start + 50])), into: &beatsA)
      b.process(SampleBlock(start: start, millivolts: Array(second.samples[start..<start + 50])), into: &beatsB)
    }
    a.finish(into: &beatsA)
    b.finish(into: &beatsB)
    #expect(beatsA.elements == (try Self.beats(in: first.samples, rate: 250)))
    #expect(beatsB.elements == (try Self.beats(in: second.samples, rate: 250)))
  }

  @Test func aCopyGoesItsOwnWay() throws {
    let heart = ExactHeart(rate: 250, seconds: 20, seed: 12)
    var detector = BeatDetector(rate: try #require(SampleRate(hertz: 250)))
    var sink = Collected<Beat>()
    detector.process(SampleBlock(start: 0, millivolts: Array(heart.samples[..<2500])), into: &sink)
    var copy = detector
    var other = Collected<Beat>()
    copy.process(SampleBlock(start: 2500, millivolts: [Float](repeating: 3, count: 2500)), into: &other)
    detector.process(SampleBlock(start: 2500, millivolts: Array(heart.samples[2500...])), into: &sink)
    detector.finish(into: &sink)
    #expect(sink.elements == (try Self.beats(in: heart.samples, rate: 250)))
  }

  @Test(arguments: [100.0, 250, 360, 1000])
  func everyBeatIsDecidedInTime(rate: Double) throws {
    let clean = ExactHeart(rate: rate, seconds: 20, seed: 10, noise: 0.02)
    let noisy = ExactHeart(rate: rate, seconds: 60, seed: 10, noise: 0.6)
    let declared = BeatDetector(rate: try #require(SampleRate(hertz: rate))).latencySeconds
    #expect(declared <= 0.350)
    for beat in try Self.beats(in: clean.samples + noisy.samples, rate: rate) {
      let delay = (Double(beat.decidedAt) - beat.position) / rate
      #expect(delay <= declared + 0.5 / rate)
      #expect(beat.confidence > 0.5 && beat.confidence <= 1)
    }
  }

  @Test(arguments: [(250.0, 0.5), (360, 0.5), (500, 0.5), (1000, 0.5), (125, 1.5)])
  func peaksAreFoundBetweenSamples(rate: Double, bound: Double) throws {
    let heart = ExactHeart(rate: rate, seconds: 120, seed: 13, noise: 0.020)
    let beats = try Self.beats(in: heart.samples, rate: rate)
    var errors: [Double] = []
    for peak in heart.peaks {
      if let beat = beats.min(by: { abs($0.position - peak) < abs($1.position - peak) }) {
        let error = (beat.position - peak) / rate * 1000
        if abs(error) < 50 { errors.append(error) }
      }
    }
    #expect(errors.count > 130)
    let median = errors.sorted()[errors.count / 2]
    let spread = (errors.reduce(0) { $0 + ($1 - median) * ($1 - median) } / Double(errors.count)).squareRoot()
    #expect(spread <= bound, "seed 13: jitter \(spread) ms at \(rate) Hz")
    #expect(abs(median) < 0.3, "seed 13: bias \(median) ms at \(rate) Hz")
  }

  @Test func nothingIsFoundInNothing() throws {
    #expect(try Self.beats(in: [Float](repeating: 0, count: 5000), rate: 250).isEmpty)
    #expect(try Self.beats(in: [Float](repeating: -1200, count: 5000), rate: 250).isEmpty)
    #expect(try Self.beats(in: [], rate: 250).isEmpty)
    #expect(try Self.beats(in: [1], rate: 250).isEmpty)
  }

  @Test func extremesStayFinite() throws {
    var random = SeededGenerator(seed: 14)
    let samples = (0..<5000).map { k -> Float in
      k % 500 < 3 ? 1e9 : k % 700 < 5 ? -1e9 : Float(random.normal())
    }
    for beat in try Self.beats(in: samples, rate: 250) {
      #expect(beat.position.isFinite && beat.amplitude.isFinite && beat.confidence.isFinite)
      #expect(beat.position >= 0 && beat.position < 5000)
    }
  }

  @Test func positionsRise() throws {
    let heart = ExactHeart(rate: 250, seconds: 60, seed: 15, noise: 0.4)
    let beats = try Self.beats(in: heart.samples, rate: 250)
    for (a, b) in zip(beats, beats.dropFirst()) { #expect(a.position < b.position) }
  }
}
