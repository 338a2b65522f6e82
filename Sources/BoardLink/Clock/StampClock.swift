/// The clock of formats that carry the board's time: the grid follows the stamps, and holes are where they jump.
///
/// A sample's place is where its stamp points, less a phase that follows slowly, so that neither the stamps' rounding nor a
/// rate that is a little off ever makes a hole or swallows a sample.
package struct StampClock: SampleClock {
  /// Stamps this long give the rate to better than 0.1 % even when they are whole milliseconds.
  private static let settlingSeconds = 3.0
  /// Share of a place's error that the phase takes over with each sample: 50 samples to follow.
  private static let phaseGain = 0.02
  /// A place must be this much beyond the next, besides the stamps' rounding, to be a hole.
  private static let holeThreshold = 0.5
  /// The board's clock may seem so far from ours between two samples: batching and stalls.
  private static let hostSlackSeconds = 2.0
  /// So many implausible stamps in a row are a restart; fewer are torn numbers.
  private static let suspectsToRestart = 3

  private var unit: StampUnit?
  private var gridHertz: Double?
  private var slack = HostSlack()
  private var arrivals = RateRegression()
  private var first: (stamp: Double, arrival: UInt64)?
  private var last: (stamp: Double, arrival: UInt64)?
  private var observedStamp: Double?
  /// Differences of stamps until the grid is laid, at most `mostDifferences`.
  private var differences: [Double] = []
  private static let mostDifferences = 8192
  /// Smallest decimal step in which the stamps are written, in their own unit.
  private var resolution = 1.0
  private var phase = 0.0
  private var suspects = 0
  private var placed = 0.0
  private var nextFit = Self.settlingSeconds

  package init() {}

  package var estimate: RateEstimate? {
    if gridHertz != nil, let slope = arrivals.slope, arrivals.span >= 10 {
      return RateEstimate(
        hertz: slope, reason: "board stamps against this computer's clock over \(Int(arrivals.span)) s",
        uncertainty: 1e-4, isSettled: true)
    }
    guard let unit, let hertz = stampedHertz(unit) else { return nil }
    return RateEstimate(hertz: hertz, reason: "board clock (\(unit.words))", uncertainty: 0.002, isSettled: true)
  }

  package mutating func observe(_ batch: [WireSample], arrivalNanoseconds: UInt64) {
    for sample in batch {
      guard let stamp = sample.stamp else { continue }
      refineResolution(stamp)
      if let observedStamp, gridHertz == nil, stamp >= observedStamp, differences.count < Self.mostDifferences {
        differences.append(stamp - observedStamp)
      }
      observedStamp = stamp
    }
    guard let observedStamp else { return }
    guard let first, observedStamp >= first.stamp else {
      first = (observedStamp, arrivalNanoseconds)
      return
    }
    let hostSeconds = Double(arrivalNanoseconds - first.arrival) / 1e9
    if unit == nil, hostSeconds >= Self.settlingSeconds {
      unit = StampUnit.plausible(stamps: observedStamp - first.stamp, hostSeconds: hostSeconds)
      // Nothing fits: look again from here.
      if unit == nil { self.first = (observedStamp, arrivalNanoseconds) }
    }
  }

  private mutating func refineResolution(_ stamp: Double) {
    while resolution > 1e-6, abs(stamp / resolution - (stamp / resolution).rounded()) > 1e-3 { resolution /= 10 }
  }

  /// Mean of the differences that are no holes.
  private func stampedHertz(_ unit: StampUnit) -> Double? {
    guard differences.count >= 16 else { return nil }
    let sorted = differences.sorted()
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    let limit = 2.5 * max(sorted[sorted.count / 2], min(mean, 2 * resolution))
    let steady = sorted.filter { $0 <= limit }
    let sum = steady.reduce(0, +)
    return sum > 0 ? Double(steady.count) / (sum * unit.rawValue) : nil
  }

  package mutating func start(gridHertz: Double) {
    self.gridHertz = gridHertz
  }

  package mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep {
    guard let stamp = sample.stamp, let unit, let hertz = gridHertz else { return .next }
    guard let last else {
      self.last = (stamp, arrivalNanoseconds)
      return .next
    }
    let hostSeconds = Double(arrivalNanoseconds - last.arrival) / 1e9
    let seconds = elapsed(from: last.stamp, to: stamp, unit: unit, hostSeconds: hostSeconds)
    guard seconds >= 0, slack.allows(boardSeconds: seconds, hostSeconds: hostSeconds) else {
      suspects += 1
      guard suspects >= Self.suspectsToRestart else { return ClockStep(places: 0, remark: .dropped) }
      suspects = 0
      phase = 0
      self.last = (stamp, arrivalNanoseconds)
      arrivals = RateRegression()
      return ClockStep(
        places: max(1, Int((hostSeconds * hertz).rounded())), remark: .restarted(seconds: hostSeconds))
    }
    suspects = 0
    self.last = (stamp, arrivalNanoseconds)
    let beyond = seconds * hertz + phase - 1
    let threshold = Self.holeThreshold + resolution * unit.rawValue * hertz
    let places = beyond >= threshold ? 1 + max(1, Int(beyond.rounded())) : 1
    let error = beyond - Double(places - 1)
    phase = error * (1 - Self.phaseGain)
    count(places, arrivalNanoseconds)
    return ClockStep(places: places, lost: places - 1)
  }

  private mutating func count(_ places: Int, _ arrival: UInt64) {
    placed += Double(places)
    arrivals.add(count: placed, nanoseconds: arrival)
    if arrivals.span >= nextFit {
      arrivals.fit()
      nextFit += 1
    }
  }

  /// Seconds between two stamps, a 32-bit counter's wrap undone where our clock says so.
  private func elapsed(from before: Double, to stamp: Double, unit: StampUnit, hostSeconds: Double) -> Double {
    let plain = (stamp - before) * unit.rawValue
    guard plain < 0, unit != .seconds else { return plain }
    let wrapped = plain + 4_294_967_296 * unit.rawValue
    return wrapped <= hostSeconds + Self.hostSlackSeconds ? wrapped : plain
  }

  package func lag(arrivalNanoseconds: UInt64) -> Double? {
    arrivals.lag(count: placed, nanoseconds: arrivalNanoseconds)
  }
}
