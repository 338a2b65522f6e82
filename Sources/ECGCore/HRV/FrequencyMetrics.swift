/// Power of the intervals' variation by frequency (Task Force 1996).
///
/// Least data: 2 min of one unbroken chain for LF and HF, 4 min for VLF (one cycle of its lowest frequency is 300 s: read it
/// with care below an hour), 18 h for ULF. What is not told is `nil`. Chains shorter than the window's half are passed
/// over. LF/HF is no measure of "sympathetic balance" (G. E. Billman, Front. Physiol. 4 (2013) 26).
public struct FrequencyMetrics: Hashable, Sendable {
  /// How these figures were made.
  public var settings: SpectrumSettings
  /// Windows averaged (Welch: segments).
  public var windows: Int
  /// Powers in ms².
  public var ulf: Double?
  public var vlf: Double?
  public var lf: Double
  public var hf: Double
  /// Sum of the powers told, ms².
  public var total: Double
  /// LF and HF as shares of their sum, percent (normalised units).
  public var lfNormalised: Double?
  public var hfNormalised: Double?
  public var ratio: Double?
  /// Frequency of the largest density in a band, hertz; `nil` where it stands at the band's edge.
  public var vlfPeak: Double?
  public var lfPeak: Double?
  public var hfPeak: Double?
  /// One-sided density in ms²/Hz at 0 hertz and every `densityStep` from there, for a plot; empty below the first frequency known.
  public var density: [Double]
  public var densityStep: Double
  /// Frequency of the first of `density`, hertz.
  public var densityFirst: Double

  /// Least seconds of a chain.
  public static let leastSeconds = 120.0
  public static let leastSecondsVLF = 240.0
  public static let leastSecondsULF = 18.0 * 3600
  /// Less than this is rounding, ms².
  private static let leastPower = 1e-6

  /// The spectrum of a series, or why there is none.
  public static func reading(of series: NNSeries, _ settings: SpectrumSettings = .welch) -> Reading<FrequencyMetrics> {
    if let refusal = series.withheld { return .refused(refusal) }
    guard let estimate = SpectrumEstimate(series, settings) else { return .refused(.settling) }
    let density = estimate.density
    let bands = settings.bands
    let (lf, hf) = (density.power(in: bands.lf), density.power(in: bands.hf))
    guard lf.isFinite, hf.isFinite, lf + hf > leastPower else { return .refused(.cannotTell) }
    let tellsVLF = settings.detrending == .mean && estimate.longestSeconds >= leastSecondsVLF
    let vlf = tellsVLF ? density.power(in: bands.vlf) : nil
    let ulf = tellsVLF && series.spanSeconds >= leastSecondsULF ? SpectrumEstimate.slowest(series, bands.ulf) : nil
    return .value(
      FrequencyMetrics(
        settings: settings, windows: estimate.windows, ulf: ulf, vlf: vlf, lf: lf, hf: hf,
        total: (ulf ?? 0) + (vlf ?? 0) + lf + hf, lfNormalised: 100 * lf / (lf + hf),
        hfNormalised: 100 * hf / (lf + hf),
        ratio: hf > 0 ? lf / hf : nil, vlfPeak: tellsVLF ? density.peak(in: bands.vlf) : nil,
        lfPeak: density.peak(in: bands.lf), hfPeak: density.peak(in: bands.hf), density: density.values,
        densityStep: density.step, densityFirst: density.first))
  }
}
