/// What a board's stamps are, before there is a grid: how fast they run by our clock, how finely they are written, and how far
/// apart they stand.
struct StampMeasuring: Sendable {
  private static let firstFitSeconds = 3.0
  private static let leastDifferences = 16
  private static let mostDifferences = 8192
  /// So many in a row that step backwards are no torn numbers: the counter began anew.
  private static let suspectsToRestart = 3

  private var stamps = StampUnwrapping()
  private var arrivals = RateRegression()
  private var nextFit = StampMeasuring.firstFitSeconds
  private var last: (total: Double, arrival: UInt64)?
  private var differences: [Double] = []
  private var suspects = 0
  /// Smallest decimal step in which the stamps are written, in their own unit.
  private(set) var resolution = 1.0

  /// Stamps a second of our clock.
  var slope: Double? { arrivals.slope }
  var span: Double { arrivals.span }

  mutating func observe(_ batch: [WireSample], arrivalNanoseconds: UInt64) {
    for case let stamp? in batch.lazy.map(\.stamp) {
      refineResolution(stamp)
      let hostSeconds = last.map { Double(arrivalNanoseconds - $0.arrival) / 1e9 } ?? 0
      guard let total = stamps.unwrap(stamp, hostSeconds: hostSeconds, unit: nil) else {
        suspects += 1
        if suspects >= Self.suspectsToRestart { restart() }
        continue
      }
      suspects = 0
      if let last, differences.count < Self.mostDifferences { differences.append(total - last.total) }
      last = (total, arrivalNanoseconds)
    }
    guard let last else { return }
    arrivals.add(count: last.total, nanoseconds: arrivalNanoseconds)
    guard arrivals.span >= nextFit else { return }
    nextFit = arrivals.span + 1
    arrivals.fit()
  }

  private mutating func restart() {
    let finest = resolution
    self = StampMeasuring()
    resolution = finest
  }

  private mutating func refineResolution(_ stamp: Double) {
    while resolution > 1e-6, abs(stamp / resolution - (stamp / resolution).rounded()) > 1e-3 { resolution /= 10 }
  }

  /// Samples a second of the board's clock: the mean of the differences that are neither holes nor lines that came twice.
  func hertz(_ unit: StampUnit) -> Double? {
    guard differences.count >= Self.leastDifferences else { return nil }
    let sorted = differences.sorted()
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    let middle = sorted[sorted.count / 2]
    let most = 2.5 * max(middle, min(mean, 2 * resolution))
    // Where a sample takes less than a step of the stamps, equal stamps are as they should be.
    let least = middle >= 2 * resolution ? middle / 4 : 0
    let steady = sorted.filter { $0 >= least && $0 <= most }
    let sum = steady.reduce(0, +)
    return sum > 0 ? Double(steady.count) / (sum * unit.seconds) : nil
  }
}
