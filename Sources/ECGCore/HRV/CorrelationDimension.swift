import Glibc

/// Correlation dimension D2: how many dimensions the course of the intervals fills.
///
/// P. Grassberger and I. Procaccia, Physica D 9 (1983) 189, with the embedding of ten intervals that Kubios uses (M. P.
/// Tarvainen et al., Comput. Methods Programs Biomed. 113 (2014) 210): vectors of ten successive intervals of one chain,
/// Euclidean distances, D2 the slope of ln C(r) over ln r, where C(r) is the share of pairs nearer than r. Deviations: the
/// slope is fitted where C lies between 1 % and 20 %, which is stated, since "the straight part" is a matter of eye; at
/// most `mostVectors` vectors are compared, spread evenly over the series, and `vectors` says how many. No unit. Least data: 300
/// intervals. Short series bound it: with N intervals no dimension above 2·log₁₀ N can be seen (J.-P. Eckmann and D. Ruelle,
/// Physica D 56 (1992) 185).
public struct CorrelationDimension: Hashable, Sendable {
  public var dimension: Double
  /// Vectors compared.
  public var vectors: Int

  /// Intervals of a vector.
  public static let embedding = 10
  /// Most vectors compared.
  public static let mostVectors = 2000
  /// Share of pairs between which the slope is fitted.
  public static let fitted = 0.01...0.2
  /// Least number of intervals.
  public static let leastIntervals = 300
  /// Steps of ln r, as parts of e: 32 to the e-fold.
  private static let binsPerFold = 32.0

  public static func reading(of series: NNSeries) -> Reading<CorrelationDimension> {
    reading(of: series, embedding: embedding)
  }

  static func reading(of series: NNSeries, embedding: Int) -> Reading<CorrelationDimension> {
    if let refusal = series.withheld { return .refused(refusal) }
    guard series.count >= leastIntervals else { return .refused(.settling) }
    let deviation = series.moments.deviation
    guard deviation > 0 else { return .refused(.cannotTell) }
    var starts: [Int] = []
    for chain in series.chains where chain.count >= embedding {
      starts += Array(chain.lowerBound...(chain.upperBound - embedding))
    }
    let used = min(starts.count, mostVectors)
    guard used > 1 else { return .refused(.settling) }
    let chosen = (0..<used).map { starts[$0 * starts.count / used] }
    return fit(histogram(series.milliseconds, chosen, embedding, unit: deviation), vectors: used)
  }

  /// Numbers of pairs by ln(distance/unit), in steps; the last bin holds what is beyond.
  private static func histogram(_ values: [Double], _ starts: [Int], _ embedding: Int, unit: Double) -> [Int] {
    let bins = Int(binsPerFold) * 16
    let lowest = -Double(bins) / 2
    let logUnit = log(unit)
    var counts = [Int](repeating: 0, count: bins + 1)
    values.withUnsafeBufferPointer { values in
      for (place, first) in starts.enumerated() {
        for second in starts[(place + 1)...] {
          var square = 0.0
          for k in 0..<embedding {
            let difference = values[first + k] - values[second + k]
            square += difference * difference
          }
          let folds = square > 0 ? binsPerFold * (log(square) / 2 - logUnit) : lowest
          // Rounded up; `rounded(.up)` is a call.
          let position = folds - lowest
          var bin = Int(position)
          if Double(bin) < position { bin += 1 }
          counts[min(max(bin, 0), bins)] += 1
        }
      }
    }
    return counts
  }

  private static func fit(_ counts: [Int], vectors: Int) -> Reading<CorrelationDimension> {
    let pairs = Double(counts.reduce(0, +))
    var line = LineFit()
    var within = 0
    for (bin, count) in counts.dropLast().enumerated() {
      within += count
      let share = Double(within) / pairs
      if fitted.contains(share) { line.add(Double(bin) / binsPerFold, log(share)) }
    }
    guard let dimension = line.slope, dimension.isFinite else { return .refused(.cannotTell) }
    return .value(CorrelationDimension(dimension: dimension, vectors: vectors))
  }
}
