/// The plot of each interval against the next (M. Brennan et al., IEEE Trans. Biomed. Eng. 48 (2001) 1342).
///
/// Pairs lie within one chain; deviations are divided by n − 1 of the pairs. Least data: 30 s (SD1 is RMSSD/√2 but for
/// the mean difference; SD2 holds slow changes and wants five minutes).
public struct PoincareMetrics: Hashable, Sendable {
  public var pairs: Int
  /// Standard deviation across the line of identity, ms.
  public var sd1: Double
  /// Standard deviation along it, ms.
  public var sd2: Double
  /// `sd1` over `sd2`; `nil` where that is zero.
  public var ratio: Double?
  /// Area of the ellipse with these half axes, π·SD1·SD2, ms².
  public var ellipseArea: Double

  public static func reading(of series: NNSeries) -> Reading<PoincareMetrics> {
    if let refusal = series.withheld { return .refused(refusal) }
    var across = RunningDeviation()
    var along = RunningDeviation()
    for chain in series.chains where chain.count > 1 {
      for index in chain.dropFirst() {
        let (before, now) = (series.milliseconds[index - 1], series.milliseconds[index])
        across.add((before - now) / 2.0.squareRoot())
        along.add((before + now) / 2.0.squareRoot())
      }
    }
    guard series.coveredSeconds >= TimeDomainMetrics.leastSeconds, across.count >= 2 else { return .refused(.settling) }
    let (sd1, sd2) = (across.deviation, along.deviation)
    return .value(
      PoincareMetrics(
        pairs: across.count, sd1: sd1, sd2: sd2, ratio: sd2 > 0 ? sd1 / sd2 : nil, ellipseArea: .pi * sd1 * sd2))
  }
}

/// Mean and deviation as values come (B. P. Welford, Technometrics 4 (1962) 419): no digits cancel.
struct RunningDeviation {
  private(set) var count = 0
  private(set) var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let before = value - mean
    mean += before / Double(count)
    squares += before * (value - mean)
  }

  /// Divided by n − 1; zero below two values.
  var deviation: Double { count > 1 ? (max(0, squares) / Double(count - 1)).squareRoot() : 0 }
}
