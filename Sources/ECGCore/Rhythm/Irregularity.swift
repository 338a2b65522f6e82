/// How irregularly irregular the last intervals are: large steps from beat to beat that follow no pattern.
///
/// Large steps: the median of |ΔRR| over the median RR, after S. Dash et al., Ann. Biomed. Eng. 37 (2009) 1701, who
/// take the root mean square and leave out ectopic beats likewise: an early interval and the compensatory pause that
/// makes it up count as two usual ones. No pattern: the largest autocorrelation of the intervals over one to eight
/// beats, in place of their turning-point ratio, since the breath of a slow-hearted athlete (four to eight beats),
/// bigeminy and trigeminy repeat themselves, and fibrillation does not. One median and one correlation tell
/// *irregular*, not *fibrillation*: P waves are not looked at. Delay: the window of `intervalCount` intervals has to be
/// filled.
struct Irregularity {
  /// Intervals looked at.
  static let intervalCount = 32
  /// Longest pattern looked for, in beats.
  private static let longestPattern = 8
  /// From this autocorrelation on the intervals follow a pattern: three standard errors of 32 independent ones, 1/√32.
  private static let patternFrom = 0.5
  /// For the pattern, intervals are drawn in to these shares of the median, so that one ectopic beat does not hide it.
  private static let patternReach = 0.7...1.5
  /// An early interval is below the first share of the median, its pause above the second, and the two together within
  /// the third of twice the median.
  private static let early = 0.85
  private static let late = 1.1
  private static let compensated = 0.12

  private var recent = RingWindow(
    capacity: Self.intervalCount, blank: RRInterval(from: 0, to: 0, seconds: 1, verdict: .unfit))
  private var lengths = [Double](repeating: 0, count: Self.intervalCount)
  private var scratch = [Double](repeating: 0, count: Self.intervalCount)

  /// Grid index at which the window opens.
  var opening: Double? { recent.first?.from }

  /// An interval that does not follow on the last one, or cannot be trusted, begins the window anew.
  mutating func append(_ interval: RRInterval) {
    let follows = recent.last.map { $0.to == interval.from } ?? true
    let counts = interval.verdict == .normal || interval.verdict == .irregular
    if !follows || !counts { recent.removeAll() }
    if counts { recent.append(interval) }
  }

  mutating func removeAll() {
    recent.removeAll()
  }

  /// Median step over median interval; 0 where the intervals follow a pattern.
  mutating func reading() -> Reading<Double> {
    guard recent.isFull else { return .refused(.settling) }
    for index in lengths.indices {
      lengths[index] = recent[index].seconds
      scratch[index] = lengths[index]
    }
    let middle = scratch.medianOfPrefix(lengths.count)
    guard middle > 0 else { return .refused(.cannotTell) }
    makeUpForEctopics(middle)
    for index in 1..<lengths.count { scratch[index - 1] = abs(lengths[index] - lengths[index - 1]) }
    let step = scratch.medianOfPrefix(lengths.count - 1) / middle
    for index in lengths.indices {
      lengths[index] = min(
        max(recent[index].seconds, Self.patternReach.lowerBound * middle), Self.patternReach.upperBound * middle)
    }
    return .value(largestAutocorrelation() >= Self.patternFrom ? 0 : step)
  }

  private mutating func makeUpForEctopics(_ middle: Double) {
    var index = 1
    while index + 1 < lengths.count {
      let pair = lengths[index] + lengths[index + 1]
      if lengths[index] < Self.early * middle, lengths[index + 1] > Self.late * middle,
        abs(pair - 2 * middle) < Self.compensated * middle
      {
        lengths[index] = middle
        lengths[index + 1] = middle
        index += 1
      }
      index += 1
    }
  }

  private func largestAutocorrelation() -> Double {
    let mean = lengths.reduce(0, +) / Double(lengths.count)
    var power = 0.0
    for length in lengths { power += (length - mean) * (length - mean) }
    guard power > 0 else { return 1 }
    var largest = -1.0
    for lag in 1...Self.longestPattern {
      var sum = 0.0
      for index in lag..<lengths.count { sum += (lengths[index] - mean) * (lengths[index - lag] - mean) }
      // Over the terms there are, so that long patterns are not made small.
      largest = max(largest, sum / power * Double(lengths.count) / Double(lengths.count - lag))
    }
    return largest
  }
}
