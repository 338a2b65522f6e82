/// What the athlete wants to know while at it: DFA-α1, breath, zones, impulses, recovery. Fed by the rhythm chain.
struct EffortFigures {
  private var correction = LiveArtefactCorrection()
  private var scaling: LiveScaling
  private var respiration: LiveRespiration
  private var slope: QRSSlope
  private var training: TrainingLoad
  private var recovery: HeartRateRecovery
  private var chainEnd: Double?
  /// Of the newest intervals, which ones are irregular.
  private var recent = RingWindow(capacity: 64, blank: false)
  /// The newest recovery that was told, and for how many seconds it has been.
  private var told: (endedAt: Int, seconds: Int)?
  /// Beats whose interval is not yet told, with their steepness.
  private var waiting = RingWindow(capacity: 16, blank: (beat: Beat.none, slope: 0.0))

  init(rate: SampleRate, limits: HeartRateLimits) {
    scaling = LiveScaling(rate: rate)
    respiration = LiveRespiration(rate: rate)
    slope = QRSSlope(rate: rate)
    training = TrainingLoad(limits: limits)
    recovery = HeartRateRecovery(limits: limits)
  }

  mutating func see(_ block: SampleBlock, _ range: Range<Int>) {
    slope.take(block, range)
  }

  mutating func take(_ beat: Beat) {
    waiting.append((beat, slope.steepest(at: beat) ?? 0))
  }

  mutating func take(_ interval: RRInterval) {
    if interval.from != chainEnd { correction.breakChain(into: &scaling) }
    let isFit = interval.verdict != .unfit && IntervalGate.plausibleSeconds.upperBound >= interval.seconds
    chainEnd = isFit ? interval.to : nil
    if isFit { recent.append(interval.verdict != .normal) }
    if isFit {
      correction.append(
        to: interval.to, milliseconds: 1000 * interval.seconds, isIrregular: interval.verdict != .normal, into: &scaling
      )
    } else {
      scaling.leaveOut(at: interval.to)
    }
    while let (beat, slope) = waiting.first, beat.position <= interval.to {
      waiting.removeFirst()
      guard beat.position == interval.to, interval.verdict == .normal else { continue }
      respiration.append(
        position: beat.position, interval: 1000 * interval.seconds, amplitude: Double(beat.amplitude), slope: slope)
    }
  }

  /// A second was judged that ends at grid index `end`, with the rate that then held.
  mutating func take(_ rate: Reading<Double>, end: Int) {
    training.add(rate)
    recovery.add(rate, isRegular: isMostlySinus)
    if let newest = recovery.newest {
      told = told?.endedAt == newest.endedAt ? (newest.endedAt, (told?.seconds ?? 0) + 1) : (newest.endedAt, 0)
    }
    scaling.look(now: end)
    respiration.look(now: end)
  }

  /// At most a fifth of the newest intervals are irregular: beyond, the rate is one of extra beats, not of effort.
  private var isMostlySinus: Bool {
    var irregular = 0
    for index in 0..<recent.count where recent[index] { irregular += 1 }
    return 5 * irregular <= recent.count
  }

  /// A gap of so many whole seconds: time went by, without a rate.
  mutating func breakAtGap(seconds: Int) {
    correction.breakChain(into: &scaling)
    chainEnd = nil
    waiting.removeAll()
    // What a gap may hide is bounded: beyond three minutes nothing is remembered anyway.
    for _ in 0..<min(seconds, 180) { recovery.add(.refused(.cannotTell)) }
  }

  /// The figures of a second, the others as `snapshot` has them.
  func figures(quality: QualitySecond, as snapshot: MonitorSnapshot) -> SecondFigures {
    SecondFigures(
      quality: quality, heartRate: snapshot.heartRate, hrvMinute: snapshot.hrvMinute,
      hrvFiveMinutes: snapshot.hrvFiveMinutes, scaling: scaling.reading, respiration: respiration.reading,
      training: training, recovery: recovery.newest)
  }

  /// The fall in the first minute after effort, for a minute from when it was known; then there is none to speak of.
  var freshRecovery: Reading<Double> {
    guard let told, told.seconds < 60, let newest = recovery.newest else { return .refused(.settling) }
    return newest.after60
  }

  func describe(in snapshot: inout MonitorSnapshot) {
    snapshot.scaling = scaling.reading
    snapshot.respiration = respiration.reading
    snapshot.training = training
    snapshot.recovery = recovery.newest
  }
}

extension Beat {
  /// Fills slots until they are taken.
  fileprivate static let none = Beat(position: 0, amplitude: 0, decidedAt: 0, confidence: 0)
}
