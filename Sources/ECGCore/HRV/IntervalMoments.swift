import Glibc

/// Sums from which the time-domain figures follow at once; intervals can be added and taken away again.
///
/// Sums are of deviations from a fixed origin, so that no digits cancel over a day's intervals.
struct IntervalMoments: Sendable {
  /// Near the middle of what hearts do, in milliseconds; any value gives the same figures but for rounding.
  private static let originMilliseconds = 900.0
  /// The 50 ms of pNN50 (Task Force 1996).
  static let largeDifferenceMilliseconds = 50.0

  private(set) var count = 0
  private(set) var differences = 0
  private var sum = 0.0
  private var squares = 0.0
  private var differenceSquares = 0.0
  private var largeDifferences = 0

  /// Time covered by the intervals, in seconds.
  var seconds: Double { (sum + Self.originMilliseconds * Double(count)) / 1000 }

  mutating func add(milliseconds: Double) { apply(milliseconds, 1) }
  mutating func remove(milliseconds: Double) { apply(milliseconds, -1) }
  mutating func add(difference: Double) { apply(difference: difference, 1) }
  mutating func remove(difference: Double) { apply(difference: difference, -1) }

  /// The figures; `nil` below two intervals or one difference.
  func figures(windowSeconds: Double, excludedShare: Double) -> TimeDomainHRV? {
    guard count >= 2, differences >= 1 else { return nil }
    let mean = sum / Double(count)
    let variance = max(0, (squares - sum * mean) / Double(count - 1))
    return TimeDomainHRV(
      windowSeconds: windowSeconds, intervals: count, excludedShare: excludedShare,
      meanNN: mean + Self.originMilliseconds, sdnn: sqrt(variance),
      rmssd: sqrt(max(0, differenceSquares) / Double(differences)),
      pnn50: 100 * Double(largeDifferences) / Double(differences))
  }

  private mutating func apply(_ milliseconds: Double, _ sign: Int) {
    let deviation = milliseconds - Self.originMilliseconds
    count += sign
    sum += Double(sign) * deviation
    squares += Double(sign) * deviation * deviation
    if count == 0 { (sum, squares) = (0, 0) }
  }

  private mutating func apply(difference: Double, _ sign: Int) {
    differences += sign
    differenceSquares += Double(sign) * difference * difference
    if abs(difference) > Self.largeDifferenceMilliseconds { largeDifferences += sign }
    if differences == 0 { differenceSquares = 0 }
  }
}
