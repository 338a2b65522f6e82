import ECGCore

/// The `hrv` of `analyze --json`. A figure that is not told is left out, and `refused` beside it says why. Keys are documented
/// in docs/commands.md.
struct HRVJSON: Encodable {
  var correction: Correction
  var unreliable: Bool
  var refused: String?
  var time: Figures
  var geometric: Figures
  var longTerm: Figures
  var poincare: Figures
  var asymmetry: Figures
  var fluctuation: Figures
  var entropy: Figures
  var multiscaleEntropy: [Double]
  var spectra: [Spectrum]
  /// Of a whole recording only.
  var intervals: IntervalsJSON?

  struct Correction: Encodable {
    var intervals: Int
    var missed: Int
    var extra: Int
    var ectopic: Int
    var longOrShort: Int
    var irregular: Int
    var leftOut: Int
    var corrected_percent: Double
    var artefact_percent: Double
  }

  /// Named figures, and for those that are not told the reason, by the same name.
  struct Figures: Encodable {
    private var values: [String: Double] = [:]
    private var refused: [String: String] = [:]

    mutating func set(_ name: String, _ value: Double?) {
      values[name] = value?.rounded(places: 4)
    }

    mutating func set<Value>(_ reading: Reading<Value>, _ names: [(String, KeyPath<Value, Double>)]) {
      switch reading {
      case .value(let figures): for (name, path) in names { set(name, figures[keyPath: path]) }
      case .refused(let refusal): for (name, _) in names { refused[name] = refusal.rawValue }
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      for (name, value) in values { try container.encode(value, forKey: Key(stringValue: name)) }
      if !refused.isEmpty { try container.encode(refused, forKey: Key(stringValue: "refused")) }
    }

    private struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
  }

  struct Spectrum: Encodable {
    var settings: String
    var windows: Int?
    var ulf_ms2: Double?
    var vlf_ms2: Double?
    var lf_ms2: Double?
    var hf_ms2: Double?
    var total_ms2: Double?
    var lf_nu: Double?
    var hf_nu: Double?
    var lfhf: Double?
    var vlfPeak_hz: Double?
    var lfPeak_hz: Double?
    var hfPeak_hz: Double?
    /// Where HF ends.
    var hfTo_hz: Double
    var refused: String?
    /// One-sided density at `from_hz` and every `step_hz` from there, to where HF ends.
    var density: Density?

    struct Density: Encodable {
      var from_hz: Double
      var step_hz: Double
      var ms2PerHz: [Double]

      init(_ figures: FrequencyMetrics) {
        (from_hz, step_hz) = (figures.densityFirst, figures.densityStep)
        let count = Int((figures.settings.bands.hf.upperBound - from_hz) / step_hz) + 1
        ms2PerHz = figures.density.prefix(max(0, count)).map { $0.rounded(places: 3) }
      }
    }

    init(_ settings: SpectrumSettings, _ reading: Reading<FrequencyMetrics>, isWhole: Bool) {
      self.settings = settings.words
      hfTo_hz = settings.bands.hf.upperBound.rounded(places: 4)
      refused = reading.refusal?.rawValue
      guard let figures = reading.value else { return }
      windows = figures.windows
      density = isWhole ? Density(figures) : nil
      ulf_ms2 = figures.ulf?.rounded(places: 2)
      vlf_ms2 = figures.vlf?.rounded(places: 2)
      lf_ms2 = figures.lf.rounded(places: 2)
      hf_ms2 = figures.hf.rounded(places: 2)
      total_ms2 = figures.total.rounded(places: 2)
      lf_nu = figures.lfNormalised?.rounded(places: 2)
      hf_nu = figures.hfNormalised?.rounded(places: 2)
      lfhf = figures.ratio?.rounded(places: 4)
      vlfPeak_hz = figures.vlfPeak?.rounded(places: 4)
      lfPeak_hz = figures.lfPeak?.rounded(places: 4)
      hfPeak_hz = figures.hfPeak?.rounded(places: 4)
    }
  }

  /// `series`: the intervals behind the report, where they and the spectra's curves are to be told too.
  init(_ report: HRVReport, series: [RRInterval]?, rate: SampleRate) {
    let found = report.correction.found
    correction = Correction(
      intervals: found.intervals, missed: found.missed, extra: found.extra, ectopic: found.ectopic,
      longOrShort: found.longOrShort, irregular: found.irregular, leftOut: found.leftOut,
      corrected_percent: (100 * found.correctedShare).rounded(places: 2),
      artefact_percent: (100 * found.artefactShare).rounded(places: 2))
    unreliable = report.correction.series.isUnreliable
    refused = report.time.refusal?.rawValue
    time = Figures()
    time.set(
      report.time,
      [
        ("meanNN_ms", \.meanNN), ("meanHR_bpm", \.meanHeartRate), ("minHR_bpm", \.minimumHeartRate),
        ("maxHR_bpm", \.maximumHeartRate), ("sdnn_ms", \.sdnn), ("cvnn_percent", \.cvnn), ("rmssd_ms", \.rmssd),
        ("sdsd_ms", \.sdsd), ("pnn50_percent", \.pnn50), ("pnn20_percent", \.pnn20), ("covered_s", \.coveredSeconds),
      ])
    time.set("lnRMSSD", report.time.value?.lnRMSSD)
    geometric = Figures()
    geometric.set(
      report.geometric,
      [
        ("triangularIndex", \.triangularIndex), ("tinn_ms", \.tinn), ("tinnFrom_ms", \.baselineFrom),
        ("tinnTo_ms", \.baselineTo), ("baselineWidth_ms", \.baselineWidth),
      ])
    longTerm = Figures()
    longTerm.set(report.longTerm, [("sdann_ms", \.sdann), ("sdnnIndex_ms", \.sdnnIndex)])
    poincare = Figures()
    poincare.set(report.poincare, [("sd1_ms", \.sd1), ("sd2_ms", \.sd2), ("area_ms2", \.ellipseArea)])
    poincare.set("ratio", report.poincare.value?.ratio)
    asymmetry = Figures()
    asymmetry.set(report.asymmetry, [("porta_percent", \.porta), ("guzik_percent", \.guzik)])
    fluctuation = Figures()
    fluctuation.set(report.alpha1, [("alpha1", \.alpha)])
    fluctuation.set(report.alpha2, [("alpha2", \.alpha)])
    entropy = Figures()
    entropy.set(report.sampleEntropy, [("sampleEntropy", \.entropy), ("tolerance_ms", \.tolerance)])
    entropy.set(report.approximateEntropy, [("approximateEntropy", \.entropy)])
    entropy.set(report.correlationDimension, [("correlationDimension", \.dimension)])
    multiscaleEntropy = report.multiscaleEntropy.value?.entropies.map { $0.rounded(places: 4) } ?? []
    spectra = report.spectra.map { Spectrum($0.settings, $0.figures, isWhole: series != nil) }
    intervals = series.map { IntervalsJSON($0, report.correction, rate: rate) }
  }
}
