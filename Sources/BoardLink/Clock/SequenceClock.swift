/// The clock of VitalSync's own protocol: the grid follows the sequence number, checked against the board's microseconds.
///
/// The 16-bit number is unwrapped by the microseconds (32 bits, 71.6 min), these by our own clock. Losses are exact. A
/// board that rests (`stop`) goes on with the next number: there the microseconds show the hole.
package struct SequenceClock: SampleClock {
  /// A sample's time may be this far from its number before anything but jitter is seen in it.
  private static let toleranceSeconds = 0.050
  /// The same for long holes, as a share: crystal against ceramic resonator, 0.5 % (ATmega boards), twice.
  private static let toleranceShare = 0.01
  /// Seconds of samples after which the board's own clock has measured its rate.
  private static let settlingSeconds = 1.0
  /// Seconds after which our clock knows the rate better than the board's: 1 ms of arrival jitter is then below 1e-4.
  private static let ownClockSeconds = 10.0

  private let statedHertz: Double?
  private var gridHertz: Double?
  private var slack = HostSlack()
  private var last: (sequence: UInt16, micros: UInt32, arrival: UInt64)?
  private var arrivals = RateRegression()
  private var observed: (sequence: UInt16, micros: UInt32)?
  /// Sums over samples that followed one another without a hole in time.
  private var boardSamples = 0.0
  private var boardMicroseconds = 0.0
  private var sent = 0.0
  private var nextFit = 1.0

  package init(statedHertz: Double?) {
    self.statedHertz = statedHertz
  }

  /// Between two stamps of the board's 32-bit microsecond clock, a wrap undone.
  package static func microseconds(from before: UInt32, to after: UInt32) -> UInt32 {
    after &- before
  }

  package var estimate: RateEstimate? {
    if let slope = arrivals.slope, arrivals.span >= Self.ownClockSeconds {
      let seconds = Int(arrivals.span)
      return RateEstimate(
        hertz: slope, reason: "sequence numbers against this computer's clock over \(seconds) s", uncertainty: 1e-4,
        isSettled: true)
    }
    if boardMicroseconds >= Self.settlingSeconds * 1e6 {
      return RateEstimate(
        hertz: boardSamples / boardMicroseconds * 1e6, reason: "board clock", uncertainty: 0.005, isSettled: true)
    }
    return statedHertz.map {
      RateEstimate(hertz: $0, reason: "stated by the board", uncertainty: 0.005, isSettled: true)
    }
  }

  package mutating func observe(_ batch: [WireSample], arrivalNanoseconds: UInt64) {
    for sample in batch {
      guard let sequence = sample.sequence, let stamp = sample.stamp else { continue }
      let micros = UInt32(stamp)
      if let observed {
        let steps = Double(sequence &- observed.sequence)
        let elapsed = Double(Self.microseconds(from: observed.micros, to: micros))
        let period = (gridHertz ?? statedHertz).map { 1e6 / $0 }
        // Without any known period the first steps stand as they are; afterwards those that fit it.
        let fits = period.map { abs(elapsed / $0 - steps) < 0.5 * steps + 0.5 } ?? true
        if steps == 0 && elapsed == 0 { continue }
        if steps > 0, steps < 32768, elapsed < 60e6, fits {
          boardSamples += steps
          boardMicroseconds += elapsed
          sent += steps
        } else {
          restartArrivals()
        }
      }
      observed = (sequence, micros)
    }
    arrivals.add(count: sent, nanoseconds: arrivalNanoseconds)
    if arrivals.span >= nextFit {
      arrivals.fit()
      nextFit += 1
    }
  }

  private mutating func restartArrivals() {
    arrivals = RateRegression()
    sent = 0
    nextFit = 1
  }

  package mutating func start(gridHertz: Double) {
    self.gridHertz = gridHertz
  }

  package mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep {
    guard let sequence = sample.sequence, let stamp = sample.stamp else { return .next }
    let micros = UInt32(stamp)
    guard let last, let hertz = gridHertz else {
      self.last = (sequence, micros, arrivalNanoseconds)
      return .next
    }
    let hostSeconds = Double(arrivalNanoseconds - last.arrival) / 1e9
    let boardSeconds = Double(Self.microseconds(from: last.micros, to: micros)) / 1e6
    let byNumber = Int(sequence &- last.sequence)
    if byNumber == 0 && micros == last.micros { return ClockStep(places: 0, remark: .dropped) }
    self.last = (sequence, micros, arrivalNanoseconds)

    let byTime = boardSeconds * hertz
    let wraps = ((byTime - Double(byNumber)) / 65536).rounded()
    let places = byNumber + 65536 * max(0, Int(wraps))
    let tolerance = Self.toleranceSeconds * hertz + Self.toleranceShare * byTime
    let isTimePlausible = slack.allows(boardSeconds: boardSeconds, hostSeconds: hostSeconds)
    guard isTimePlausible, places > 0, byTime - Double(places) > -tolerance else {
      return ClockStep(
        places: max(1, Int((hostSeconds * hertz).rounded())), remark: .restarted(seconds: hostSeconds))
    }
    if byTime - Double(places) > tolerance {
      return ClockStep(
        places: max(1, Int(byTime.rounded())), lost: places - 1, remark: .paused(seconds: boardSeconds))
    }
    return ClockStep(places: places, lost: places - 1)
  }

  package func lag(arrivalNanoseconds: UInt64) -> Double? {
    arrivals.lag(count: sent, nanoseconds: arrivalNanoseconds)
  }
}
