import Glibc

/// How irregular a run of intervals is, in seventeen numbers.
///
/// Sources: the step measures and the turning-point ratio of S. Dash et al., Ann. Biomed. Eng. 37 (2009) 1701; the
/// coefficient of sample entropy of D. E. Lake, J. R. Moorman, Am. J. Physiol. Heart Circ. Physiol. 300 (2011) H319; the
/// share of small successive steps, which is the origin bin of the Lorenz plot of S. Sarkar et al., IEEE TBME 55 (2008) 1219.
/// Deviations: all lengths are shares of the run's median; entropies are over matches of one and two intervals; the
/// densest one and two bands of lengths tell the two or three alternating lengths of bigeminy and trigeminy from no
/// pattern at all; autocorrelation over one to eight beats tells patterns and breath. Delay: none of its own.
struct IntervalPattern {
  /// Numbers measured.
  static let count = 17
  /// Where some of them stand.
  enum Place {
    static let logMedian = 0
    static let largestCorrelation = 3
    static let spread = 14
  }
  /// Longest run.
  static let longest = 60
  /// Longest pattern looked for, in beats: the breath of a slow-hearted athlete.
  private static let longestPattern = 8
  /// For the pattern, intervals are drawn in to these shares of the median, so that one ectopic beat does not hide it.
  private static let patternReach = 0.6...1.6
  /// Steps as shares of the median: none to speak of, small, moderate, and the largest that counts as one.
  private static let still = 0.04
  private static let small = 0.08
  private static let moderate = 0.12
  private static let largest = 0.6
  /// Width of a band of lengths, and how alike two lengths match, as shares of the median.
  private static let band = 0.1
  private static let match = 0.05
  /// An early interval, its pause, and the sum of the two against twice the median, as shares of it.
  private static let early = 0.85
  private static let late = 1.1
  private static let compensated = 0.12

  private var lengths = [Double](repeating: 0, count: longest + 1)
  private var sorted = [Double](repeating: 0, count: longest)
  private var steps = [Double](repeating: 0, count: longest)
  private var scratch = [Double](repeating: 0, count: longest)

  /// Writes `count` numbers about the last `length` of `intervals` (seconds) from `place` on; `length` is at least 4.
  mutating func measure(_ intervals: RingWindow<Double>, length wanted: Int, into numbers: inout [Float], at place: Int)
  {
    let n = min(wanted, intervals.count, Self.longest)
    for k in 0..<n { sorted[k] = intervals[intervals.count - n + k] }
    let middle = sorted.medianOfSortedPrefix(n)
    for k in 0..<n {
      lengths[k] = intervals[intervals.count - n + k] / middle
      sorted[k] /= middle
    }
    var squares = 0.0
    var turns = 0
    var near = 0
    var stills = 0
    var moderates = 0
    for k in 1..<n {
      let step = lengths[k] - lengths[k - 1]
      let size = abs(step)
      steps[k - 1] = size
      squares += min(size, Self.largest) * min(size, Self.largest)
      stills += size < Self.still ? 1 : 0
      moderates += size < Self.moderate ? 1 : 0
      guard k > 1 else { continue }
      if step * (lengths[k - 1] - lengths[k - 2]) < 0 { turns += 1 }
      if size < Self.small, abs(lengths[k - 1] - lengths[k - 2]) < Self.small { near += 1 }
    }
    let pairs = Double(n - 1)
    let pattern = autocorrelation(n)
    let bands = densest(n)
    let matches = entropy(n)
    let spread = sorted[min(n - 1, n * 9 / 10)] - sorted[n / 10]
    let medianStep = steps.medianOfPrefix(n - 1)
    let mended = withoutEctopics(n)
    func put(_ k: Int, _ value: Double) { numbers[place + k] = Float(value) }
    put(Place.logMedian, log(middle))
    put(1, medianStep)
    put(2, (squares / pairs).squareRoot())
    put(Place.largestCorrelation, pattern.largest)
    put(4, pattern.first)
    put(5, pattern.second)
    put(6, Double(turns) / Double(n - 2))
    put(7, Double(near) / Double(n - 2))
    put(8, Double(stills) / pairs)
    put(9, Double(moderates) / pairs)
    put(10, bands.first)
    put(11, bands.second)
    put(12, matches.one)
    put(13, matches.two)
    put(Place.spread, min(spread, 2))
    put(15, mended.median)
    put(16, mended.small)
  }

