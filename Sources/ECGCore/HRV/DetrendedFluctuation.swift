import Glibc

/// Detrended fluctuation analysis: how the variability of the summed-up series grows with the length looked at.
///
/// C.-K. Peng et al., Chaos 5 (1995) 82. The series less its mean is summed up; boxes of n intervals, side by side from the
/// beginning of each chain, lose their straight line of least squares; F(n) is the root mean square of what remains in
/// all boxes; α is the slope of ln F over ln n, fitted over every n of the range with equal weight. Deviation: a series
/// in several chains is boxed chain by chain. Tools differ in boxes that overlap by half (NeuroKit2) and in the
/// ranges; α of 0.5 is noise without memory, 1 is 1/f, 1.5 is a random walk. No unit. Least data: four of the longest boxes, so
/// 64 intervals for α1 and 256 for α2.
public struct DetrendedFluctuation: Hashable, Sendable {
  /// Slope ln F over ln n.
  public var alpha: Double
  /// Box lengths fitted, in intervals.
  public var scales: ClosedRange<Int>
  /// Intervals that went in.
  public var intervals: Int

  /// Short-term exponent α1 (Peng 1995): boxes of 4 … 16 intervals.
  public static let short = 4...16
  /// Long-term exponent α2: boxes of 16 … 64 intervals.
  public static let long = 16...64
  /// As many of the longest boxes as must fit into the series.
  public static let leastBoxes = 4
  /// Less than this is rounding, ms.
  private static let leastFluctuation = 1e-6

  /// α over `scales`, or why there is none.
  public static func reading(of series: NNSeries, scales: ClosedRange<Int> = short) -> Reading<DetrendedFluctuation> {
    if let refusal = series.withheld { return .refused(refusal) }
    guard scales.lowerBound >= 3, scales.count > 1 else { return .refused(.cannotTell) }
    guard series.count >= leastBoxes * scales.upperBound else { return .refused(.settling) }
    var profile = [Double](repeating: 0, count: series.count)
    return reading(of: series.milliseconds, series.chains, scales: scales, profile: &profile)
  }

  /// The same of intervals in milliseconds, in chains; `profile` is scratch of at least as many elements, so that a live
  /// window allocates nothing.
  static func reading(
    of lengths: [Double], _ chains: [Range<Int>], scales: ClosedRange<Int>, profile: inout [Double]
  ) -> Reading<DetrendedFluctuation> {
    guard lengths.count >= leastBoxes * scales.upperBound, profile.count >= lengths.count else {
      return .refused(.settling)
    }
    var mean = 0.0
    for length in lengths { mean += length }
    mean /= Double(lengths.count)
    for chain in chains {
      var sum = 0.0
      for index in chain {
        sum += lengths[index] - mean
        profile[index] = sum
      }
    }
    var fit = LineFit()
    for length in scales {
      guard let fluctuation = fluctuation(of: profile, chains, length: length) else { return .refused(.settling) }
      // A series without any movement has no logarithm to tell.
      guard fluctuation > leastFluctuation else { return .refused(.cannotTell) }
      fit.add(log(Double(length)), log(fluctuation))
    }
    guard let alpha = fit.slope, alpha.isFinite else { return .refused(.cannotTell) }
    return .value(DetrendedFluctuation(alpha: alpha, scales: scales, intervals: lengths.count))
  }

  /// F(n) of boxes of `length`; `nil` where none fits.
  static func fluctuation(of profile: [Double], _ chains: [Range<Int>], length: Int) -> Double? {
    let n = Double(length)
    // Σ (t − mean)² of t = 0 … n − 1.
    let spread = n * (n * n - 1) / 12
    var residual = 0.0
    var boxes = 0
    profile.withUnsafeBufferPointer { profile in
      for chain in chains {
        var start = chain.lowerBound
        while start + length <= chain.upperBound {
          // Sums are taken from the box's first value on: a day's profile is large, and its square would eat the digits.
          let origin = profile[start]
          var (sum, squares, moment) = (0.0, 0.0, 0.0)
          for place in 0..<length {
            let value = profile[start + place] - origin
            sum += value
            squares += value * value
            moment += value * Double(place)
          }
          moment -= sum * (n - 1) / 2
          residual += max(0, squares - sum * sum / n - moment * moment / spread)
          boxes += 1
          start += length
        }
      }
    }
    return boxes > 0 ? (residual / (Double(boxes) * n)).squareRoot() : nil
  }
}

/// The straight line of least squares through points as they come.
struct LineFit {
  private var count = 0.0
  private var (sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0)

  mutating func add(_ x: Double, _ y: Double) {
    count += 1
    sumX += x
    sumY += y
    sumXX += x * x
    sumXY += x * y
  }

  /// `nil` where the points do not lie apart.
  var slope: Double? {
    let spread = count * sumXX - sumX * sumX
    return count > 1 && spread > 0 ? (count * sumXY - sumX * sumY) / spread : nil
  }
}
