/// Sees that a board without a clock of its own has changed its rate in mid-stream.
///
/// The regression over the whole session is far better, and far too slow for that. Here the newest 3 s are held: where their
/// two halves agree with each other and not with what was, the rate is another. Deviations: none, it is a comparison of means, borne out by the
/// robust regression.
/// Delay: 3 s from the change.
package struct RecentRate: Sendable {
  private static let windowSeconds = 3.0
  /// One point in so long: twice the slowest bridge's batches.
  private static let stretchSeconds = 0.032
  /// Relative. 16-ms batches move the mean over half the window by 1.1 %, over the whole by 0.5 %.
  private static let halvesAgree = 0.025
  private static let isOther = 0.02

  private var points: [(nanoseconds: UInt64, count: Double)] = []

  package init() {
    points.reserveCapacity(128)
  }

  package mutating func restart() {
    points.removeAll(keepingCapacity: true)
  }

  package mutating func add(count: Double, nanoseconds: UInt64) {
    guard let last = points.last else {
      points.append((nanoseconds, count))
      return
    }
    guard seconds(last.nanoseconds, nanoseconds) >= Self.stretchSeconds else { return }
    points.append((nanoseconds, count))
    // The window is kept as short as it can be while it is whole.
    while points.count > 2, seconds(points[1].nanoseconds, nanoseconds) >= Self.windowSeconds { points.removeFirst() }
  }

  /// Counts per second over the window, where they are steadily others than `usual`.
  package func steadyOther(than usual: Double) -> Double? {
    guard let first = points.first, let last = points.last,
      seconds(first.nanoseconds, last.nanoseconds) >= Self.windowSeconds
    else { return nil }
    let middle = points[points.count / 2]
    let mean = rate(first, last)
    guard abs(mean - usual) > Self.isOther * usual,
      abs(rate(first, middle) - rate(middle, last)) < Self.halvesAgree * mean,
      // Points that the system delivered late may make both halves wrong alike; the regression leaves them out.
      let robust = regression().slope, abs(robust - usual) > Self.isOther * usual
    else { return nil }
    return robust
  }

  /// The window's points as a regression to go on with.
  package func regression() -> RateRegression {
    var result = RateRegression()
    for point in points { result.add(count: point.count, nanoseconds: point.nanoseconds) }
    result.fit()
    return result
  }

  private func rate(_ a: (nanoseconds: UInt64, count: Double), _ b: (nanoseconds: UInt64, count: Double)) -> Double {
    (b.count - a.count) / max(seconds(a.nanoseconds, b.nanoseconds), 1e-9)
  }

  private func seconds(_ from: UInt64, _ to: UInt64) -> Double {
    Double(to - from) / 1e9
  }
}
