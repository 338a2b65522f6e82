/// What a synthetic heart is told to do, in the units of `vitalsync simulate synthetic:…`.
package struct HeartSettings: Hashable, Sendable {
  /// Beats per minute; where the two differ the rate rises from the first to the second and falls back within a loop.
  package var bpm = Pair(60, 60)
  /// Standard deviation of the intervals between normal beats, in milliseconds.
  package var variability = 30.0
  /// Power of the low-frequency band over that of the high-frequency one.
  package var lowOverHigh = 0.5
  /// Breaths per minute: where the high-frequency band stands.
  package var breaths = 15.0
  /// Height of a normal R wave, in millivolts.
  package var height = 1.2
  /// Standard deviation of white noise, in microvolts.
  package var white = 10.0
  /// The same of muscle noise (20–150 Hz), and of the baseline's wander (0.05–0.5 Hz).
  package var muscle = 0.0
  package var baseline = 0.0
  /// Amplitude in microvolts and frequency in hertz of mains hum.
  package var mains = Pair(0, 50)
  package var ectopy = Ectopy.share(0)
  package var isFibrillating = false
  package var seed: UInt64 = 1
  /// The loop: after it the same comes again, without a seam.
  package var seconds = 300.0
  /// Samples per second of the board, where the text said so.
  package var boardHertz: Double?

  package init() {}

  /// How often a ventricular beat comes.
  package enum Ectopy: Hashable, Sendable {
    /// Share of all beats.
    case share(Double)
    case perMinute(Double)

    func share(bpm: Double) -> Double {
      switch self {
      case .share(let share): share
      case .perMinute(let count): count / bpm
      }
    }
  }

  package struct Pair: Hashable, Sendable {
    package var first: Double
    package var second: Double

    package init(_ first: Double, _ second: Double) {
      self.first = first
      self.second = second
    }
  }
}
