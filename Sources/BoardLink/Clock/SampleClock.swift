/// Places samples on the session's uniform grid. One clock a format: by sequence number, by the board's time stamps, or by
/// what arrives when.
package protocol SampleClock: Sendable {
  /// What is known of the rate so far; `nil` before there is enough.
  var estimate: RateEstimate? { get }
  /// How much faster the board's own clock runs than ours, relative; `nil` where it has none, or is not known yet.
  var skew: Double? { get }
  /// Samples came together at `arrivalNanoseconds`. Called once for each batch, before any `step` of it.
  mutating func observe(_ batch: [WireSample], arrivalNanoseconds: UInt64)
  /// Whether the board has changed its rate since the grid was laid; then `estimate` is of the new one alone. Told once.
  mutating func takeChange() -> Bool
  /// The device was away: the next sample may come from a board that began anew, and its place is held against our clock.
  mutating func interrupted()
  /// From here on the grid has this rate. `followsHost`: it is held to our clock; else one sample is one period, as the user says.
  mutating func start(gridHertz: Double, followsHost: Bool)
  /// How far the sample lies beyond the one before, on the grid.
  mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep
  /// A request for a sample goes out now; `hertz` is the pace of requests.
  mutating func requested(at nanoseconds: UInt64, hertz: Double)
  /// Seconds by which a sample that comes now lags behind its time.
  func lag(arrivalNanoseconds: UInt64) -> Double?
}

extension SampleClock {
  /// A board without a clock of its own has no skew.
  package var skew: Double? { nil }

  /// A grid that follows the board's own numbers or stamps needs no such watch.
  package mutating func takeChange() -> Bool { false }

  /// Where arrivals alone place the samples a long silence is a hole by itself.
  package mutating func interrupted() {}

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
  /// Periods of the grid from the sample before, whole or not; nought drops the sample.
  package var advance: Double
  /// Samples known to have been sent and lost on the way.
  package var lost: Int
  /// What lies between is missing: nothing is joined across.
  package var isGap: Bool
  package var remark: Remark?

  package enum Remark: Hashable, Sendable {
    /// The board began anew; seconds without data.
    case restarted(seconds: Double)
    /// The board took no samples for so long.
    case paused(seconds: Double)
    /// The line does not fit where it stands: the same sample again, or a torn number.
    case dropped
    /// The board's stamps no longer move, and samples come on: they are placed a period apart.
    case stampsStandStill
  }

  package init(advance: Double, lost: Int = 0, isGap: Bool = false, remark: Remark? = nil) {
    self.advance = advance
    self.lost = lost
    self.isGap = isGap
    self.remark = remark
  }

  package static let next = ClockStep(advance: 1)
  package static let dropped = ClockStep(advance: 0, remark: .dropped)
}
