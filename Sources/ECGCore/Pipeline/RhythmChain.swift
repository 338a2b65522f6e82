/// Everything behind the beats: intervals, heart rate, variability and findings, driven by events in decision order.
struct RhythmChain {
  private let rate: SampleRate
  /// How long a beat may be on its way to here: the detector's delay and a second of judging, in seconds.
  private let beatDelay: Double
  private let detectorDelay: Int
  private var timeline = QualityTimeline()
  private var intervals: IntervalSeries
  private var heartRate: HeartRate
  private var minute: WindowedHRV
  private var fiveMinutes: WindowedHRV
  private var rhythm: RhythmWatch
  private var witness: ComplexWitness
  private var board: FindingBoard
  private var effort: EffortFigures
  private var ectopy: EarlyBeats
  private var named = NamedIntervals()
  private var conduction: ConductionWatch
  private var resolved = Collected<RRInterval>()
  private var found = Collected<Finding>()
  private var told = Collected<RhythmEvent>()
  private var strips: StripJudge
  private var newestBeat: Double?
  /// Where the newest slow interval ended that may hide a passed-over complex.
  private var newestDoubt = -Double.infinity
  private var lastInterval: RRInterval?
  private var newestSecond: QualitySecond?
  private var newestIntervals: HeartIntervals?
  /// What a pulse oximeter told last, and where the grid stood then.
  private var newestSaturation: (reading: Reading<Double>, at: Int)?
  private let widestQRS: Double

  /// Older is no word on now, in seconds: an oximeter tells each second.
  private static let freshSaturationSeconds = 5.0
  /// An interval longer than this is looked into for a passed-over complex, in seconds: a rate below 60 bpm.
  private static let witnessedFromSeconds = 1.0
  /// A gap up to this long leaves findings and the heart rate standing, in seconds: a few lost lines, not a lost board.
  private static let shortGapSeconds = 2.0
  /// Beats in an unbroken chain before the time since the last one may be called a pause.
  private static let fewestBeatsBeforePause = 3

  init(
    rate: SampleRate, limits: FindingLimits, heartRateLimits: HeartRateLimits, detectorLatency: Double, describes: Bool
  ) {
    self.rate = rate
    detectorDelay = rate.samples(in: detectorLatency) + 1
    beatDelay = detectorLatency + 1
    intervals = IntervalSeries(rate: rate)
    heartRate = HeartRate(rate: rate)
    minute = WindowedHRV(rate: rate, windowSeconds: 60, requirement: .minute)
    fiveMinutes = WindowedHRV(rate: rate, windowSeconds: 300, requirement: .fiveMinutes)
    witness = ComplexWitness(rate: rate)
    rhythm = RhythmWatch(rate: rate)
    board = FindingBoard(rate: rate, limits: limits)
    widestQRS = limits.widestQRS
    effort = EffortFigures(rate: rate, limits: heartRateLimits)
    ectopy = EarlyBeats(rate: rate, limits: heartRateLimits)
    conduction = ConductionWatch(rate: rate)
    strips = StripJudge(rate: rate, describes: describes)
  }

  /// Samples of `block` in `range` have arrived.
  mutating func see(_ block: SampleBlock, _ range: Range<Int>) {
    witness.take(block, range)
    rhythm.take(block, range)
    effort.see(block, range)
    conduction.see(block, range)
  }

  mutating func take(_ beat: Beat, into sink: inout some Sink<PipelineEvent>) {
    sink.receive(.beat(beat))
    witness.note(beat)
    rhythm.note(beat)
    effort.take(beat)
    newestBeat = beat.position
    intervals.append(beat)
    resolve(into: &sink)
  }

  /// A beat told before has its class.
  mutating func take(_ classified: ClassifiedBeat) {
    let beat = NamedBeat(
      position: classified.beat.position, label: classified.beat.label,
      ventricular: classified.probabilities.ventricular, decidedAt: classified.classifiedAt)
    strips.take(classified)
    rhythm.take(beat)
    conduction.take(beat)
    named.append(beat)
    while let next = named.next() { follow(next) }
  }

