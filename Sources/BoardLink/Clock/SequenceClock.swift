/// The clock of formats that number their samples: the grid follows the number, checked against the board's microseconds
/// where it sends them, and is held to our clock (`HostLock`).
///
/// The number is unwrapped by the microseconds (32 bits, 71.6 min), these by our own clock. Losses are exact. A
/// board that rests (`stop`) goes on with the next number: there the microseconds show the hole.
package struct SequenceClock: SampleClock {
  /// A sample's time may be this far from its number before anything but jitter is seen in it.
  private static let toleranceSeconds = 0.050
  /// The same for long holes, as a share: crystal against ceramic resonator, 0.5 % (ATmega boards), twice.
  private static let toleranceShare = 0.01
  /// A board that was not reset while it was away has counted on; its first sample may wait so long for our first read.
  private static let returnSlackSeconds = 0.5
  /// A silence longer than any bridge's batch, and how many old samples may end it.
  private static let silenceSeconds = 0.25
  private static let mostOld = 3
  /// Seconds of samples after which the board's own clock has measured its rate.
  private static let settlingSeconds = 1.0
  /// Seconds after which our clock knows the rate better than the board's: 1 ms of arrival jitter is then below 1e-4.
  private static let ownClockSeconds = 10.0

  private let statedHertz: Double?
  private var gridHertz: Double?
  private var slack = HostSlack()
  private var last: (micros: UInt32?, arrival: UInt64)?
  private var numbers = SequenceNumbers()
  private var arrivals = HostLock()
  private var observed: (sequence: UInt16, micros: UInt32)?
  /// Sums over samples that followed one another without a hole in time.
  private var boardSamples = 0.0
  private var boardMicroseconds = 0.0
  /// Places of the grid as the board paces it.
  private var sent = 0.0
  /// Our seconds of the last silence that no number explains, and samples since: where the board then proves to have begun anew, they
  /// were old, and came with its first words.
  private var silence: (seconds: Double, samples: Int)?
  /// The device was away: its clock has to agree with ours on how long.
  private var isReturning = false

  package init(statedHertz: Double?) {
    self.statedHertz = statedHertz
  }

  /// Between two stamps of the board's 32-bit microsecond clock, a wrap undone.
  package static func microseconds(from before: UInt32, to after: UInt32) -> UInt32 {
    after &- before
  }

  private var boardHertz: Double? {
    boardMicroseconds >= Self.settlingSeconds * 1e6 ? boardSamples / boardMicroseconds * 1e6 : nil
  }

  package var estimate: RateEstimate? {
    if let slope = arrivals.slope, arrivals.span >= Self.ownClockSeconds {
      let seconds = Int(arrivals.span)
      return RateEstimate(
        hertz: slope, reason: "sequence numbers against this computer's clock over \(seconds) s", uncertainty: 1e-4,
        isSettled: true)
    }
    if let boardHertz {
      return RateEstimate(hertz: boardHertz, reason: "board clock", uncertainty: 0.005, isSettled: true)
    }
    return statedHertz.map {
      RateEstimate(hertz: $0, reason: "stated by the board", uncertainty: 0.005, isSettled: true)
    }
  }

  package var skew: Double? {
    guard let slope = arrivals.slope, arrivals.span >= Self.ownClockSeconds, let boardHertz else { return nil }
    return slope / boardHertz - 1
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
        if steps > 0, steps < 32768, elapsed < 60e6, fits {
          boardSamples += steps
          boardMicroseconds += elapsed
        }
      }
      observed = (sequence, micros)
    }
  }

  package mutating func interrupted() {
    isReturning = true
    observed = nil
  }

  /// Whether a board that comes back has run on meanwhile: `nil` where it did not go.
  private mutating func hasRunOn(_ boardSeconds: Double?, _ hostSeconds: Double) -> Bool? {
    guard isReturning else { return nil }
    isReturning = false
    let least = hostSeconds * (1 - Self.toleranceShare) - Self.returnSlackSeconds
    return boardSeconds.map { $0 >= least } ?? false
  }

  package mutating func start(gridHertz: Double, followsHost: Bool) {
    self.gridHertz = gridHertz
    arrivals.begin(at: sent, unitSeconds: 1 / gridHertz, follows: followsHost)
  }

  package mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep {
    guard let sequence = sample.sequence, let hertz = gridHertz else { return .next }
    let micros = sample.stamp.map { UInt32($0) }
    guard let last else {
      self.last = (micros, arrivalNanoseconds)
      numbers.restart(at: sequence)
      return .next
    }
    let hostSeconds = Double(arrivalNanoseconds - last.arrival) / 1e9
    let boardSeconds = zip(last.micros, micros).map { Double(Self.microseconds(from: $0, to: $1)) / 1e6 }
    let byTime = (boardSeconds ?? hostSeconds) * hertz
    let places = numbers.step(to: sequence, expected: byTime)
    if places == 0 && (boardSeconds ?? 0) == 0 { return .dropped }
    self.last = (micros, arrivalNanoseconds)
    let former = silence
    noticeSilence(hostSeconds, boardSeconds)

    var step = ClockStep(advance: Double(places), lost: max(0, places - 1), isGap: places > 1)
    let tolerance = Self.toleranceSeconds * hertz + Self.toleranceShare * byTime
    let hasRunOn = hasRunOn(boardSeconds, hostSeconds)
    if boardSeconds != nil || hasRunOn == false {
      let boardSeconds = boardSeconds ?? 0
      let isTimePlausible = slack.allows(boardSeconds: boardSeconds, hostSeconds: hostSeconds) && hasRunOn != false
      if !isTimePlausible || places <= 0 || byTime - Double(places) <= -tolerance {
        let away = hostSeconds + (hostSeconds > 0 ? former?.seconds ?? 0 : 0)
        step = ClockStep(
          advance: max(1, (away * hertz).rounded()), isGap: true, remark: .restarted(seconds: away))
        silence = nil
        arrivals.restartMeasuring()
      } else if byTime - Double(places) > tolerance {
        step.advance = max(1, byTime.rounded())
        step.isGap = true
        step.remark = .paused(seconds: boardSeconds)
      }
    }
    follow(&step, hertz, arrivalNanoseconds)
    return step
  }

  private mutating func noticeSilence(_ hostSeconds: Double, _ boardSeconds: Double?) {
    let unexplained = hostSeconds - (boardSeconds ?? hostSeconds)
    if unexplained > Self.silenceSeconds {
      silence = (unexplained, 0)
    } else if let former = silence {
      silence = former.samples + 1 < Self.mostOld ? (former.seconds, former.samples + 1) : nil
    }
  }

  private mutating func follow(_ step: inout ClockStep, _ hertz: Double, _ arrival: UInt64) {
    sent += step.advance
    arrivals.observe(count: sent, arrivalNanoseconds: arrival)
    // What our clock has measured is not stretched again.
    if case .restarted = step.remark {} else { step.advance *= arrivals.stretch }
    arrivals.place(count: sent, seconds: step.advance / hertz)
  }

  package func lag(arrivalNanoseconds: UInt64) -> Double? {
    arrivals.lag(count: sent, arrivalNanoseconds: arrivalNanoseconds)
  }
}

private func zip<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
  guard let a, let b else { return nil }
  return (a, b)
}
