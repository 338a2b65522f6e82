import Glibc

/// The sampling rate that a table's time stamps tell.
struct RateEstimate {
  /// Seconds a row, as the stamps' clock has it.
  let period: Double
  /// Samples per second: a common rate where the stamps cannot tell it from that.
  let hertz: Double
  let isSnapped: Bool
  /// What `StampGrid` needs to tell gaps from jitter in these stamps.
  let threshold: Double
  let run: Int

  /// Rates that boards, monitors and databases use.
  static let commonRates: [Double] = [
    50, 100, 125, 128, 130, 150, 180, 200, 240, 250, 256, 300, 320, 360, 400, 480, 500, 512, 600, 720, 750, 800, 960,
    1000, 1024, 1200, 1250, 1600, 2000, 2048, 2400, 2500, 4000, 4096, 5000, 8000, 10_000,
  ]
  /// A measured rate this near to a common one is that one: crystals err by less, and no figure notices.
  static let nearShare = 5e-4
  /// Coarse stamps may widen that to here.
  static let farShare = 5e-3

  /// `stamps` in seconds, one a row, in the order of the rows. `nil` where they tell no rate.
  init?(_ given: [Double]) {
    let stamps = Self.withoutLoneErrors(given)
    guard stamps.count >= 16, let first = Self.windowedPeriod(stamps), first > 0, first.isFinite else { return nil }
    let run = Self.longestCommonRun(stamps)
    var period = first
    var threshold = Double.infinity
    var error = 0.0
    for _ in 0..<3 {
      threshold = Self.threshold(stamps, period: period, run: run)
      guard let fit = Self.fit(stamps, period: period, threshold: threshold, run: run) else { break }
      period = fit.period
      error = fit.relativeError
    }
    guard period > 0, period.isFinite else { return nil }
    self.period = period
    self.threshold = threshold
    self.run = run
    let measured = 1 / period
    let tolerance = min(Self.farShare, max(Self.nearShare, error))
    let common = Self.commonRates.min { abs($0 - measured) < abs($1 - measured) }
    if let common, abs(common - measured) <= tolerance * common {
      hertz = common
      isSnapped = true
    } else {
      // More digits than the fit can tell would only look precise.
      hertz = (measured * 1e4).rounded() / 1e4
      isSnapped = false
    }
  }

  /// A single stamp out of order between two that are in order is a slip of the clock's reading: it goes between them.
  private static func withoutLoneErrors(_ stamps: [Double]) -> [Double] {
    var mended = stamps
    for index in stamps.indices.dropFirst().dropLast() {
      let before = mended[index - 1]
      let after = stamps[index + 1]
      if before <= after, !(before...after).contains(stamps[index]) { mended[index] = (before + after) / 2 }
    }
    return mended
  }

  /// Median slope over windows of 1 s (or 64 ticks of coarse stamps): gaps and steps back spoil only their own windows.
  private static func windowedPeriod(_ stamps: [Double]) -> Double? {
    let steps = zip(stamps.dropFirst(), stamps).map { $0 - $1 }.filter { $0 > 0 }.sorted()
    guard !steps.isEmpty else { return nil }
    let tick = steps[steps.count / 2]
    let share = Double(stamps.count - 1) / Double(steps.count)
    let rows = Int((max(1, 64 * tick) / (tick / share)).rounded())
    let reach = max(1, min(stamps.count - 1, max(15, rows)))
    var slopes: [Double] = []
    for index in 0..<(stamps.count - reach) { slopes.append((stamps[index + reach] - stamps[index]) / Double(reach)) }
    slopes.sort()
    return slopes[slopes.count / 2]
  }

  /// Rows that share one stamp, as long as a run gets in ninety-nine of a hundred.
  private static func longestCommonRun(_ stamps: [Double]) -> Int {
    var runs: [Int] = []
    var length = 1
    for (next, this) in zip(stamps.dropFirst(), stamps) {
      if next == this {
        length += 1
      } else {
        runs.append(length)
        length = 1
      }
    }
    runs.sort()
    return min(20_000, runs.isEmpty ? 1 : runs[min(runs.count - 1, runs.count * 99 / 100)])
  }

  /// Six tenths of a sample, or four times the upper quartile of how the envelope wanders by itself.
  private static func threshold(_ stamps: [Double], period: Double, run: Int) -> Double {
    var grid = StampGrid<Void>(period: period, threshold: .infinity, run: run, keepsWander: true)
    for stamp in stamps {
      grid.push((), stamp: stamp)
      while grid.pop() != nil {}
    }
    grid.finish()
    while grid.pop(draining: true) != nil {}
    let wander = grid.wander.sorted()
    let quartile = wander.isEmpty ? 0 : wander[wander.count * 3 / 4]
    return 0.6 * period + 4 * quartile
  }

  /// Least squares of stamps over rows within the stretches between gaps and steps back, one slope for all.
  private static func fit(
    _ stamps: [Double], period: Double, threshold: Double, run: Int
  ) -> (period: Double, relativeError: Double)? {
    var grid = StampGrid<Int>(period: period, threshold: threshold, run: run)
    var breaks: [Int] = [0]
    func take(_ placed: StampGrid<Int>.Placed) { if placed.gap > 0 { breaks.append(placed.item) } }
    for (index, stamp) in stamps.enumerated() {
      grid.push(index, stamp: stamp)
      while let placed = grid.pop() { take(placed) }
    }
    grid.finish()
    while let placed = grid.pop(draining: true) { take(placed) }
    for index in 1..<stamps.count where stamps[index] < stamps[index - 1] - threshold { breaks.append(index) }
    breaks.append(stamps.count)
    breaks.sort()

    var products = 0.0
    var squares = 0.0
    var longest = 0.0
    var residuals: [Double] = []
    for (from, to) in zip(breaks, breaks.dropFirst()) where to - from >= 8 {
      let count = Double(to - from)
      let meanRow = (count - 1) / 2
      let meanStamp = (from..<to).reduce(0) { $0 + (stamps[$1] - stamps[from]) } / count
      for index in from..<to {
        let row = Double(index - from) - meanRow
        let stamp = stamps[index] - stamps[from] - meanStamp
        products += row * stamp
        squares += row * row
        residuals.append(stamp - row * period)
      }
      longest = max(longest, count * period)
    }
    guard squares > 0, longest > 0, products > 0 else { return nil }
    residuals.sort()
    let spread = residuals[residuals.count * 99 / 100] - residuals[residuals.count / 100]
    return (products / squares, spread / longest)
  }
}
