import TestSupport
import Testing

@testable import ECGCore

/// Every figure against other people's programs on the same series, where the definition is the same.
@Suite("Variability against other tools")
struct ReferenceTests {
  /// The bar: 0.1 %.
  static let share = 1e-3

  @Test("figures equal those of public tools", arguments: HRVFixtures.names)
  func publicTools(name: String) throws {
    let series = try HRVFixtures.series(name)
    let tools = try HRVFixtures.publicTools(name)
    let time = try #require(TimeDomainMetrics.reading(of: series).value)
    let plot = try #require(PoincareMetrics.reading(of: series).value)
    let got: [String: Double?] = [
      "SDSD_ms": time.sdsd, "pNN20_pct": time.pnn20, "MeanHR_bpm": time.meanHeartRate,
      "HRV_triangular_index": GeometricMetrics.reading(of: series).value?.triangularIndex,
      "SD1_ms": plot.sd1, "SD2_ms": plot.sd2, "SampEn_m2_r0.2sd": SampleEntropy.reading(of: series).value?.entropy,
      "ApEn_m2_r0.2sd": ApproximateEntropy.reading(of: series).value?.entropy,
      "DFA_alpha1": DetrendedFluctuation.reading(of: series).value?.alpha,
      "DFA_alpha2": DetrendedFluctuation.reading(of: series, scales: DetrendedFluctuation.long).value?.alpha,
    ]
    for (metric, value) in got {
      for (tool, expected) in try #require(tools[metric]) {
        // Tools print six decimals at worst.
        expect(value, near: expected, within: 1e-6, "\(metric) of \(tool)")
      }
    }
  }

  @Test("spectra equal scipy's", arguments: HRVFixtures.names)
  func spectra(name: String) throws {
    let series = try HRVFixtures.series(name)
    let tools = try HRVFixtures.publicTools(name)
    // The reference takes a series whole.
    let lomb = SpectrumSettings(method: .lombScargle, windowSeconds: 1e6)
    let kinds: [(String, String, SpectrumSettings, Double)] = [
      ("welch", "scipy, segments of 256 s", .welch, 1e-9),
      ("welch", "scipy, segments of 64 s", SpectrumSettings(method: .welch(segmentSeconds: 64)), 1e-9),
      ("lomb", "scipy", lomb, Self.share),
    ]
    for (kind, tool, settings, share) in kinds {
      let figures = try #require(FrequencyMetrics.reading(of: series, settings).value)
      for (band, power) in [("VLF", figures.vlf), ("LF", figures.lf), ("HF", figures.hf)] {
        let expected = try #require(tools["\(band)_\(kind)"]?[tool])
        expect(power, near: expected, within: share, "\(band) by \(settings.words)")
      }
      #expect(figures.settings == settings)
    }
  }

  @Test(
    "figures equal what numpy, scipy, antropy, EntropyHub and spectrum make of the definitions",
    arguments: HRVFixtures.names)
  func independent(name: String) throws {
    let series = try HRVFixtures.series(name)
    let expected = try HRVFixtures.independent(name)
    let time = try #require(TimeDomainMetrics.reading(of: series).value)
    let shape = try #require(GeometricMetrics.reading(of: series).value)
    let sides = try #require(HeartRateAsymmetry.reading(of: series).value)
    let entropy = SampleEntropy.reading(of: series).value?.entropy
    expect(time.cvnn, near: expected.CVNN, within: 1e-9, "CVNN")
    expect(time.lnRMSSD, near: expected.lnRMSSD, within: 1e-9, "ln RMSSD")
    expect(time.minimumHeartRate, near: expected.minHR, within: 1e-9, "HR minimum")
    expect(time.maximumHeartRate, near: expected.maxHR, within: 1e-9, "HR maximum")
    expect(shape.tinn, near: expected.TINN, within: 1e-9, "TINN")
    expect(shape.baselineWidth, near: expected.baseline, within: 1e-9, "baseline width")
    expect(sides.porta, near: expected.Porta, within: 1e-9, "Porta's index")
    expect(sides.guzik, near: expected.Guzik, within: 1e-9, "Guzik's index")
    expect(entropy, near: expected.SampEn_antropy, within: 1e-9, "SampEn of antropy")
    expect(entropy, near: expected.SampEn_EntropyHub, within: 1e-9, "SampEn of EntropyHub")
    expect(CorrelationDimension.reading(of: series).value?.dimension, near: expected.D2, within: 1e-9, "D2")
    let scales = try #require(MultiscaleEntropy.reading(of: series).value).entropies
    #expect(scales.count == expected.MSE.count)
    for (scale, pair) in zip(scales, expected.MSE).enumerated() {
      expect(pair.0, near: pair.1, within: 1e-9, "MSE at scale \(scale + 1)")
    }
    if let sdann = expected.SDANN, let index = expected.SDNNI {
      let long = try #require(LongTermMetrics.reading(of: series).value)
      expect(long.sdann, near: sdann, within: 1e-9, "SDANN")
      expect(long.sdnnIndex, near: index, within: 1e-9, "SDNN index")
    } else {
      #expect(LongTermMetrics.reading(of: series) == .refused(.settling))
    }
  }

  @Test("spline, detrending and AR(16) equal those of scipy, a whole matrix and spectrum", arguments: HRVFixtures.names)
  func resampled(name: String) throws {
    let series = try HRVFixtures.series(name)
    let expected = try HRVFixtures.independent(name)
    let times = series.seconds
    let spline = CubicSpline(x: times, y: series.milliseconds)
    let places = expected.spline.indices.map { times[0] + 97 * Double($0) / SpectrumEstimate.resampledHertz }
    for (value, wanted) in zip(spline.values(at: places), expected.spline) {
      expect(value, near: wanted, within: 1e-9, "spline")
    }
    guard let detrended = expected.detrended, let model = expected.AR16, let welch = expected.Welch_detrended else {
      return
    }
    let priors = SpectrumSettings.Detrending.smoothnessPriors(SmoothnessPriors.usual)
    let got = try #require(SpectrumEstimate.resampled(series, priors).first)
    for (index, wanted) in detrended.enumerated() { #expect(abs(got[97 * index] - wanted) < 1e-5) }
    for (settings, wanted) in [
      (SpectrumSettings.autoregressive, model),
      (SpectrumSettings(method: .welch(segmentSeconds: 256), detrending: priors), welch),
    ] {
      let figures = try #require(FrequencyMetrics.reading(of: series, settings).value)
      expect(figures.lf, near: try #require(wanted["LF"]), within: 1e-6, "LF by \(settings.words)")
      expect(figures.hf, near: try #require(wanted["HF"]), within: 1e-6, "HF by \(settings.words)")
      #expect(figures.vlf == nil, "the trend is gone, and VLF with it")
    }
  }
}
