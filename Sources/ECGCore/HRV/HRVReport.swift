/// All that variability has to say of a recording.
///
/// Each figure stands for itself: what cannot be told says why. Everything is of the corrected intervals in `correction`, the
/// share of which stands beside it; with the irregular ones
/// that it left: above 5 % the figures are unreliable, above 10 % all are withheld.
public struct HRVReport: Sendable {
  public var correction: ArtefactCorrection
  public var time: Reading<TimeDomainMetrics>
  public var geometric: Reading<GeometricMetrics>
  public var longTerm: Reading<LongTermMetrics>
  public var poincare: Reading<PoincareMetrics>
  public var asymmetry: Reading<HeartRateAsymmetry>
  public var alpha1: Reading<DetrendedFluctuation>
  public var alpha2: Reading<DetrendedFluctuation>
  public var sampleEntropy: Reading<SampleEntropy>
  public var approximateEntropy: Reading<ApproximateEntropy>
  public var multiscaleEntropy: Reading<MultiscaleEntropy>
  public var correlationDimension: Reading<CorrelationDimension>
  /// Welch, Lomb–Scargle, autoregressive; each with its settings.
  public var spectra: [(settings: SpectrumSettings, figures: Reading<FrequencyMetrics>)]

  /// Corrected and computed from intervals in the order of their time.
  public init(_ intervals: some Sequence<RRInterval>, rate: SampleRate, bands: SpectralBands = .rest) {
    self.init(ArtefactCorrection(intervals, rate: rate), bands: bands)
  }

  public init(_ correction: ArtefactCorrection, bands: SpectralBands = .rest) {
    self.correction = correction
    let series = correction.series
    time = TimeDomainMetrics.reading(of: series)
    geometric = GeometricMetrics.reading(of: series)
    longTerm = LongTermMetrics.reading(of: series)
    poincare = PoincareMetrics.reading(of: series)
    asymmetry = HeartRateAsymmetry.reading(of: series)
    alpha1 = DetrendedFluctuation.reading(of: series)
    alpha2 = DetrendedFluctuation.reading(of: series, scales: DetrendedFluctuation.long)
    sampleEntropy = SampleEntropy.reading(of: series)
    approximateEntropy = ApproximateEntropy.reading(of: series)
    multiscaleEntropy = MultiscaleEntropy.reading(of: series)
    correlationDimension = CorrelationDimension.reading(of: series)
    spectra = [SpectrumSettings.welch, .lombScargle, .autoregressive].map { kind in
      var settings = kind
      settings.bands = bands
      return (settings, FrequencyMetrics.reading(of: series, settings))
    }
  }
}
