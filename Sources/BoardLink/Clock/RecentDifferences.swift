/// Sees in a board's stamps that it takes its samples at another rate than before.
///
/// The median of the newest 256 steps between stamps, which neither lost lines nor single late samples move. Delay: 128 samples.
struct RecentDifferences: Hashable, Sendable {
  private static let window = 256
  private static let checkEvery = 64
  /// Less is followed by the grid, sample by sample.
  private static let isOther = 0.2

  private var seconds: [Double] = []
  private var next = 0
  private var sinceCheck = 0

  mutating func add(_ difference: Double) {
    if seconds.count < Self.window {
      seconds.append(difference)
    } else {
      seconds[next] = difference
      next = (next + 1) % Self.window
    }
    sinceCheck += 1
  }

  /// Whether steps are now steadily others than `period`.
  mutating func areOther(than period: Double, resolution: Double) -> Bool {
    guard seconds.count == Self.window, sinceCheck >= Self.checkEvery else { return false }
    sinceCheck = 0
    let sorted = seconds.sorted()
    let middle = sorted[sorted.count / 2]
    return abs(middle - period) > max(Self.isOther * period, 1.5 * resolution)
  }
}
