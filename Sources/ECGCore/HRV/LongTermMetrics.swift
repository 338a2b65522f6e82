/// Variability over and within five-minute segments (Task Force 1996), laid side by side from the series' beginning.
///
/// An interval belongs to the segment in which it ends; a segment counts where its intervals cover at least half of it.
/// Least data: two segments; the Task Force means a day, and figures of shorter series compare only with their like.
public struct LongTermMetrics: Hashable, Sendable {
  /// Segments that counted.
  public var segments: Int
  /// Standard deviation (n − 1) of the segments' mean intervals, ms.
  public var sdann: Double
  /// Mean of the segments' standard deviations, ms (SDNN index).
  public var sdnnIndex: Double

  /// Length of a segment, in seconds.
  public static let segmentSeconds = 300.0
  /// Share of a segment that its intervals must cover.
  private static let coveredShare = 0.5

  public static func reading(of series: NNSeries) -> Reading<LongTermMetrics> {
    if let refusal = series.withheld { return .refused(refusal) }
    var means: [Double] = []
    var deviations: [Double] = []
    var index = 0
    while index < series.count {
      let segment = Int(series.seconds[index] / segmentSeconds)
      var inside = NNSeries()
      let first = index
      while index < series.count, Int(series.seconds[index] / segmentSeconds) == segment { index += 1 }
      inside.append(chain: Array(series.milliseconds[first..<index]), from: 0)
      guard inside.coveredSeconds >= coveredShare * segmentSeconds, inside.count >= 2 else { continue }
      means.append(inside.moments.mean)
      deviations.append(inside.moments.deviation)
    }
    guard means.count >= 2 else { return .refused(.settling) }
    let all = NNSeries(milliseconds: means)
    return .value(
      LongTermMetrics(
        segments: means.count, sdann: all.moments.deviation,
        sdnnIndex: deviations.reduce(0, +) / Double(deviations.count)))
  }
}
