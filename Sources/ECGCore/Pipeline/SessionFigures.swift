/// What a whole session or recording comes to: a sink for the chain's events, and the figures at any moment.
///
/// Memory: 40 bytes a beat for its interval, 4 MB a day; a few bytes a minute, and the findings. The same events give the same figures; it may stand behind a live
/// chain or be fed from a log.
public struct SessionFigures: Sink, Sendable {
  public typealias Element = PipelineEvent

  public let rate: SampleRate
  /// Beats found, those in unfit signal included.
  public private(set) var beats = 0
  /// The beats by class, hour and family.
  public private(set) var classes = BeatClassFigures()
  /// Ectopic beats by those classes: singles, couplets, runs, and by heart-rate zone.
  public private(set) var burden: ClassBurden
  /// Intervals told, by verdict.
  public private(set) var intervals: [RRInterval.Verdict: Int] = [:]
  /// Quality, minute by minute of the session's grid; minutes without a sample are not listed.
  public private(set) var minutes: [QualityMinute] = []
  /// Every finding once, in its latest form, in order of being found.
  public private(set) var findings: [Finding] = []

  /// PR, QRS, QT and QTc over all averaged beats.
  public private(set) var waves = IntervalSummary()
  /// Every episode of a rhythm once, in its latest form, in order of being told.
  public private(set) var rhythms: [RhythmEpisode] = []
  /// The minutes, each judged as a whole.
  public private(set) var strips: [RhythmStrip] = []
  /// Ectopic beats, group by group.
  public private(set) var ectopy = EctopyFigures()
  /// Every interval told, in the order of its time.
  public private(set) var intervalLog: [RRInterval] = []
  /// DFA-α1 wherever it could be told, by the second's end in seconds of the grid.
  public private(set) var scaling: [(seconds: Double, figure: ShortTermScaling)] = []
  /// Breaths a minute likewise.
  public private(set) var respiration: [(seconds: Double, figure: Respiration)] = []
  /// Zones and training impulses, and every end of effort with its recovery.
  public private(set) var training: TrainingLoad?
  public private(set) var recoveries: [HeartRateRecovery.Figures] = []

  /// For how long each rule could be judged: `FindingLimits.accounts`.
  public private(set) var judged = JudgedSeconds()

  private var variability: WindowedHRV
  private var extremes: RateExtremes
  private var validCount = 0
  private var validSeconds = 0.0
  private var figuresSlot: Int?

  public init(rate: SampleRate) {
    self.rate = rate
    variability = WindowedHRV(rate: rate, windowSeconds: nil, requirement: .minute)
    extremes = RateExtremes(rate: rate)
    burden = ClassBurden(rate: rate)
  }

  public mutating func receive(_ event: PipelineEvent) {
    burden.receive(event)
    switch event {
    case .conditioned, .delineation: break
    case .intervals(let intervals): waves.append(intervals)
    case .classified(let beat): classes.add(beat, rate: rate)
    case .figures(let figures): take(figures)
    case .beat: beats += 1
    case .interval(let interval): take(interval)
    case .quality(let second): take(second)
    case .ectopy(let group): ectopy.append(group)
    case .strip(let strip): strips.append(strip)
    case .rhythm(let episode):
      take(episode)
    case .finding(let finding):
      if let index = findings.lastIndex(where: { $0.kind == finding.kind && $0.onset == finding.onset }) {
        findings[index] = finding
      } else {
        findings.append(finding)
      }
    }
  }

  /// Samples there were, in seconds; gaps do not count.
  public var recordedSeconds: Double { rate.seconds(Double(minutes.reduce(0) { $0 + $1.samples })) }
  /// Of these, seconds in which beats can be trusted (good or fair).
  public var analysableSeconds: Double {
    rate.seconds(Double(minutes.reduce(0) { $0 + $1.samples(in: .good) + $1.samples(in: .fair) }))
  }
  /// Seconds judged to be in a state.
  public func seconds(in state: SignalState) -> Double {
    rate.seconds(Double(minutes.reduce(0) { $0 + $1.samples(in: state) }))
  }

  /// 60 over the mean of all normal and irregular intervals in seconds: beats per minute of the time that they cover.
  public var meanHeartRate: Reading<Double> {
    guard validCount > 0, validSeconds > 0 else { return .refused(withheldBecause) }
    return .value(60 * Double(validCount) / validSeconds)
  }
  /// Length of the windows that `slowest` and `fastest` speak of, in seconds.
  public static let rateWindowSeconds = RateExtremes.windowSeconds
  /// The slowest window of `rateWindowSeconds`.
  public var slowest: Reading<RateWindow> { extremes.slowest.map { .value($0) } ?? .refused(withheldBecause) }
  /// The fastest window of `rateWindowSeconds`.
  public var fastest: Reading<RateWindow> { extremes.fastest.map { .value($0) } ?? .refused(withheldBecause) }
  /// Over all normal intervals; `windowSeconds` is the time that they cover.
  public var hrv: Reading<TimeDomainHRV> { variability.reading() }

  private var withheldBecause: Refusal {
    let total = recordedSeconds
    guard total > 0 else { return .settling }
    let worst = [SignalState.leadsOff, .clipped, .flat, .poor].max { seconds(in: $0) < seconds(in: $1) }
    return worst.flatMap { 2 * seconds(in: $0) > total ? $0.refusal : nil } ?? .settling
  }

  /// Everything that variability has to say, computed anew at each call: most of a second for a whole day.
  public var hrvReport: HRVReport { HRVReport(intervalLog, rate: rate) }

  private mutating func take(_ figures: SecondFigures) {
    training = figures.training
    judged.add(judged: figures.judged, absent: figures.absent)
    if let recovery = figures.recovery {
      if let index = recoveries.lastIndex(where: { $0.endedAt == recovery.endedAt }) {
        recoveries[index] = recovery
      } else {
        recoveries.append(recovery)
      }
    }
    let seconds = rate.seconds(Double(figures.quality.start + figures.quality.count))
    let slot = Int(seconds) / ShortTermScaling.everySeconds
    guard slot != figuresSlot else { return }
    figuresSlot = slot
    if let figure = figures.scaling.value { scaling.append((seconds, figure)) }
    if let figure = figures.respiration.value { respiration.append((seconds, figure)) }
  }

  private mutating func take(_ episode: RhythmEpisode) {
    if let last = rhythms.last, last.name == episode.name, last.onset == episode.onset { rhythms.removeLast() }
    // What was told before it was decided is taken back.
    while let last = rhythms.last, last.onset >= episode.onset { rhythms.removeLast() }
    if let last = rhythms.last, last.last > episode.onset { rhythms[rhythms.count - 1].last = episode.onset }
    rhythms.append(episode)
  }

  private mutating func take(_ interval: RRInterval) {
    intervalLog.append(interval)
    intervals[interval.verdict, default: 0] += 1
    variability.append(interval)
    guard interval.verdict == .normal || interval.verdict == .irregular else { return }
    validCount += 1
    validSeconds += interval.seconds
    extremes.append(interval)
  }

  private mutating func take(_ second: QualitySecond) {
    let minute = Int(rate.seconds(Double(second.start)) / 60)
    if minutes.last?.minute != minute { minutes.append(QualityMinute(minute: minute)) }
    minutes[minutes.count - 1].add(second)
  }
}
