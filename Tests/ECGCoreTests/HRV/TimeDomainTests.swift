import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import ECGCore

@Suite("Time-domain variability")
struct TimeDomainTests {
  static let rate = SampleRate(hertz: 1000)

  /// A chain of normal intervals, in milliseconds, laid end to end on a 1000-Hz grid.
  static func chain(_ milliseconds: [Double], from start: Double = 0, verdicts: [Int: RRInterval.Verdict] = [:])
    -> [RRInterval]
  {
    var at = start
    return milliseconds.enumerated().map { index, length in
      defer { at += length }
      return RRInterval(from: at, to: at + length, seconds: length / 1000, verdict: verdicts[index] ?? .normal)
    }
  }

  func window(_ intervals: [RRInterval], seconds: Double?, requirement: HRVRequirement) throws -> WindowedHRV {
    var window = WindowedHRV(rate: try #require(Self.rate), windowSeconds: seconds, requirement: requirement)
    for interval in intervals { window.append(interval) }
    return window
  }

  @Test("800, 900, 800, 900 ms: every figure follows by hand")
  func byHand() throws {
    let lax = HRVRequirement(coveredSeconds: 1)
    let reading = try window(Self.chain([800, 900, 800, 900]), seconds: nil, requirement: lax).reading()
    let hrv = try #require(reading.value)
    #expect(abs(hrv.meanNN - 850) < 1e-9)
    #expect(abs(hrv.sdnn - (10_000.0 / 3).squareRoot()) < 1e-9)  // 4 × 50² over n − 1 = 3
    #expect(abs(hrv.rmssd - 100) < 1e-9)
    #expect(abs(hrv.pnn50 - 100) < 1e-9)
    #expect(hrv.intervals == 4)
    #expect(abs(hrv.windowSeconds - 3.4) < 1e-9)
  }

  @Test("a difference of exactly 50 ms is not above 50 ms")
  func exactlyFifty() throws {
    let lax = HRVRequirement(coveredSeconds: 1)
    let reading = try window(Self.chain([800, 850, 800, 851]), seconds: nil, requirement: lax).reading()
    #expect(abs(try #require(reading.value).pnn50 - 100.0 / 3) < 1e-9)
  }

  @Test("a sine of amplitude A about a mean has SDNN A/√2 and RMSSD A√2·|sin(π/8)|·√2 at 8 beats a cycle")
  func sine() throws {
    let amplitude = 40.0
    let lengths = (0..<800).map { 1000 + amplitude * sinValue(2 * .pi * Double($0) / 8) }
    let reading = try window(Self.chain(lengths), seconds: nil, requirement: .fiveMinutes).reading()
    let hrv = try #require(reading.value)
    #expect(abs(hrv.meanNN - 1000) < 1e-6)
    // Whole cycles: Σ sin² = n/2.
    #expect(abs(hrv.sdnn - amplitude * (800.0 / 2 / 799).squareRoot()) < 1e-6)
    // Differences are a sine of amplitude 2A sin(π/8); 799 of them, all cycles but the last step.
    #expect(abs(hrv.rmssd / (2 * amplitude * sinValue(.pi / 8) / 2.0.squareRoot()) - 1) < 1e-3)
  }

  @Test("differences are taken between intervals that share a beat, and nowhere else")
  func adjacency() throws {
    let lax = HRVRequirement(coveredSeconds: 1, excludedShare: 0.5)
    // The irregular one in the middle parts the chain: 800→800 and 1000→1000 remain, 800→1000 does not.
    let lengths: [Double] = [800, 800, 500, 1000, 1000]
    let reading = try window(Self.chain(lengths, verdicts: [2: .irregular]), seconds: nil, requirement: lax).reading()
    let hrv = try #require(reading.value)
    #expect(hrv.rmssd == 0)
    #expect(hrv.intervals == 4)
    #expect(abs(hrv.excludedShare - 0.2) < 1e-12)
    // A gap parts it as well.
    let apart = Self.chain([800, 800]) + Self.chain([1000, 1000], from: 60_000)
    #expect(try window(apart, seconds: nil, requirement: lax).reading().value?.rmssd == 0)
  }

  @Test("the window's figures equal those of the intervals that lie in it, after a day of sliding")
  func slidingEqualsDirect() throws {
    var generator = SeededGenerator(seed: 20_261_121)
    let lengths = (0..<100_000).map { _ in 850 + 60 * generator.normal() }
    let intervals = Self.chain(lengths)
    let sliding = try window(intervals, seconds: 60, requirement: .minute)
    let end = try #require(intervals.last).to
    let inside = intervals.filter { $0.to >= end - 60_000 }
    var moved = sliding
    moved.slide(to: Int(end))
    let got = try #require(moved.reading().value)
    let inMilliseconds = inside.map { $0.seconds * 1000 }
    let mean = inMilliseconds.reduce(0, +) / Double(inside.count)
    let variance = inMilliseconds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(inside.count - 1)
    let steps = zip(inMilliseconds, inMilliseconds.dropFirst()).map { $1 - $0 }
    let meanSquare = steps.reduce(0) { $0 + $1 * $1 } / Double(steps.count)
    #expect(got.intervals == inside.count)
    #expect(abs(got.meanNN - mean) < 1e-6)
    #expect(abs(got.sdnn - variance.squareRoot()) < 1e-6)
    #expect(abs(got.rmssd - meanSquare.squareRoot()) < 1e-6)
  }

  @Test("too little data is settling; too many intervals left out is cannot tell, or poor signal")
  func refusals() throws {
    let second = Array(repeating: 1000.0, count: 25)
    #expect(try window(Self.chain(second), seconds: 60, requirement: .minute).reading() == .refused(.settling))
    let minute = Array(repeating: 1000.0, count: 60)
    func reading(_ share: Int, _ verdict: RRInterval.Verdict) throws -> Reading<TimeDomainHRV> {
      let verdicts = Dictionary(uniqueKeysWithValues: (0..<share).map { ($0 * 6, verdict) })
      return try window(Self.chain(minute, verdicts: verdicts), seconds: nil, requirement: .minute).reading()
    }
    #expect(try reading(7, .irregular) == .refused(.cannotTell))
    #expect(try reading(7, .unfit) == .refused(.poorSignal))
    // 6 of 60 is 10 %: told, and marked unreliable. 3 of 60 is 5 %: told.
    #expect(try #require(reading(6, .irregular).value).isUnreliable)
    #expect(try !#require(reading(3, .irregular).value).isUnreliable)
  }

  struct Expected: Decodable {
    var series: [String: [String: [String: Double]]]
  }

  @Test(
    "figures of real and synthetic series equal those of independent tools",
    arguments: ["mitdb100_nn_5min", "mitdb100_nn_full", "synth_5min"])
  func independentTools(series: String) throws {
    let file = try Data(contentsOf: URL(filePath: FixturePaths.fixtures + "/expected/hrv_time_domain.json"))
    let expected = try #require(try JSONDecoder().decode(Expected.self, from: file).series[series])
    let text = try String(contentsOf: URL(filePath: FixturePaths.signals + "/rr/\(series).csv"), encoding: .utf8)
    let lengths = text.split(whereSeparator: \.isNewline).compactMap { Double($0) }
    var moments = IntervalMoments()
    for length in lengths { moments.add(milliseconds: length) }
    for (first, second) in zip(lengths, lengths.dropFirst()) { moments.add(difference: second - first) }
    let hrv = try #require(moments.figures(windowSeconds: 300, excludedShare: 0))
    let got = ["MeanNN_ms": hrv.meanNN, "SDNN_ms": hrv.sdnn, "RMSSD_ms": hrv.rmssd, "pNN50_pct": hrv.pnn50]
    for (metric, tools) in expected {
      let value = try #require(got[metric])
      for (tool, reference) in tools {
        // Tools print six decimals at worst.
        #expect(abs(value - reference) <= 1e-6 * reference, "\(metric) of \(tool)")
      }
    }
  }
}

private func sinValue(_ x: Double) -> Double { sin(x) }
