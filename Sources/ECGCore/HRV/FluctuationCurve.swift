/// F(n) itself, of which `DetrendedFluctuation` gives the slope (Peng 1995): for a plot, where a bend shows what one slope hides.
public struct FluctuationPoint: Hashable, Sendable {
  /// Box length n, in intervals.
  public var length: Int
  /// Root mean square of what is left in the boxes, ms.
  public var fluctuation: Double
}

extension DetrendedFluctuation {
  /// F(n) for every n of `scales` of which at least `leastBoxes` fit into the series; empty where it is withheld.
  public static func curve(of series: NNSeries, scales: ClosedRange<Int> = 4...64) -> [FluctuationPoint] {
    guard series.withheld == nil, series.count > 0, scales.lowerBound >= 3 else { return [] }
    let mean = series.milliseconds.reduce(0, +) / Double(series.count)
    var profile = series.milliseconds
    for chain in series.chains {
      var sum = 0.0
      for index in chain {
        sum += series.milliseconds[index] - mean
        profile[index] = sum
      }
    }
    return scales.compactMap { length in
      guard series.count >= leastBoxes * length,
        let fluctuation = fluctuation(of: profile, series.chains, length: length), fluctuation > 0
      else { return nil }
      return FluctuationPoint(length: length, fluctuation: fluctuation)
    }
  }
}
