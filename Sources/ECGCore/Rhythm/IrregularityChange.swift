import Glibc

/// Where the beats began, or ceased, to be irregular: a decision comes late, and its episode need not.
///
/// The change point of greatest likelihood in the last beat-to-beat steps, taken as exponentially distributed about one mean
/// before it and another after it (D. V. Hinkley, Biometrika 57 (1970) 1, for normal ones). Source of the steps as a measure of
/// fibrillation: S. Dash et al., Ann. Biomed. Eng. 37 (2009) 1701. Deviation: only a change to steps twice as large, or half as
/// large, is one. Delay: that of who asks.
struct IrregularityChange {
  /// Steps kept: fibrillation is decided within some 50 beats (docs/rhythm.md).
  private static let kept = 96
  /// Fewest steps on either side.
  private static let fewest = 6
  /// Means differ by this factor, at least.
  private static let factor = 2.0
  /// Gain in log-likelihood that is no chance: e⁶ for one of 96 places, some 1 in 4.
  private static let gain = 6.0
  /// Steps as a share of the mean of their two intervals: no more than this counts, so that one missed beat is no rhythm; and the
  /// error of an R peak, 5 ms in 1 s, is the least.
  private static let reach = 0.005...0.4

  private var steps = RingWindow(capacity: kept, blank: Step(at: 0, size: 0))
  private var previous: RRInterval?

  private struct Step: Sendable {
    /// The R peak between the two intervals.
    var at: Double
    var size: Double
  }

  init() {}

  mutating func append(_ interval: RRInterval) {
    defer { previous = interval }
    guard let previous, previous.to == interval.from else { return }
    let mean = (previous.seconds + interval.seconds) / 2
    let size = abs(interval.seconds - previous.seconds) / mean
    steps.append(Step(at: interval.from, size: min(max(size, Self.reach.lowerBound), Self.reach.upperBound)))
  }

  mutating func removeAll() {
    steps.removeAll()
    previous = nil
  }

  /// The R peak at which steps became larger (`isRise`) or smaller, after `limit`; `nil` where there is no such change.
  func place(isRise: Bool, after limit: Double) -> Double? {
    var first = 0
    while first < steps.count, steps[first].at < limit { first += 1 }
    let count = steps.count - first
    guard count >= 2 * Self.fewest else { return nil }
    var whole = 0.0
    for index in first..<steps.count { whole += steps[index].size }
    let one = Double(count) * log(whole / Double(count))
    var before = 0.0
    var best = (gain: Self.gain, at: Double?.none)
    for index in 0..<count {
      defer { before += steps[first + index].size }
      guard index >= Self.fewest, count - index >= Self.fewest else { continue }
      let meanBefore = before / Double(index)
      let meanAfter = (whole - before) / Double(count - index)
      guard isRise ? meanAfter > Self.factor * meanBefore : meanBefore > Self.factor * meanAfter else { continue }
      let gain = one - Double(index) * log(meanBefore) - Double(count - index) * log(meanAfter)
      if gain > best.gain { best = (gain, steps[first + index].at) }
    }
    return best.at
  }
}
