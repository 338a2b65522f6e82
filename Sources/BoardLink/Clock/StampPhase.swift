/// True times behind written ones: a stamp says only within which step of the board's clock its sample was taken.
///
/// A second-order loop predicts each sample one period on (as `α-β` trackers do: R. Penoyer, "The alpha-beta filter", C Users
/// Journal 11 (1993) 73). Where the stamp's step holds the prediction it is kept, with a small pull to the middle: regular samples
/// come out regular though the stamps are whole milliseconds. Where it does not, the nearer edge of the step is taken, so that
/// an uneven sketch's samples stand where they were taken. Delay: none.
struct StampPhase: Hashable, Sendable {
  /// Fifty samples to follow; critically damped.
  private static let phaseGain = 0.02
  private static let periodGain = 1e-4
  /// Share of a period that a prediction may leave the step by.
  private static let tolerance = 0.02

  /// How far beyond its place a sample must lie for one before it to be missing: half a period where the board is regular, more
  /// by three times the spread of its steps where it is not, and short of the whole period that one lost sample makes.
  private static let leastHole = 0.5
  private static let mostHole = 0.85
  private static let spreadLearning = 0.01

  /// Seconds of the board's clock.
  private(set) var time: Double
  /// Mean square of steps about the period, in periods.
  private var spread = 0.0
  private(set) var period: Double
  private let resolution: Double

  init(stamp: Double, period: Double, resolution: Double) {
    self.period = period
    self.resolution = resolution
    time = stamp + resolution / 2
  }

  /// Whole periods to a stamp, at least one. More than one: samples between are missing.
  func periods(to stamp: Double) -> Int {
    let beyond = (stamp + resolution / 2 - time) / period - 1
    let hole = min(Self.leastHole + 3 * spread.squareRoot(), Self.mostHole)
    // The writing of the stamp may add to it.
    guard beyond >= max(hole, Self.leastHole + resolution / period), beyond < 1e12 else { return 1 }
    return 1 + max(1, Int(beyond.rounded()))
  }

  /// Whether a stamp that has not moved still may be that of the next sample.
  func allowsNext(at stamp: Double) -> Bool {
    time + period <= stamp + resolution * 1.5 + Self.tolerance * period
  }

  mutating func advance(to stamp: Double, periods: Int) {
    let count = Double(periods)
    let predicted = time + count * period
    let error = stamp + resolution / 2 - predicted
    let bound = resolution / 2 + Self.tolerance * period
    let outside = error - min(max(error, -bound), bound)
    let uneven = min(abs(outside) / period, 1)
    spread += Self.spreadLearning * (uneven * uneven - spread)
    // Time runs forward even where stamps bunch.
    time = max(predicted + outside + Self.phaseGain * (error - outside), time)
    period += Self.periodGain * min(max(error, -period / 2), period / 2) / count
  }

  /// A sample that came without a stamp to go by.
  mutating func advanceBlindly() {
    time += period
  }
}
