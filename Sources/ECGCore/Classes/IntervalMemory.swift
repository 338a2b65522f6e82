import Glibc

/// The wearer's intervals of late: medians over a few beats and quantiles over many, without an allocation.
///
/// Source: the local and global RR averages of P. de Chazal et al., IEEE TBME 51:1196 (2004); deviations: medians, which an
/// ectopic beat does not move, only of what came before, and quantiles in place of one average. No delay of its own.
struct IntervalMemory {
  /// Intervals that the quantiles look back on: two minutes.
  static let depth = 128
  /// Assumed until there is one, in seconds: 75 bpm.
  static let assumed: Float = 0.8

  private var newest = RingWindow<Float>(capacity: depth, blank: 0)
  /// Logarithm of each interval's ratio to the one before it: asked for many times, taken once.
  private var steps = RingWindow<Float>(capacity: depth, blank: 0)
  private var ascending = [Float](repeating: 0, count: depth)
  private var scratch = [Float](repeating: 0, count: 32)

  init() {}

  var count: Int { newest.count }

  mutating func append(_ seconds: Float) {
    if let last = newest.last { steps.append(log(seconds / last)) }
    if newest.isFull, let oldest = newest.first { remove(oldest) }
    var hole = min(newest.count, Self.depth - 1)
    while hole > 0, ascending[hole - 1] > seconds {
      ascending[hole] = ascending[hole - 1]
      hole -= 1
    }
    ascending[hole] = seconds
    newest.append(seconds)
  }

  /// The interval `back` places before the newest, 0 … ; the assumed one where there is none.
  func interval(back: Int) -> Float {
    back < newest.count ? newest[newest.count - 1 - back] : newest.last ?? Self.assumed
  }

  /// The median of the newest `count` intervals, 32 at most.
  mutating func median(of count: Int) -> Float {
    let count = min(count, newest.count, scratch.count)
    guard count > 0 else { return Self.assumed }
    for k in 0..<count { scratch[k] = newest[newest.count - 1 - k] }
    return scratch.upperMedianOfPrefix(count)
  }

  /// The interval that a share of those remembered do not exceed.
  func quantile(_ share: Float) -> Float {
    newest.isEmpty ? Self.assumed : ascending[Int(share * Float(newest.count - 1) + 0.5)]
  }

  /// The share of remembered intervals shorter than `seconds`.
  func rank(of seconds: Float) -> Float {
    guard !newest.isEmpty else { return 0.5 }
    var below = 0
    while below < newest.count, ascending[below] < seconds { below += 1 }
    return Float(below) / Float(newest.count)
  }

  /// How far `seconds` is from the nearest of the newest `count` intervals, as a ratio's logarithm.
  func strangeness(of seconds: Float, among count: Int) -> Float {
    var least: Float = 1
    for back in 0..<min(count, newest.count) {
      least = min(least, abs(log(seconds / newest[newest.count - 1 - back])))
    }
    return newest.isEmpty ? 0 : least
  }

  /// Mean absolute log ratio of neighbours among the newest `count` intervals.
  func irregularity(over count: Int) -> Float {
    let pairs = min(count, newest.count) - 1
    guard pairs > 0 else { return 0 }
    var sum: Float = 0
    for back in 0..<pairs {
      sum += min(abs(steps[steps.count - 1 - back]), 1)
    }
    return sum / Float(pairs)
  }

  /// The share of the newest `count` intervals that came early against the one before them, by `ratio` (a logarithm).
  func earlyShare(over count: Int, ratio: Float) -> Float {
    let pairs = min(count, newest.count) - 1
    guard pairs > 0 else { return 0 }
    var early: Float = 0
    for back in 0..<pairs where steps[steps.count - 1 - back] < ratio { early += 1 }
    return early / Float(pairs)
  }

  private mutating func remove(_ seconds: Float) {
    var place = 0
    while place < newest.count - 1, ascending[place] < seconds { place += 1 }
    while place < newest.count - 1 {
      ascending[place] = ascending[place + 1]
      place += 1
    }
  }
}
