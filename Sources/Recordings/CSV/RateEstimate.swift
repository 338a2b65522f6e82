import Glibc

/// The sampling rate that a table's time stamps tell.
struct RateEstimate {
  /// Samples per second: a common rate where the stamps cannot tell it from that.
  let hertz: Double
  let isSnapped: Bool
  /// What tells gaps from jitter in these stamps; its period is that of the stamps' own clock.
  let pacing: StampPacing

  /// Rates that boards, monitors and databases use.
  static let commonRates: [Double] = [
    50, 100, 125, 128, 130, 150, 180, 200, 240, 250, 256, 300, 320, 360, 400, 480, 500, 512, 600, 720, 750, 800, 960,
    1000, 1024, 1200, 1250, 1600, 2000, 2048, 2400, 2500, 4000, 4096, 5000, 8000, 10_000,
  ]
  /// Seconds; far wider than any rate that is accepted, so that a refusal can say what was found.
  static let plausiblePeriods = 1e-6...1e3
  /// A measured rate this near to a common one is that one: crystals err by less, and no figure notices.
  static let nearShare = 5e-4
  /// Coarse stamps may widen that to here.
  static let farShare = 5e-3

  /// `stamps` in seconds, one a row, in the order of the rows. `nil` where they tell no rate.
  init?(_ given: [Double]) {
    let stamps = Self.withoutLoneErrors(given)
    guard stamps.count >= 16, let first = Self.windowedPeriod(stamps),
      Self.plausiblePeriods.contains(first)
    else { return nil }
    var pacing = StampPacing(
      period: first, threshold: .infinity, run: Self.longestCommonRun(stamps), isSteady: false)
    var error = 0.0
    var spread = first
    for _ in 0..<3 {
      pacing.threshold = Self.threshold(stamps, pacing, spread: spread)
      guard let fit = Self.fit(stamps, pacing), Self.plausiblePeriods.contains(fit.period) else { break }
      pacing.period = fit.period
      spread = fit.spread
      error = fit.relativeError
    }
    pacing.isSteady = spread <= pacing.period
    pacing.threshold = Self.threshold(stamps, pacing, spread: spread)
    guard Self.plausiblePeriods.contains(pacing.period) else { return nil }
    self.pacing = pacing
    let measured = 1 / pacing.period
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
    let share = Double(steps.count) / Double(stamps.count - 1)
    let rows = max(1, 64 * tick) / (tick * share)
    // Where each row has a stamp of its own, a quarter of a short table is window enough.
    let longest = share > 0.9 ? (stamps.count - 1) / 4 : stamps.count - 1
    let reach = Int(max(1, min(Double(longest), max(15, rows))).rounded())
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

  /// Six tenths of a sample, and four times the upper quartile of how the envelope wanders by itself. Where samples come in
  /// batches the envelope beats by up to a sample against the batches' own clock: a sample more.
  private static func threshold(_ stamps: [Double], _ pacing: StampPacing, spread: Double) -> Double {
    var pacing = pacing
    pacing.threshold = .infinity
    var grid = StampGrid<Void>(pacing, keepsWander: true)
    for stamp in stamps {
      grid.push((), stamp: stamp)
      while grid.pop() != nil {}
    }
    grid.finish()
    while grid.pop(draining: true) != nil {}
    let wander = grid.wander.sorted()
    let quartile = wander.isEmpty ? 0 : wander[wander.count * 3 / 4]
    return (spread > pacing.period ? 1.6 : 0.6) * pacing.period + 4 * quartile
  }

  /// Least squares of stamps over rows within the stretches between gaps and steps back, one slope for all.
  private static func fit(
    _ stamps: [Double], _ pacing: StampPacing
  ) -> (period: Double, spread: Double, relativeError: Double)? {
    let period = pacing.period
    var grid = StampGrid<Int>(pacing)
    var breaks: [Int] = [0]
    func take(_ placed: StampGrid<Int>.Placed) { if placed.gap > 0 { breaks.append(placed.item) } }
    for (index, stamp) in stamps.enumerated() {
      grid.push(index, stamp: stamp)
      while let placed = grid.pop() { take(placed) }
    }
    grid.finish()
    while let placed = grid.pop(draining: true) { take(placed) }
    for index in 1..<stamps.count where stamps[index] < stamps[index - 1] - pacing.threshold { breaks.append(index) }
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
    return (products / squares, spread, spread / longest)
  }
}
