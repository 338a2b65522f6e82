/// How a spectrum is made; every spectrum repeats it.
public struct SpectrumSettings: Hashable, Sendable {
  public var method: Method
  public var detrending: Detrending
  public var bands: SpectralBands
  /// Longer series are cut into windows of so many seconds, whose spectra are averaged (Task Force 1996: five minutes).
  public var windowSeconds: Double

  public init(
    method: Method, detrending: Detrending = .mean, bands: SpectralBands = .rest, windowSeconds: Double = 300
  ) {
    self.method = method
    self.detrending = detrending
    self.bands = bands
    self.windowSeconds = windowSeconds
  }

  public enum Method: Hashable, Sendable {
    /// Of the intervals where they stand, without resampling (N. R. Lomb, Astrophys. Space Sci. 39 (1976) 447; J. D. Scargle,
    /// Astrophys. J. 263 (1982) 835), scaled by 2T/N to ms²/Hz.
    case lombScargle
    /// Averaged periodograms (P. D. Welch, IEEE Trans. AU-15 (1967) 70) of the intervals resampled at 4 Hz by a cubic spline:
    /// segments of so many seconds, Hann window, half overlapping, each less its mean, 4,096 points.
    case welch(segmentSeconds: Double)
    /// Autoregressive model fitted by Burg's method (J. P. Burg 1967) to the same 4-Hz series.
    case autoregressive(order: Int)
  }

  public enum Detrending: Hashable, Sendable {
    /// The mean is taken away.
    case mean
    /// Smoothness priors with this λ, of the 4-Hz series (Lomb–Scargle takes the mean in its place). VLF goes with the trend and
    /// is not told.
    case smoothnessPriors(Double)
  }

  /// Lomb–Scargle, mean removed.
  public static let lombScargle = SpectrumSettings(method: .lombScargle)
  /// Welch with segments of 256 s, mean removed.
  public static let welch = SpectrumSettings(method: .welch(segmentSeconds: 256))
  /// AR(16), smoothness priors with λ = 500.
  public static let autoregressive = SpectrumSettings(
    method: .autoregressive(order: 16), detrending: .smoothnessPriors(SmoothnessPriors.usual))

  /// In words, with every number.
  public var words: String {
    let cut = "windows of \(Int(windowSeconds)) s"
    let method =
      switch self.method {
      case .lombScargle: "Lomb–Scargle, \(cut)"
      case .welch(let seconds): "Welch, cubic spline at 4 Hz, Hann \(Int(seconds)) s, half overlapping"
      case .autoregressive(let order): "AR(\(order)) by Burg, cubic spline at 4 Hz, \(cut)"
      }
    let trend =
      switch detrending {
      case .mean: "mean removed"
      case .smoothnessPriors(let smoothness): "smoothness priors λ = \(Int(smoothness))"
      }
    return "\(method); \(trend)"
  }
}