  /// A beat told before has its waves.
  mutating func take(_ delineation: BeatDelineation) {
    strips.take(delineation)
    conduction.take(delineation)
  }

  mutating func take(_ intervals: HeartIntervals) {
    newestIntervals = intervals
  }

  /// A pulse oximeter beside the electrodes told its percentage when the grid had come to `position`.
  mutating func take(saturation: Reading<Double>, at position: Int) {
    newestSaturation = (saturation, position)
  }

  mutating func take(_ second: QualitySecond, into sink: inout some Sink<PipelineEvent>) {
    sink.receive(.quality(second))
    newestSecond = second
    timeline.append(second)
    conduction.take(second)
    resolve(into: &sink)
    rhythm.append(second, into: &told)
    if second.state == .leadsOff {
      intervals.breakChain()
      while let next = named.flush() { follow(next) }
      rhythm.breakOff(into: &told)
      conduction.breakChain()
      restartRates()
    }
    let end = second.start + second.count
    var inputs = inputs(second, end: end)
    ectopy.look(inputs.heartRate, second: second, end: end, fibrillation: rhythm.fibrillationConfidence)
    inputs.earlyBeats = ectopy.recent
    inputs.earlyBeatsInEffort = ectopy.inEffort
    inputs.recovery = effort.freshRecovery
    inputs.take(newestIntervals, now: end, rate: rate, widestQRS: widestQRS)
    board.look(inputs, into: &found)
    passOn(into: &sink)
    var figures = MonitorSnapshot(rate: rate)
    describe(now: end, leads: [], in: &figures)
    effort.take(figures.heartRate, end: end)
    var all = effort.figures(quality: second, as: figures)
    (all.judged, all.absent) = inputs.account
    sink.receive(.figures(all))
    if let strip = strips.take(second, rhythm.fibrillation.features) { sink.receive(.strip(strip)) }
  }

  /// What is known at the end of a judged second, for the table of rules.
  private mutating func inputs(_ second: QualitySecond, end: Int) -> FindingInputs {
    var inputs = FindingInputs(
      second: second, heartRate: heartRate.beatsPerMinute(now: end, chainDelay: beatDelay),
      slowRateIsWitnessed: rate.seconds(Double(end) - newestDoubt) > HeartRate.memorySeconds + beatDelay,
      openHole: openHole(end: end))
    inputs.take(rhythm, second: second)
    inputs.unconducted = conduction.unconducted(end: end)
    inputs.saturation = newestSaturation.map { newest in
      rate.seconds(Double(end - newest.at)) <= Self.freshSaturationSeconds ? newest.reading : .refused(.notWorn)
    }
    return inputs
  }

  /// `lost` samples are missing: no interval, pause or pattern goes across. What was measured before a short gap still
  /// holds, and ages by itself.
  mutating func breakAtGap(lost: Int, into sink: inout some Sink<PipelineEvent>) {
    let isShort = rate.seconds(Double(lost)) <= Self.shortGapSeconds
    while let next = named.flush() { follow(next) }
    named.removeAll()
    if !isShort, let strip = strips.end(rhythm.fibrillation.features) { sink.receive(.strip(strip)) }
    rhythm.breakAtGap(isShort: isShort, into: &told)
    if isShort { board.breakOff(into: &found) } else { board.end(into: &found) }
    passOn(into: &sink)
    intervals.breakAtGap()
    timeline.removeAll()
    witness.restart()
    conduction.breakChain()
    effort.breakAtGap(seconds: Int(rate.seconds(Double(lost))))
    newestBeat = nil
    guard !isShort else { return }
    restartRates()
    newestSecond = nil
  }

  mutating func finish(into sink: inout some Sink<PipelineEvent>) {
    while let next = named.flush() { follow(next) }
    if let strip = strips.end(rhythm.fibrillation.features) { sink.receive(.strip(strip)) }
    rhythm.breakOff(into: &told)
    board.end(into: &found)
    passOn(into: &sink)
  }

