/// The clock of formats that carry the board's time: samples stand where their stamps say, holes are where they jump, and the
/// board's clock is held to ours (`HostLock`).
package struct StampClock: SampleClock {
  /// Stamps this long give the rate to better than 0.1 % even when they are whole milliseconds.
  private static let settlingSeconds = 3.0
  /// A board that was not reset while it was away has counted on: its clock and ours then agree to this share and slack.
  private static let returnShare = 0.01
  private static let returnSlackSeconds = 0.5
  /// So many implausible stamps in a row are a restart; fewer are torn numbers.
  private static let suspectsToRestart = 3
  /// So many equal stamps in a row are a clock that stands; fewer are lines that came twice.
  private static let standstill = 25
  /// Two clocks this far apart after 3 s are so indeed: 16-ms batches leave 0.3 % open.
  private static let sureSkew = 0.004
  private static let ownClockSeconds = 10.0

  private var measuring = StampMeasuring()
  private var unit: StampUnit?
  private var gridHertz: Double?
  private var slack = HostSlack()
  private var stamps = StampUnwrapping()
  private var phase: StampPhase?
  private var last: (stamp: Double, total: Double, arrival: UInt64)?
  private var arrivals = HostLock()
  /// Where the count of periods began, and how many there have been.
  private var counted = (from: 0.0, periods: 0)
  private var suspects = 0
  /// The device was away: its clock has to agree with ours on how long.
  private var isReturning = false
  private var repeats = 0
  private var differences = RecentDifferences()

  package init() {}

  package var estimate: RateEstimate? {
    if gridHertz != nil, let last, last.total > counted.from, let slope = arrivals.slope,
      arrivals.span >= Self.ownClockSeconds
    {
      return RateEstimate(
        hertz: slope * Double(counted.periods) / (last.total - counted.from),
        reason: "board stamps against this computer's clock over \(Int(arrivals.span)) s", uncertainty: 1e-4,
        isSettled: true)
    }
    guard measuring.span >= Self.settlingSeconds, let slope = measuring.slope,
      let unit = StampUnit.measured(stampsPerSecond: slope), let hertz = measuring.hertz(unit)
    else { return nil }
    return RateEstimate(
      hertz: hertz, reason: "board clock (\(unit.words))", uncertainty: unit.isCommon ? 0.002 : 0.005, isSettled: true)
  }

  package var skew: Double? {
    guard let unit, unit.isCommon, let slope = arrivals.slope, arrivals.span >= Self.ownClockSeconds else { return nil }
    return slope * unit.seconds - 1
  }

  package mutating func observe(_ batch: [WireSample], arrivalNanoseconds: UInt64) {
    guard gridHertz == nil else { return }
    measuring.observe(batch, arrivalNanoseconds: arrivalNanoseconds)
  }

  package mutating func start(gridHertz: Double, followsHost: Bool) {
    self.gridHertz = gridHertz
    var unit = measuring.slope.flatMap { StampUnit.measured(stampsPerSecond: $0) } ?? StampUnit.common[1]
    let stamped = measuring.hertz(unit) ?? gridHertz
    // A unit that our clock has measured is as good as the common rate that it has led to.
    if !unit.isCommon, abs(stamped / gridHertz - 1) < 0.01 { unit.seconds *= stamped / gridHertz }
    self.unit = unit
    let slope = measuring.slope ?? 1 / unit.seconds
    let stretch = 1 / (slope * unit.seconds)
    let isSure = unit.isCommon && abs(stretch - 1) > Self.sureSkew && abs(stretch - 1) <= HostLock.mostSkew
    arrivals.begin(at: 0, unitSeconds: unit.seconds, stretch: isSure ? stretch : nil, follows: followsHost)
  }

  package mutating func interrupted() {
    isReturning = true
  }

  package mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep {
    guard let stamp = sample.stamp, let unit, let hertz = gridHertz else { return .next }
    guard let last, var phase else {
      return begin(at: stamp, unit, arrivalNanoseconds)
    }
    let hostSeconds = Double(arrivalNanoseconds - last.arrival) / 1e9
    if stamp == last.stamp, !phase.allowsNext(at: last.total * unit.seconds) { return standStill(arrivalNanoseconds) }
    var tried = stamps
    var spent = slack
    guard let total = tried.unwrap(stamp, hostSeconds: hostSeconds, unit: unit.seconds),
      spent.allows(boardSeconds: (total - last.total) * unit.seconds, hostSeconds: hostSeconds),
      (total - last.total) * unit.seconds >= leastSeconds(hostSeconds)
    else { return suspect(stamp, hostSeconds, arrivalNanoseconds) }
    stamps = tried
    slack = spent
    suspects = 0
    isReturning = false
    repeats = 0
    differences.add((total - last.total) * unit.seconds)
    self.last = (stamp, total, arrivalNanoseconds)
    let seconds = total * unit.seconds
    let periods = phase.periods(to: seconds)
    let before = phase.time
    phase.advance(to: seconds, periods: periods)
    self.phase = phase
    counted.periods += periods
    arrivals.observe(count: total, arrivalNanoseconds: arrivalNanoseconds)
    let passed = (phase.time - before) * arrivals.stretch
    arrivals.place(count: total, seconds: passed)
    return ClockStep(advance: passed * hertz, lost: periods - 1, isGap: periods > 1)
  }

  private mutating func begin(at stamp: Double, _ unit: StampUnit, _ arrival: UInt64) -> ClockStep {
    let total = stamps.unwrap(stamp, hostSeconds: 0, unit: unit.seconds) ?? stamp
    last = (stamp, total, arrival)
    let period = 1 / nominalHertz(unit)
    phase = StampPhase(stamp: total * unit.seconds, period: period, resolution: measuring.resolution * unit.seconds)
    counted = (total, 0)
    arrivals.start(at: total)
    arrivals.observe(count: total, arrivalNanoseconds: arrival)
    return .next
  }

  /// The grid's rate where the stamps agree with it; theirs where the user gave another.
  private func nominalHertz(_ unit: StampUnit) -> Double {
    let grid = gridHertz ?? 0
    guard let stamped = measuring.hertz(unit) else { return grid }
    return abs(stamped / grid - 1) < 0.01 ? grid : stamped
  }

  /// A stamp that stands where it stood.
  private mutating func standStill(_ arrival: UInt64) -> ClockStep {
    repeats += 1
    guard repeats >= Self.standstill, var phase, let hertz = gridHertz, let unit, let last else { return .dropped }
    let seconds = phase.period
    phase.advanceBlindly()
    self.phase = phase
    let total = last.total + seconds / unit.seconds
    stamps.restart(at: last.stamp, total: total)
    self.last = (last.stamp, total, arrival)
    guard repeats == Self.standstill else { return ClockStep(advance: seconds * hertz) }
    // Those that were taken for the same line again have left a hole.
    return ClockStep(
      advance: Double(Self.standstill) * seconds * hertz, isGap: true, remark: .stampsStandStill)
  }

  /// What a board that comes back must have counted if it has run on.
  private func leastSeconds(_ hostSeconds: Double) -> Double {
    isReturning ? hostSeconds * (1 - Self.returnShare) - Self.returnSlackSeconds : 0
  }

  /// A stamp out of time.
  private mutating func suspect(_ stamp: Double, _ hostSeconds: Double, _ arrival: UInt64) -> ClockStep {
    suspects += isReturning ? Self.suspectsToRestart : 1
    isReturning = false
    guard suspects >= Self.suspectsToRestart, let unit, let hertz = gridHertz, let last else { return .dropped }
    suspects = 0
    let seconds = max(hostSeconds, 1 / hertz)
    let total = last.total + seconds / unit.seconds
    stamps.restart(at: stamp, total: total)
    self.last = (stamp, total, arrival)
    phase = StampPhase(
      stamp: total * unit.seconds, period: phase?.period ?? 1 / hertz, resolution: measuring.resolution * unit.seconds)
    counted = (total, 0)
    arrivals.restartMeasuring()
    arrivals.place(count: total, seconds: seconds)
    return ClockStep(advance: seconds * hertz, isGap: true, remark: .restarted(seconds: hostSeconds))
  }

  package mutating func takeChange() -> Bool {
    guard gridHertz != nil, let unit, let phase,
      differences.areOther(than: phase.period, resolution: measuring.resolution * unit.seconds)
    else { return false }
    self = StampClock()
    return true
  }

  package func lag(arrivalNanoseconds: UInt64) -> Double? {
    arrivals.lag(count: last?.total ?? 0, arrivalNanoseconds: arrivalNanoseconds)
  }
}
