/// One phase of a measurement, judged.
public struct MeasureResult: Hashable, Sendable {
  /// Over the phase's corrected intervals.
  public var figures: Reading<TimeDomainMetrics>
  /// Share of intervals corrected or irregular, 0 … 1.
  public var artefactShare: Double
  /// Share of the phase's seconds in which the signal was good or fair, 0 … 1.
  public var fitShare: Double
  public var stationarity: Reading<Stationarity>

  /// The figures may be compared with other days': signal, correction and stationarity all allow it.
  public var isValid: Bool {
    figures.value != nil && fitShare >= Self.leastFitShare && artefactShare <= HRVRequirement.unreliableShare
      && stationarity.value?.isStationary == true
  }

  /// Share of seconds that must be fit.
  public static let leastFitShare = 0.9

  init(_ intervals: [RRInterval], rate: SampleRate, seconds: Int, fitSeconds: Int) {
    let corrected = ArtefactCorrection(intervals, rate: rate)
    figures = TimeDomainMetrics.reading(of: corrected.series)
    artefactShare = corrected.found.artefactShare
    fitShare = seconds > 0 ? Double(fitSeconds) / Double(seconds) : 0
    stationarity = Stationarity.reading(of: corrected.series)
  }
}

/// Whether a series holds still: its halves held against each other.
///
/// Spectra and standard deviations suppose that the heart's state does not change (Task Force 1996, without a criterion). Ours: the
/// means of the halves differ by no more than the mean of their standard deviations, and these by no more than a factor of two.
/// Least data: 60 intervals in each half.
public struct Stationarity: Hashable, Sendable {
  /// Second half's mean less the first's, over the mean of their standard deviations (no unit).
  public var drift: Double
  /// Larger of the halves' standard deviations over the smaller.
  public var spread: Double

  public static let mostDrift = 1.0
  public static let mostSpread = 2.0
  /// Intervals of a half.
  public static let leastIntervals = 60

  public var isStationary: Bool { abs(drift) <= Self.mostDrift && spread <= Self.mostSpread }

  public static func reading(of series: NNSeries) -> Reading<Stationarity> {
    if let refusal = series.withheld { return .refused(refusal) }
    let half = series.count / 2
    guard half >= leastIntervals else { return .refused(.settling) }
    let first = NNSeries(milliseconds: Array(series.milliseconds[..<half])).moments
    let second = NNSeries(milliseconds: Array(series.milliseconds[half...])).moments
    guard first.deviation > 0, second.deviation > 0 else { return .refused(.cannotTell) }
    return .value(
      Stationarity(
        drift: 2 * (second.mean - first.mean) / (first.deviation + second.deviation),
        spread: max(first.deviation, second.deviation) / min(first.deviation, second.deviation)))
  }
}
