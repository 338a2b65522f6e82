/// Holds a grid to this computer's clock: the truth about time is ours, as the system disciplines it; a board's is its crystal's.
///
/// Two clocks are compared by robust regression (`RateRegression`). While the grid, taken as the board paces it, stands within
/// 10 ms of our clock it is left alone, so that regular samples pass through bit by bit. Once it does not, it is locked for
/// good: it runs at the measured rate, and what it is off is taken back over 100 s, never faster than 500 ppm. That is a
/// first-order phase lock with a feed-forward of the frequency (F. M. Gardner, "Phaselock Techniques", 3rd ed. 2005, ch. 2).
/// A grid laid by a stated rate, before anything is measured, is locked as soon as its clock is surely off: by per cents within
/// 1.5 s. Deviations: the loop's phase detector is the regression, so a batch's jitter never enters it. Delay: none.
package struct HostLock: Sendable {
  /// Half of what an hour may drift.
  private static let slackSeconds = 0.010
  /// After T seconds 16-ms batches leave the phase known to 16 ms / √T or so; six times that, and never less than the slack.
  private static let youngSlack = 0.1
  private static let pullSeconds = 100.0
  /// An interval of 1 s is off by half a millisecond while the grid is pulled in.
  private static let mostPull = 500e-6
  /// Beyond this the rate is wrong rather than the clock, which is told and not mended: an RC oscillator is within 3 %
  /// (ATmega328P data sheet, table 28-1: 10 % uncalibrated).
  package static let mostSkew = 0.05
  private static let firstFitSeconds = 3.0
  /// Before that a grid may run by what was stated: two fits in a row that agree within a quarter, and show more than batches can
  /// feign (a sample of 4 ms over the time), lock it.
  private static let earlyFitSeconds = 1.0
  private static let earlyFitEverySeconds = 0.25
  private static let earlySkewSeconds = 0.006
  private static let earlyAgreement = 0.25
  /// Anew each second; later when a sixtieth of the time has been added: every 5 s.
  private static let fitEverySeconds = 1.0
  private static let fitShare = 1.0 / 60

  private var regression = RateRegression()
  private var nextFit: UInt64 = 0
  /// Seconds of the grid for one count; `nil` before there is a grid.
  private var unitSeconds: Double?
  private var follows = true
  private var startCount = 0.0
  private var placedCount = 0.0
  private var placedSeconds = 0.0
  /// Our clock where the grid's is nought.
  private var reference: Double?
  /// What the fit before said of the two clocks, in the first seconds.
  private var earlySkew: Double?
  /// Locked in these first seconds, so that what is measured meanwhile is better than what it was locked with. A lock that is older than
  /// the measuring waits for a better one.
  private var isEarlyLock = false
  /// Seconds of our clock for one second as the board paces it; exactly 1 while the board's pace is good enough.
  package private(set) var stretch = 1.0
  package private(set) var isLocked = false

  package init() {}

  /// With what is measured already.
  package init(measured: RateRegression) {
    regression = measured
  }

  /// Counts per second of our clock.
  package var slope: Double? { regression.slope }
  /// Seconds over which it is measured.
  package var span: Double { regression.span }

  /// `count` had been reached when `arrivalNanoseconds` was read.
  package mutating func observe(count: Double, arrivalNanoseconds: UInt64) {
    regression.add(count: count, nanoseconds: arrivalNanoseconds)
    let isEarly = regression.span < Self.firstFitSeconds
    let mayBeEarly = unitSeconds != nil && (!isLocked || isEarlyLock)
    guard regression.span >= (isEarly && mayBeEarly ? Self.earlyFitSeconds : Self.firstFitSeconds),
      arrivalNanoseconds >= nextFit
    else { return }
    let usual = isEarly ? Self.earlyFitEverySeconds : Self.fitEverySeconds
    let pause = max(usual, regression.span * Self.fitShare)
    nextFit = arrivalNanoseconds + UInt64(pause * 1e9)
    regression.fit()
    compare()
  }

  /// A grid begins, for which a count is `unitSeconds`. `stretch`: what is already known of the two clocks.
  package mutating func begin(at count: Double, unitSeconds: Double, stretch: Double? = nil, follows: Bool) {
    self.unitSeconds = unitSeconds
    self.follows = follows
    start(at: count)
    isLocked = follows && stretch != nil
    self.stretch = isLocked ? stretch ?? 1 : 1
  }

  /// The grid's first sample is this count's.
  package mutating func start(at count: Double) {
    startCount = count
    placedCount = count
    placedSeconds = 0
    reference = nil
  }

  /// Samples stand up to `count`, at `seconds` more of the grid.
  package mutating func place(count: Double, seconds: Double) {
    placedCount = count
    placedSeconds += seconds
  }

  /// Counts and our clock no longer run together as they did: the board began anew, or its samples paused.
  package mutating func restartMeasuring() {
    regression = RateRegression()
    startCount = .nan
    earlySkew = nil
    isEarlyLock = false
  }

  private mutating func compare() {
    guard follows, let unitSeconds, let slope, let now = regression.seconds(at: placedCount) else { return }
    let coversStart = regression.coversStart && startCount.isFinite
    if reference == nil || !isLocked && coversStart {
      reference = coversStart ? regression.seconds(at: startCount) : now - placedSeconds
    }
    guard let reference else { return }
    let behind = now - reference - placedSeconds
    let measured = 1 / (slope * unitSeconds)
    guard abs(measured - 1) <= Self.mostSkew else { return }
    let isSurelyOff = isSurelyOff(measured - 1)
    if abs(behind) > max(Self.slackSeconds, Self.youngSlack / regression.span) || isSurelyOff {
      isEarlyLock = isEarlyLock || !isLocked && isSurelyOff
      isLocked = true
    }
    guard isLocked else { return }
    stretch = measured + min(max(behind / Self.pullSeconds, -Self.mostPull), Self.mostPull)
  }

  private mutating func isSurelyOff(_ skew: Double) -> Bool {
    guard regression.span < Self.firstFitSeconds else { return false }
    defer { earlySkew = skew }
    guard let earlySkew, abs(skew) > Self.earlySkewSeconds / regression.span else { return false }
    return abs(skew - earlySkew) < Self.earlyAgreement * abs(skew)
  }

  package func lag(count: Double, arrivalNanoseconds: UInt64) -> Double? {
    regression.lag(count: count, nanoseconds: arrivalNanoseconds)
  }
}