  private mutating func autocorrelation(_ n: Int) -> (largest: Double, first: Double, second: Double) {
    var mean = 0.0
    for k in 0..<n {
      scratch[k] = min(max(lengths[k], Self.patternReach.lowerBound), Self.patternReach.upperBound)
      mean += scratch[k]
    }
    mean /= Double(n)
    var power = 1e-6
    for k in 0..<n {
      scratch[k] -= mean
      power += scratch[k] * scratch[k]
    }
    var result = (largest: -1.0, first: 0.0, second: 0.0)
    for lag in 1...Self.longestPattern where lag < n {
      var sum = 0.0
      for k in lag..<n { sum += scratch[k] * scratch[k - lag] }
      // Over the terms there are, so that long patterns are not made small.
      let value = sum / power * Double(n) / Double(n - lag)
      result.largest = max(result.largest, value)
      if lag == 1 { result.first = value }
      if lag == 2 { result.second = value }
    }
    return result
  }

  /// Shares of the intervals in the densest band of lengths, and in the densest beside it.
  private func densest(_ n: Int) -> (first: Double, second: Double) {
    func best(in range: Range<Int>) -> (start: Int, count: Int) {
      var best = (start: range.lowerBound, count: 0)
      var to = range.lowerBound
      for from in range {
        while to < range.upperBound, sorted[to] <= sorted[from] + Self.band { to += 1 }
        if to - from > best.count { best = (from, to - from) }
      }
      return best
    }
    let first = best(in: 0..<n)
    let below = best(in: 0..<first.start).count
    let above = best(in: first.start + first.count..<n).count
    return (Double(first.count) / Double(n), Double(max(below, above)) / Double(n))
  }

  /// Logarithms of the share of pairs that match in one length, and of those of which the next match, too.
  private mutating func entropy(_ n: Int) -> (one: Double, two: Double) {
    var ones = 0
    var twos = 0
    // What follows the last interval matches nothing. Without a branch the inner loop goes two pairs at a time.
    lengths[n] = .infinity
    for a in 0..<n {
      let (length, next) = (lengths[a], lengths[a + 1])
      for b in stride(from: a + 1, to: n, by: 1) {
        let matches = abs(length - lengths[b]) < Self.match ? 1 : 0
        ones += matches
        twos += abs(next - lengths[b + 1]) < Self.match ? matches : 0
      }
    }
    let one = Double(ones) / Double(n * (n - 1) / 2)
    let two = Double(twos) / Double((n - 1) * (n - 2) / 2)
    // A hundredth and less of all pairs is no match at all, in so few intervals.
    return (log(one + 0.01), log(two + 0.003) - log(one + 0.01))
  }

  /// Median step, and share of small ones, where an early beat and its compensatory pause count as two usual ones.
  private mutating func withoutEctopics(_ n: Int) -> (median: Double, small: Double) {
    var k = 1
    while k + 1 < n {
      if lengths[k] < Self.early, lengths[k + 1] > Self.late, abs(lengths[k] + lengths[k + 1] - 2) < Self.compensated {
        lengths[k] = 1
        lengths[k + 1] = 1
        k += 1
      }
      k += 1
    }
    var small = 0
    for k in 1..<n {
      steps[k - 1] = abs(lengths[k] - lengths[k - 1])
      if steps[k - 1] < Self.small { small += 1 }
    }
    return (steps.medianOfPrefix(n - 1), Double(small) / Double(n - 1))
  }
}
