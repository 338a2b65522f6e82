import Glibc

/// Time-domain figures of a whole series, after the Task Force of the ESC and NASPE, Circulation 93 (1996) 1043.
///
/// Differences are signed and taken between adjacent intervals of one chain only; standard deviations are divided by
/// n − 1. Least data: two intervals for a figure at all, 30 s before one is told (M. L. Munoz et al., PLoS ONE 10 (2015)
/// e0138921: SDNN agrees with that of 4–5 min from 30 s, RMSSD from 10 s on).
public struct TimeDomainMetrics: Hashable, Sendable {
  /// Intervals, and time that they cover in seconds.
  public var intervals: Int
  public var coveredSeconds: Double
  /// Mean interval, ms.
  public var meanNN: Double
  /// 60,000 over `meanNN`: beats per minute of the time covered. Tools that average 60,000/RR beat by beat come out higher.
  public var meanHeartRate: Double
  /// Slowest and fastest rate over `rateBeats` successive intervals of one chain, beats per minute (as Kubios does; one
  /// short interval makes no maximum).
  public var minimumHeartRate: Double
  public var maximumHeartRate: Double
  /// Standard deviation of the intervals, ms.
  public var sdnn: Double
  /// `sdnn` over `meanNN`, percent (coefficient of variation).
  public var cvnn: Double
  /// Root mean square of successive differences, ms.
  public var rmssd: Double
  /// Natural logarithm of `rmssd` in ms; `nil` where that is zero.
  public var lnRMSSD: Double?
  /// Standard deviation of successive (signed) differences, ms.
  public var sdsd: Double
  /// Share of successive differences above 50 ms and above 20 ms, percent of the number of differences (pNN20: J. E. Mietus
  /// et al., Heart 88 (2002) 378).
  public var pnn50: Double
  public var pnn20: Double

  /// Intervals averaged for the extremes of the rate.
  public static let rateBeats = 5
  /// Least time covered, in seconds.
  public static let leastSeconds = 30.0

  /// The figures, or why there are none: too short, or too much corrected.
  public static func reading(of series: NNSeries) -> Reading<TimeDomainMetrics> {
    if let refusal = series.withheld { return .refused(refusal) }
    guard series.coveredSeconds >= leastSeconds, let figures = TimeDomainMetrics(series) else {
      return .refused(.settling)
    }
    return .value(figures)
  }

  private init?(_ series: NNSeries) {
    guard series.count >= 2 else { return nil }
    (meanNN, sdnn) = series.moments
    intervals = series.count
    coveredSeconds = series.coveredSeconds
    meanHeartRate = 60_000 / meanNN
    cvnn = 100 * sdnn / meanNN
    var differences = 0
    var (sum, squares) = (0.0, 0.0)
    var (over50, over20) = (0, 0)
    var (slowest, fastest) = (meanNN, meanNN)
    var anyRun = false
    for chain in series.chains {
      var run = 0.0
      for index in chain {
        run += series.milliseconds[index]
        if index >= chain.lowerBound + Self.rateBeats { run -= series.milliseconds[index - Self.rateBeats] }
        if index >= chain.lowerBound + Self.rateBeats - 1 {
          let mean = run / Double(Self.rateBeats)
          slowest = anyRun ? max(slowest, mean) : mean
          fastest = anyRun ? min(fastest, mean) : mean
          anyRun = true
        }
        guard index > chain.lowerBound else { continue }
        let difference = series.milliseconds[index] - series.milliseconds[index - 1]
        differences += 1
        sum += difference
        squares += difference * difference
        if abs(difference) > 50 { over50 += 1 }
        if abs(difference) > 20 { over20 += 1 }
      }
    }
    guard differences >= 2 else { return nil }
    minimumHeartRate = 60_000 / slowest
    maximumHeartRate = 60_000 / fastest
    rmssd = (squares / Double(differences)).squareRoot()
    lnRMSSD = rmssd > 0 ? log(rmssd) : nil
    sdsd = (max(0, squares - sum * sum / Double(differences)) / Double(differences - 1)).squareRoot()
    pnn50 = 100 * Double(over50) / Double(differences)
    pnn20 = 100 * Double(over20) / Double(differences)
  }
}
