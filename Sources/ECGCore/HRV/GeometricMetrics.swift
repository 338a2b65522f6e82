/// Figures of the histogram of intervals (Task Force 1996; bins of 1/128 s, edges at whole multiples).
///
/// Least data: 20 min (the Task Force asks for that; a short series fills too few bins); told from 2 min on, with
/// `intervals` beside it.
public struct GeometricMetrics: Hashable, Sendable {
  public var intervals: Int
  /// Number of intervals over the height of the highest bin (no unit).
  public var triangularIndex: Double
  /// Base of the triangle that fits the histogram best (least squares, apex fixed at the highest bin), ms: TINN = M − N.
  public var tinn: Double
  /// N and M, where the triangle's sides meet the baseline, ms (the lower edge of their bins).
  public var baselineFrom: Double
  public var baselineTo: Double
  /// Longest minus shortest interval: the width of the histogram itself at its baseline, ms.
  public var baselineWidth: Double

  /// Width of a bin, ms (Task Force 1996: 1/128 s).
  public static let binMilliseconds = 1000.0 / 128
  /// Least time covered, in seconds.
  public static let leastSeconds = 120.0
  /// Longer intervals share the last bin, ms: none that is normal reaches it.
  private static let longestMilliseconds = 10_000.0

  public static func reading(of series: NNSeries) -> Reading<GeometricMetrics> {
    if let refusal = series.withheld { return .refused(refusal) }
    guard series.coveredSeconds >= leastSeconds, let shortest = series.milliseconds.min(),
      let longest = series.milliseconds.max()
    else { return .refused(.settling) }
    var bins = [Int](repeating: 0, count: Int(longestMilliseconds / binMilliseconds) + 1)
    for length in series.milliseconds { bins[min(Int(length / binMilliseconds), bins.count - 1)] += 1 }
    guard let height = bins.max(), let apex = bins.firstIndex(of: height) else { return .refused(.settling) }
    let lowest = Int(shortest / binMilliseconds) + 1
    let highest = min(Int((longest / binMilliseconds).rounded(.up)) - 1, bins.count - 1)
    let left = foot(from: apex, through: lowest, bins)
    let right = foot(from: apex, through: highest, bins)
    guard let left, let right else { return .refused(.cannotTell) }
    return .value(
      GeometricMetrics(
        intervals: series.count, triangularIndex: Double(series.count) / Double(height),
        tinn: Double(right - left) * binMilliseconds, baselineFrom: Double(left) * binMilliseconds,
        baselineTo: Double(right) * binMilliseconds, baselineWidth: longest - shortest))
  }

  /// The bin at which a side of the triangle that comes down from `apex` fits best; the two sides do not depend on each
  /// other. `nil` where the histogram has no such side.
  private static func foot(from apex: Int, through limit: Int, _ bins: [Int]) -> Int? {
    let step = limit < apex ? -1 : 1
    guard limit != apex else { return nil }
    // What lies beyond the foot is fitted by nothing: its square counts whole.
    let end = step < 0 ? -1 : bins.count
    var best: (place: Int, error: Double)?
    for place in stride(from: apex + step, through: limit, by: step) {
      var error = 0.0
      for bin in stride(from: apex + step, to: end, by: step) {
        let reach = Double((place - bin) * step) / Double((place - apex) * step)
        let side = max(0, reach) * Double(bins[apex])
        error += (Double(bins[bin]) - side) * (Double(bins[bin]) - side)
      }
      if error < best?.error ?? .infinity { best = (place, error) }
    }
    return best?.place
  }
}
