/// Whether the heart slows down as it speeds up: asymmetry of the Poincaré plot about the line of identity.
///
/// Differences of adjacent intervals of one chain; those of zero lie on the line and count for neither side. Least data:
/// 2 min. Both indices are 50 % where accelerations and decelerations mirror each other.
public struct HeartRateAsymmetry: Hashable, Sendable {
  /// Differences that are not zero.
  public var differences: Int
  /// Share of shortenings (ΔRR < 0) among them, percent (A. Porta et al., Am. J. Physiol. 295 (2008) R550).
  public var porta: Double
  /// Share of lengthenings (ΔRR > 0) in the sum of squared distances from the line, percent (P. Guzik et al., Biomed. Tech.
  /// 51 (2006) 272).
  public var guzik: Double

  public static func reading(of series: NNSeries) -> Reading<HeartRateAsymmetry> {
    if let refusal = series.withheld { return .refused(refusal) }
    var (shorter, longer) = (0, 0)
    var (all, rising) = (0.0, 0.0)
    for chain in series.chains where chain.count > 1 {
      for index in chain.dropFirst() {
        let difference = series.milliseconds[index] - series.milliseconds[index - 1]
        all += difference * difference
        if difference < 0 { shorter += 1 }
        if difference > 0 {
          longer += 1
          rising += difference * difference
        }
      }
    }
    guard series.coveredSeconds >= GeometricMetrics.leastSeconds else { return .refused(.settling) }
    guard shorter + longer > 0, all > 0 else { return .refused(.cannotTell) }
    return .value(
      HeartRateAsymmetry(
        differences: shorter + longer, porta: 100 * Double(shorter) / Double(shorter + longer),
        guzik: 100 * rising / all))
  }
}
