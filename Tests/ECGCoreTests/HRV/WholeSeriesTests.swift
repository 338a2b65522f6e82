import Glibc
import TestSupport
import Testing

@testable import ECGCore

@Suite("Figures of a whole series")
struct WholeSeriesTests {
  /// Pair by pair, as the definition has it.
  func matches(_ series: NNSeries, within tolerance: Double) -> (two: Int, three: Int) {
    var starts: [Int] = []
    for chain in series.chains where chain.count > 2 { starts += Array(chain.lowerBound..<(chain.upperBound - 2)) }
    let x = series.milliseconds
    var counts = (two: 0, three: 0)
    for (place, i) in starts.enumerated() {
      for j in starts[(place + 1)...] where abs(x[i] - x[j]) <= tolerance && abs(x[i + 1] - x[j + 1]) <= tolerance {
        counts.two += 1
        if abs(x[i + 2] - x[j + 2]) <= tolerance { counts.three += 1 }
      }
    }
    return counts
  }

  @Test(
    "matches are those of the comparison pair by pair, to the last one",
    arguments: [(1, 1500, 1.0), (2, 700, 1.0 / 360), (3, 2000, 0.0), (4, 3, 1.0)])
  func matchesAreExact(seed: UInt64, count: Int, tick: Double) throws {
    var generator = SeededGenerator(seed: seed)
    var series = NNSeries()
    // Chains of several lengths, ticks that make ties at exactly the tolerance, and a slow drift.
    for part in 0..<4 {
      let chain = (0..<(count >> part)).map { index in
        let value = 800 + 60 * sin(Double(index) / 40) + 25 * generator.normal()
        return tick > 0 ? (value / tick / 10).rounded() * tick * 10 : value
      }
      series.append(chain: chain, from: series.spanSeconds + 10)
    }
    for tolerance in [0, 10, 20, 33.3] {
      let expected = matches(series, within: tolerance)
      let got = TemplateMatches(series, incomplete: false).pairs(within: tolerance)
      #expect(got.two == expected.two && got.three == expected.three, "seed \(seed), r = \(tolerance)")
      // Each template's own count, itself and both orders of a pair in it.
      var (two, three) = (0, 0)
      let templates = TemplateMatches(series, incomplete: false)
      templates.forEach(within: tolerance) { ofTwo, ofThree, _ in
        two += ofTwo
        three += ofThree
      }
      #expect(two == 2 * expected.two + templates.count && three == 2 * expected.three + templates.count)
    }
  }

  @Test("white noise has α 0.5, its sum 1.5; two chains with a gap are no other than one")
  func scaling() throws {
    var generator = SeededGenerator(seed: 5)
    let noise = (0..<20_000).map { _ in 800 + 30 * generator.normal() }
    var sum = 2_000.0
    let walk = noise.map { value in
      sum += (value - 800) / 30
      return sum
    }
    for (values, expected) in [(noise, 0.5), (walk, 1.5)] {
      let whole = try #require(DetrendedFluctuation.reading(of: NNSeries(milliseconds: values), scales: 16...64).value)
      #expect(abs(whole.alpha - expected) < 0.05)
      var apart = NNSeries()
      apart.append(chain: Array(values[..<10_048]), from: 0)
      apart.append(chain: Array(values[10_048...]), from: 100_000)
      let parts = try #require(DetrendedFluctuation.reading(of: apart, scales: 16...64).value)
      #expect(abs(parts.alpha - whole.alpha) < 0.01)
    }
  }

  @Test("a sine's course fills one dimension")
  func dimension() throws {
    let sine = NNSeries(milliseconds: (0..<3000).map { 900 + 50 * sin(0.37 * Double($0)) })
    let dimension = try #require(CorrelationDimension.reading(of: sine).value).dimension
    #expect(abs(dimension - 1) < 0.05)
  }

  @Test(
    "two sines appear in their bands with the power A²/2, by both periodograms",
    arguments: [
      SpectrumSettings.lombScargle, .welch,
    ])
  func sines(settings: SpectrumSettings) throws {
    var lengths: [Double] = []
    var at = 0.0
    while at < 1200 {
      let length = 800 + 40 * sin(2 * .pi * 0.1 * at) + 20 * sin(2 * .pi * 0.25 * at)
      lengths.append(length)
      at += length / 1000
    }
    let figures = try #require(FrequencyMetrics.reading(of: NNSeries(milliseconds: lengths), settings).value)
    // The interval is told at its end, and its length stretches time a little: within 5 %.
    expect(figures.lf, near: 800, within: 0.05, "LF by \(settings.words)")
    expect(figures.hf, near: 200, within: 0.08, "HF by \(settings.words)")
    expect(figures.lfPeak, near: 0.1, within: 0.02, "LF peak")
    expect(figures.hfPeak, near: 0.25, within: 0.02, "HF peak")
    expect(figures.ratio, near: 4, within: 0.1, "LF/HF")
  }

  @Test("in effort the breath at 0.6 Hz is HF, unless the heart is too slow to show it")
  func effort() throws {
    var lengths: [Double] = []
    var at = 0.0
    while at < 400 {
      lengths.append(380 + 6 * sin(2 * .pi * 0.6 * at))
      at += lengths[lengths.count - 1] / 1000
    }
    let series = NNSeries(milliseconds: lengths)
    let effort = SpectrumSettings(method: .welch(segmentSeconds: 256), bands: .effort.limited(toHeartRate: 158))
    let wide = try #require(FrequencyMetrics.reading(of: series, effort).value)
    #expect(FrequencyMetrics.reading(of: series).value?.hf ?? 0 < 0.5)
    expect(wide.hf, near: 18, within: 0.2, "HF to 1 Hz")
    expect(wide.hfPeak, near: 0.6, within: 0.01, "breath")
    #expect(SpectralBands.effort.limited(toHeartRate: 60).hf.upperBound == 0.5)
  }

  @Test("what is too short, does not move, or is too much corrected is refused, and never a NaN")
  func refusals() {
    let short = NNSeries(milliseconds: Array(repeating: 800, count: 20))
    let still = NNSeries(milliseconds: Array(repeating: 800, count: 1000))
    var mended = NNSeries(milliseconds: (0..<1000).map { 800 + Double($0 % 7) })
    mended.artefactShare = 0.11
    #expect(TimeDomainMetrics.reading(of: short) == .refused(.settling))
    #expect(SampleEntropy.reading(of: short) == .refused(.settling))
    #expect(FrequencyMetrics.reading(of: short) == .refused(.settling))
    #expect(FrequencyMetrics.reading(of: still) == .refused(.cannotTell))
    #expect(FrequencyMetrics.reading(of: still, .autoregressive).refusal != nil)
    #expect(DetrendedFluctuation.reading(of: still) == .refused(.cannotTell))
    #expect(CorrelationDimension.reading(of: still) == .refused(.cannotTell))
    #expect(HeartRateAsymmetry.reading(of: still) == .refused(.cannotTell))
    #expect(TimeDomainMetrics.reading(of: still).value?.lnRMSSD == nil)
    #expect(TimeDomainMetrics.reading(of: mended) == .refused(.cannotTell))
    #expect(SampleEntropy.reading(of: mended) == .refused(.cannotTell))
    #expect(FrequencyMetrics.reading(of: mended, .lombScargle) == .refused(.cannotTell))
    mended.artefactShare = 0.06
    #expect(mended.isUnreliable && TimeDomainMetrics.reading(of: mended).value != nil)
    let odd = NNSeries(milliseconds: [800, .nan, 800, -1, .infinity, 0, 810, 790])
    #expect(odd.chains == [0..<1, 1..<2, 2..<4])
  }
}
