import Glibc

/// A trend that a few odd values do not bend: the median of the slopes between all pairs of points, with its 95 % interval.
///
/// P. K. Sen, J. Am. Stat. Assoc. 63 (1968) 1379, with ties as there (Kendall's variance corrected for equal values and equal times), normal
/// approximation. Points that follow each other are taken for independent, which days of a person are not quite: the interval is a little
/// too narrow. No delay.
package struct TheilSen: Hashable, Sendable {
  /// Change of the value for one unit of time.
  package var slope: Double
  package var interval: ClosedRange<Double>
  package var points: Int
  private var medianTime: Double
  private var medianValue: Double

  /// Points below which no interval is told.
  package static let leastPoints = 8
  /// Of the normal distribution, for 95 %.
  private static let quantile = 1.959_963_984_540_054

  package init?(_ points: [(time: Double, value: Double)]) {
    let count = points.count
    guard count >= Self.leastPoints else { return nil }
    var slopes: [Double] = []
    slopes.reserveCapacity(count * (count - 1) / 2)
    for first in points.indices {
      for second in points.indices where points[second].time > points[first].time {
        slopes.append((points[second].value - points[first].value) / (points[second].time - points[first].time))
      }
    }
    guard !slopes.isEmpty else { return nil }
    slopes.sort()
    let n = Double(count)
    let variance =
      (n * (n - 1) * (2 * n + 5) - Self.ties(points.map(\.time)) - Self.ties(points.map(\.value))) / 18
    guard variance > 0 else { return nil }
    let reach = Self.quantile * variance.squareRoot()
    let pairs = Double(slopes.count)
    let upper = min(Int(((pairs + reach) / 2).rounded(.toNearestOrEven)), slopes.count - 1)
    let lower = max(Int(((pairs - reach) / 2).rounded(.toNearestOrEven)) - 1, 0)
    guard lower <= upper else { return nil }
    slope = Self.median(slopes)
    interval = slopes[lower]...slopes[upper]
    self.points = count
    medianTime = Self.median(points.map(\.time).sorted())
    medianValue = Self.median(points.map(\.value).sorted())
  }

  /// The line at a time.
  package func value(at time: Double) -> Double { medianValue + slope * (time - medianTime) }

  /// Up or down, beyond doubt at 95 %.
  package var isSure: Bool { interval.lowerBound > 0 || interval.upperBound < 0 }

  private static func median(_ sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private static func ties(_ values: [Double]) -> Double {
    Dictionary(grouping: values) { $0 }.values.reduce(0) { sum, group in
      let k = Double(group.count)
      return sum + k * (k - 1) * (2 * k + 5)
    }
  }
}
