/// A window of heart rate: where, and how fast.
public struct RateWindow: Hashable, Sendable {
  /// First sample of the window on the session's grid.
  public var start: Int
  public var beatsPerMinute: Double
}

/// Slowest and fastest heart rate over windows of a stated length, side by side on the session's grid.
///
/// An interval belongs to the window in which it closes; a window's rate is 60 over their mean, and counts where they
/// cover at least half of it. The whole window stands behind each figure: one short interval makes no maximum.
struct RateExtremes: Sendable {
  /// Length of a window, in seconds.
  static let windowSeconds = 10.0
  /// Share of a window that its intervals must cover.
  private static let coveredShare = 0.5

  private let rate: SampleRate
  private var window: Int?
  private var count = 0
  private var seconds = 0.0
  private var closedSlowest: RateWindow?
  private var closedFastest: RateWindow?

  init(rate: SampleRate) {
    self.rate = rate
  }

  /// With the window that is still open.
  var slowest: RateWindow? {
    guard let open = current else { return closedSlowest }
    return closedSlowest.map { $0.beatsPerMinute <= open.beatsPerMinute ? $0 : open } ?? open
  }
  var fastest: RateWindow? {
    guard let open = current else { return closedFastest }
    return closedFastest.map { $0.beatsPerMinute >= open.beatsPerMinute ? $0 : open } ?? open
  }

  mutating func append(_ interval: RRInterval) {
    let here = Int(rate.seconds(interval.to) / Self.windowSeconds)
    if here != window {
      closedSlowest = slowest
      closedFastest = fastest
      window = here
      count = 0
      seconds = 0
    }
    count += 1
    seconds += interval.seconds
  }

  private var current: RateWindow? {
    guard let window, count > 0, seconds >= Self.coveredShare * Self.windowSeconds else { return nil }
    return RateWindow(
      start: rate.samples(in: Double(window) * Self.windowSeconds), beatsPerMinute: 60 * Double(count) / seconds)
  }
}
