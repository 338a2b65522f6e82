/// The median of the newest eight intervals between beats: one missed or made-up beat does not move it.
///
/// Source: P. S. Hamilton, W. J. Tompkins, IEEE TBME 33:1157 (1986). No deviation. No delay of its own.
struct IntervalMedian {
  /// Intervals looked back on.
  static let depth = 8

  /// Intervals seen so far.
  private(set) var count = 0
  private var intervals = [Float](repeating: 0, count: depth)
  private var sorted = [Float](repeating: 0, count: depth)

  /// As new, keeping its storage.
  mutating func reset() { count = 0 }

  /// Takes an interval in and gives the median.
  mutating func add(_ interval: Float) -> Float {
    intervals[count % Self.depth] = interval
    count += 1
    let kept = min(count, Self.depth)
    for k in 0..<kept {
      var place = k
      let value = intervals[k]
      while place > 0, sorted[place - 1] > value {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = value
    }
    return sorted[kept / 2]
  }
}
