/// The rate at which a count grows with our clock, free of the batching and stalls on the way.
///
/// A delay on the way only ever makes an arrival later. So of each stretch of time the least delayed arrival is kept
/// (the minimum filter of clock-skew estimation: S. B. Moon, P. Skelly, D. Towsley, "Estimation and removal of clock skew
/// from network delay measurements", INFOCOM 1999), and a line is fitted through those by least squares, outliers left
/// out. Deviation: stretches begin at 20 ms and double whenever `capacity` points are full, so that the memory stays
/// bounded; the fit spans the newest five minutes, in which a crystal's rate stands still and a resonator's may be taken for a
/// line. Delay: none, the fit holds for what was added.
package struct RateRegression: Hashable, Sendable {
  package static let capacity = 256
  /// A ceramic resonator that warms up by 10 K moves by some 100 ppm in ten minutes (Murata, CERALOCK application manual).
  /// At the stretch of 1.28 s that five minutes lead to, the points stay below `capacity`.
  private static let horizonSeconds = 300.0
  private static let firstStretch = 0.020
  /// Residuals beyond this many robust standard deviations are left out (the usual three-sigma rule).
  private static let outlier = 3.0
  /// Median absolute deviation to standard deviation, normal distribution.
  private static let madToDeviation = 1.4826

  private struct Point: Hashable, Sendable {
    var seconds: Double
    var count: Double
  }

  private var points: [Point] = []
  private var stretch = RateRegression.firstStretch
  private var origin: UInt64?
  /// Counts per second and the time, in seconds since `origin`, of count 0; as of the last `fit`.
  package private(set) var slope: Double?
  private var intercept = 0.0
  private var leastResidual = 0.0
  /// Whether the first point added is still in the fit.
  package private(set) var coversStart = true

  package init() {
    points.reserveCapacity(Self.capacity + 1)
  }

  /// Seconds from the first point to the last.
  package var span: Double {
    guard let first = points.first, let last = points.last else { return 0 }
    return last.seconds - first.seconds
  }

  package var pointCount: Int { points.count }

  /// `count` had been reached when `nanoseconds` was read. Both never decrease.
  package mutating func add(count: Double, nanoseconds: UInt64) {
    let start = origin ?? nanoseconds
    origin = start
    let point = Point(seconds: Double(nanoseconds - start) / 1e9, count: count)
    guard let last = points.last, Int(last.seconds / stretch) == Int(point.seconds / stretch) else {
      points.append(point)
      if points.count >= Self.capacity { thin() }
      if let first = points.first, point.seconds - first.seconds > Self.horizonSeconds {
        points.removeFirst()
        coversStart = false
      }
      return
    }
    if isLessDelayed(point, than: last) { points[points.count - 1] = point }
  }

  private func isLessDelayed(_ point: Point, than other: Point) -> Bool {
    let rate = slope ?? overallRate
    return point.seconds - other.seconds <= (point.count - other.count) / max(rate, 1e-9)
  }

  private var overallRate: Double {
    guard let first = points.first, let last = points.last, last.seconds > first.seconds else { return 1e9 }
    return (last.count - first.count) / (last.seconds - first.seconds)
  }

  private mutating func thin() {
    stretch *= 2
    var kept: [Point] = []
    kept.reserveCapacity(Self.capacity + 1)
    for point in points {
      if let last = kept.last, Int(last.seconds / stretch) == Int(point.seconds / stretch) {
        if isLessDelayed(point, than: last) { kept[kept.count - 1] = point }
      } else {
        kept.append(point)
      }
    }
    points = kept
  }

  /// Fits anew; `nil` where there is too little.
  @discardableResult
  package mutating func fit() -> Double? {
    guard points.count >= 8, span > 0 else { return nil }
    var chosen = points
    for _ in 0..<3 {
      guard let line = Self.leastSquares(chosen) else { return nil }
      let residuals = points.map { $0.seconds - (line.offset + $0.count * line.period) }
      let deviation = Self.median(residuals.map(abs)) * Self.madToDeviation
      let limit = max(Self.outlier * deviation, 1e-6)
      let centre = Self.median(residuals)
      chosen = zip(points, residuals).compactMap { abs($1 - centre) <= limit ? $0 : nil }
      if chosen.count < points.count / 2 { chosen = points }
    }
    guard let line = Self.leastSquares(chosen), line.period > 0 else { return nil }
    slope = 1 / line.period
    intercept = line.offset
    leastResidual = chosen.lazy.map { $0.seconds - (line.offset + $0.count * line.period) }.min() ?? 0
    return slope
  }

  /// Seconds by which an arrival lags behind the least delayed ones; `nil` before the first fit.
  package func lag(count: Double, nanoseconds: UInt64) -> Double? {
    guard let slope, let origin, nanoseconds >= origin else { return nil }
    return Double(nanoseconds - origin) / 1e9 - (intercept + count / slope) - leastResidual
  }

  /// When `count` was reached, in seconds of our clock (less the least delay on the way); `nil` before the first fit.
  package func seconds(at count: Double) -> Double? {
    guard let slope, let origin else { return nil }
    return Double(origin) / 1e9 + intercept + count / slope
  }

  private static func leastSquares(_ points: [Point]) -> (offset: Double, period: Double)? {
    let size = Double(points.count)
    guard points.count >= 4 else { return nil }
    let meanCount = points.reduce(0) { $0 + $1.count } / size
    let meanSeconds = points.reduce(0) { $0 + $1.seconds } / size
    var covariance = 0.0
    var variance = 0.0
    for point in points {
      covariance += (point.count - meanCount) * (point.seconds - meanSeconds)
      variance += (point.count - meanCount) * (point.count - meanCount)
    }
    guard variance > 0 else { return nil }
    let period = covariance / variance
    return (meanSeconds - period * meanCount, period)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
