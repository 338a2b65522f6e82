/// Places samples on the session's uniform grid. One clock a format: by sequence number, by the board's time stamps, or by
/// what arrives when.
package protocol SampleClock: Sendable {
  /// What is known of the rate so far; `nil` before there is enough.
  var estimate: RateEstimate? { get }
  /// Samples came together at `arrivalNanoseconds`. Called once for each batch, before any `step` of it.
  mutating func observe(_ batch: [WireSample], arrivalNanoseconds: UInt64)
  /// Whether the board has changed its rate since the grid was laid; then `estimate` is of the new one alone. Told once.
  mutating func takeChange() -> Bool
  /// From here on the grid has this rate.
  mutating func start(gridHertz: Double)
  /// How far the sample lies beyond the one before, on the grid.
  mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep
  /// A request for a sample goes out now; `hertz` is the pace of requests.
  mutating func requested(at nanoseconds: UInt64, hertz: Double)
  /// Seconds by which a sample that comes now lags behind its time.
  func lag(arrivalNanoseconds: UInt64) -> Double?
}

extension SampleClock {
  /// A grid that follows the board's own numbers or stamps needs no such watch.
  package mutating func takeChange() -> Bool { false }

  /// Only a polled board's clock wants to know.
  package mutating func requested(at nanoseconds: UInt64, hertz: Double) {}
}

/// A rate, and why it is believed.
package struct RateEstimate: Hashable, Sendable {
  /// Samples per second of our clock.
  package var hertz: Double
  package var reason: String
  /// Relative.
  package var uncertainty: Double
  /// Whether a grid may be laid by it.
  package var isSettled: Bool
  /// The link's own pace, not a rate that somebody chose: never taken for a common rate.
  package var isLinkLimited = false
}

/// Where a sample goes.
package struct ClockStep: Hashable, Sendable {
  /// Grid places from the sample before: 1 follows at once, more leaves a gap, 0 drops the sample.
  package var places: Int
  /// Samples known to have been sent and lost on the way.
  package var lost = 0
  /// The places between are no gap: the board took its samples further apart than the grid's, and they are interpolated.
  package var isBridged = false
  package var remark: Remark?

  package enum Remark: Hashable, Sendable {
    /// The board began anew; seconds without data.
    case restarted(seconds: Double)
    /// The board took no samples for so long.
    case paused(seconds: Double)
    /// The line does not fit where it stands: the same sample again, or a torn number.
    case dropped
  }

  package static let next = ClockStep(places: 1)
}