  /// Puts the figures as of grid index `now` into the snapshot.
  mutating func describe(now: Int, leads: SampleFlags, in snapshot: inout MonitorSnapshot) {
    minute.slide(to: now)
    fiveMinutes.slide(to: now)
    snapshot.quality = newestSecond
    snapshot.suspension = board.suspension
    effort.describe(in: &snapshot)
    snapshot.hrvMinute = minute.reading()
    snapshot.hrvFiveMinutes = fiveMinutes.reading()
    let unfit = leads.isDisjoint(with: .leadsOff) ? newestSecond?.state.refusal : .leadsOff
    let rateNow = heartRate.beatsPerMinute(now: now, chainDelay: beatDelay)
    // One noisy second does not take away a rate that the beats before it still bear out; a dead input does.
    if let unfit, unfit != .poorSignal || rateNow.value == nil {
      snapshot.heartRate = .refused(unfit)
      snapshot.lastInterval = .refused(unfit)
      snapshot.rhythm = .refused(unfit)
      return
    }
    snapshot.heartRate = rateNow
    snapshot.rhythm = rhythm.reading
    switch (rateNow, lastInterval) {
    case (.refused(.cannotTell), _): snapshot.lastInterval = .refused(.cannotTell)
    case (_, let interval?): snapshot.lastInterval = .value(interval.seconds * 1000)
    case (_, nil): snapshot.lastInterval = .refused(unfit ?? .settling)
    }
  }

  private mutating func restartRates() {
    heartRate.removeAll()
    lastInterval = nil
    newestBeat = nil
  }

  private mutating func resolve(into sink: inout some Sink<PipelineEvent>) {
    intervals.resolve(timeline, into: &resolved)
    for interval in resolved.elements {
      sink.receive(.interval(interval))
      strips.take(interval)
      heartRate.append(interval)
      named.append(interval)
      while let next = named.next() { follow(next) }
      minute.append(interval)
      fiveMinutes.append(interval)
      effort.take(interval)
      lastInterval = interval.verdict == .normal || interval.verdict == .irregular ? interval : nil
      var hole: FindingInputs.Hole?
      if interval.seconds >= Self.witnessedFromSeconds {
        if witness.isQuiet(from: interval.from, to: interval.to) {
          let isFit =
            interval.verdict != .unfit && intervals.chainLength > Self.fewestBeatsBeforePause
            && witness.isLevel(from: interval.from, to: interval.to)
          if isFit {
            hole = FindingInputs.Hole(from: Int(interval.from), to: Int(interval.to), seconds: interval.seconds)
          }
        } else {
          newestDoubt = interval.to
        }
      }
      board.closeHole(hole, into: &found)
      passOn(into: &sink)
    }
    resolved.removeAll()
  }

  /// An interval and the class of the beat that closes it: the rhythm goes on by one beat.
  private mutating func follow(_ next: (interval: RRInterval, beat: NamedBeat)) {
    rhythm.append(next.interval, next.beat, into: &told)
    ectopy.append(next.interval, isVentricular: rhythm.newestIsVentricular)
  }

  /// The time since the last beat, where it is fit and quiet and no beat can be on its way.
  private mutating func openHole(end: Int) -> FindingInputs.Hole? {
    guard let from = intervals.lastBeat, from == newestBeat, intervals.chainLength >= Self.fewestBeatsBeforePause
    else { return nil }
    let to = end - detectorDelay
    let seconds = rate.seconds(Double(to) - from)
    guard seconds >= Self.witnessedFromSeconds, timeline.fitness(from: Int(from), to: end) == .fit,
      witness.isQuiet(from: from, to: Double(to)), witness.isLevel(from: from, to: Double(to))
    else { return nil }
    return FindingInputs.Hole(from: Int(from), to: to, seconds: seconds)
  }

  private mutating func passOn(into sink: inout some Sink<PipelineEvent>) {
    for event in told.elements {
      switch event {
      case .episode(let episode): sink.receive(.rhythm(episode))
      case .ectopy(let group): sink.receive(.ectopy(group))
      }
    }
    told.removeAll()
    for finding in found.elements { sink.receive(.finding(finding)) }
    found.removeAll()
  }
}
