/// How irregularly irregular the last intervals are: large steps from beat to beat that follow no pattern.
///
/// Large steps: the median of |ΔRR| over the median RR, after S. Dash et al., Ann. Biomed. Eng. 37 (2009) 1701, who take the root mean
/// square; the median leaves out isolated ectopic beats (three steps each). No pattern: the largest autocorrelation
/// of the intervals over one to eight beats, in place of their turning-point ratio, since the breath of a slow-hearted
/// athlete (four to eight beats) and bigeminy or trigeminy repeat themselves, and fibrillation does not. Delay: the
/// window, `intervalCount` intervals, has to be filled.
struct Irregularity {
  /// Intervals looked at.
  static let intervalCount = 32
  /// Longest pattern looked for, in beats.
  private static let longestPattern = 8
  /// From this autocorrelation on the intervals follow a pattern: for 32 independent intervals the largest of eight
  /// exceeds it once in some hundred windows.
  private static let patternFrom = 0.5

  private var recent = RingWindow(
    capacity: Self.intervalCount, blank: RRInterval(from: 0, to: 0, seconds: 1, verdict: .unfit))
  private var lengths = [Double](repeating: 0, count: Self.intervalCount)
  private var scratch = [Double](repeating: 0, count: Self.intervalCount)

  /// Grid index at which the window opens.
  var opening: Double? { recent.first?.from }

  mutating func append(_ interval: RRInterval) {
    if interval.verdict == .unfit || interval.verdict == .impossible
      || recent.last.map({ $0.to != interval.from }) == true
    {
      recent.removeAll()
    }
    if interval.verdict == .normal || interval.verdict == .irregular { recent.append(interval) }
  }

  mutating func removeAll() {
    recent.removeAll()
  }

  /// Median step over median interval, 0 where the intervals follow a pattern.
  mutating func reading() -> Reading<Double> {
    guard recent.isFull else { return .refused(.settling) }
    let count = recent.count
    for index in 0..<count { lengths[index] = recent[index].seconds }
    let middle = median(lengths, count)
    guard middle > 0 else { return .refused(.cannotTell) }
    for index in 1..<count { scratch[index - 1] = abs(lengths[index] - lengths[index - 1]) }
    let step = median(scratch, count - 1) / middle
    return .value(largestAutocorrelation() >= Self.patternFrom ? 0 : step)
  }

  private mutating func median(_ values: [Double], _ count: Int) -> Double {
    for index in 0..<count { scratch[index] = values[index] }
    scratch[0..<count].sort()
    return count % 2 == 1 ? scratch[count / 2] : (scratch[count / 2 - 1] + scratch[count / 2]) / 2
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
