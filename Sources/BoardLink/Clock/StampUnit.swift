/// The unit of a board's time stamps. Nothing on the wire says it; our own clock does.
///
/// Seconds, milliseconds and microseconds are a thousandfold apart, so that within a quarter of one of them there is no doubt.
/// Any other that runs steadily (RTC ticks, hundredths, a number a sample) is what our clock makes of it.
package struct StampUnit: Hashable, Sendable {
  package var seconds: Double
  package var words: String
  /// Whether it is one that people mean; else it is known only as well as our clock has measured it.
  package var isCommon: Bool

  /// A resonator, an RC oscillator, and the lost seconds at the start of a measurement stay within.
  private static let tolerance = 1.25

  package static let common = [
    StampUnit(seconds: 1, words: "seconds", isCommon: true),
    StampUnit(seconds: 1e-3, words: "milliseconds", isCommon: true),
    StampUnit(seconds: 1e-6, words: "microseconds", isCommon: true),
  ]

  /// The common unit that stamps seem to have which ran at so many a second for a moment, batches and all: within a factor of
  /// two. `nil` where none is.
  package static func plausible(stampsPerSecond: Double) -> StampUnit? {
    common.first { unit in
      let ratio = stampsPerSecond * unit.seconds
      return ratio > 0.5 && ratio < 2
    }
  }

  /// The unit of stamps that run at so many a second of our clock; `nil` where they stand still.
  package static func measured(stampsPerSecond: Double) -> StampUnit? {
    guard stampsPerSecond > 0, stampsPerSecond.isFinite else { return nil }
    let near = common.first { unit in
      let ratio = stampsPerSecond * unit.seconds
      return ratio > 1 / tolerance && ratio < tolerance
    }
    if let near { return near }
    let unit = 1 / stampsPerSecond
    guard unit >= 1e-7, unit <= 1 else { return nil }
    let words = "units of \(decimal(unit * 1e6)) µs by this computer's clock"
    return StampUnit(seconds: unit, words: words, isCommon: false)
  }
}
