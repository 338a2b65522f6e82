/// The composed chain: samples in, everything a face or a report needs out. Live and offline run this and nothing else.
///
///     samples ─ SignalDoor
///              ├─ Conditioner ──────────────────────────────▶ .conditioned
///              ├─ QualityJudge ─▶ .quality ─┐
///              ├─ BeatDetector ─▶ .beat ─┬──┼─ RhythmChain ─▶ .interval, .rhythm, .finding
///              │                         ├──┴─ BeatClassifier ─▶ .classified ─▶ RhythmChain ─▶ .strip
///              └─────────────────────────┴─── BeatDelineator ─▶ .delineation, .intervals
///
/// Events but `.conditioned` are the same, in the same order, however the samples are cut into blocks.
public struct ECGPipeline: Stage {
  public typealias Input = SampleBlock
  public typealias Output = PipelineEvent

  /// What holds after the newest block.
  public private(set) var snapshot: MonitorSnapshot
  public let settings: PipelineSettings
  /// The limits that findings are held against, from the settings' profile.
  public let limits: FindingLimits

  private var door = SignalDoor()
  private var conditioner: Conditioner
  private var judge: QualityJudge
  private var detector: BeatDetector
  private var chain: RhythmChain
  private var delineator: BeatDelineator
  private var classifier: BeatClassifier
  private var decided = DecidedEvents()
  private var waves = Collected<DelineatorEvent>()
  private var conditioned = Collected<SampleBlock>()
  private var classified = Collected<ClassifiedBeat>()
  private var events = Collected<PipelineEvent>()
  private var end: Int?

  public init(rate: SampleRate, settings: PipelineSettings = PipelineSettings()) {
    self.settings = settings
    limits = FindingLimits(settings.profile)
    snapshot = MonitorSnapshot(rate: rate)
    snapshot.reserveFindings()
    conditioner = Conditioner(rate: rate)
    judge = QualityJudge(rate: rate)
    detector = BeatDetector(rate: rate)
    classifier = BeatClassifier(
      rate: rate, model: settings.model ?? .trained, describes: settings.describesBeats)
    chain = RhythmChain(
      rate: rate, limits: limits, heartRateLimits: settings.profile.heartRateLimits,
      detectorLatency: detector.latencySeconds, describes: settings.describesBeats)
    delineator = BeatDelineator(
      rate: rate, detectorLatency: detector.latencySeconds, bandwidth: settings.bandwidth)
  }

  /// The wearer's families of beats as they stand, the most common of late first. Made anew at each call.
  public var beatFamilies: [BeatFamily] { classifier.families }

  /// A beat may wait for its second to be judged before its interval is told, and for its T wave before its waves are.
  public var latencySeconds: Double {
    max(conditioner.latencySeconds, detector.latencySeconds + judge.latencySeconds, delineator.latencySeconds)
  }

  /// One averaged beat that stands for all so far; `nil` before there is one. Made when asked for.
  public var typicalBeat: TypicalBeat? { delineator.typicalBeat }

  public mutating func process(_ block: SampleBlock, into sink: inout some Sink<PipelineEvent>) {
    guard block.count > 0 else { return }
    let block = door.admit(block)
    conditioner.process(block, into: &conditioned)
    judge.process(block, into: &decided.seconds)
    detector.process(block, into: &decided.beats)
    passOnConditioned(into: &sink)
    if let end, block.start != end {
      while let event = decided.next(before: block.start) { take(event) }
      classifier.breakChain(into: &classified)
      passOnClassified()
      chain.breakAtGap(lost: block.start - end, into: &events)
      delineator.end(into: &waves)
      passOnWaves()
    }
    var seen = block.start
    while let event = decided.next(before: .max) {
      let known = min(max(event.decidedAt + 1, seen), block.end)
      see(block, seen..<known)
      seen = known
      take(event)
    }
    see(block, seen..<block.end)
    end = block.end
    snapshot.end = block.end
    snapshot.leads = block.flags.last ?? []
    snapshot.mainsHertz = conditioner.mainsHertz
    passOn(into: &sink)
  }

  /// What a pulse oximeter beside the electrodes says now, in percent; findings of it come with the second that is being judged.
  public mutating func note(saturation: Reading<Double>) {
    chain.take(saturation: saturation, at: snapshot.end)
  }

  public mutating func finish(into sink: inout some Sink<PipelineEvent>) {
    conditioner.finish(into: &conditioned)
    judge.finish(into: &decided.seconds)
    detector.finish(into: &decided.beats)
    passOnConditioned(into: &sink)
    while let event = decided.next(before: .max) { take(event) }
    classifier.breakChain(into: &classified)
    passOnClassified()
    delineator.end(into: &waves)
    passOnWaves()
    chain.finish(into: &events)
    passOn(into: &sink)
  }

  private mutating func take(_ event: DecidedEvents.Event) {
    switch event {
    case .beat(let beat):
      chain.take(beat, into: &events)
      delineator.take(beat)
      classifier.take(beat, into: &classified)
      passOnClassified()
    case .quality(let second):
      classifier.take(second)
      chain.take(second, into: &events)
      delineator.take(second, into: &waves)
      passOnWaves()
    }
  }

  private mutating func see(_ block: SampleBlock, _ range: Range<Int>) {
    chain.see(block, range)
    classifier.see(block, range, into: &classified)
    passOnClassified()
    delineator.see(block, range, into: &waves)
    passOnWaves()
  }

  private mutating func passOnClassified() {
    for beat in classified.elements {
      events.receive(.classified(beat))
      chain.take(beat)
    }
    classified.removeAll()
  }

  private mutating func passOnWaves() {
    for event in waves.elements {
      switch event {
      case .beat(let told):
        events.receive(.delineation(told))
        chain.take(told)
      case .averaged(let intervals):
        chain.take(intervals)
        events.receive(.intervals(intervals))
      }
    }
    waves.removeAll()
  }

  private mutating func passOnConditioned(into sink: inout some Sink<PipelineEvent>) {
    for block in conditioned.elements { sink.receive(.conditioned(block)) }
    conditioned.removeAll()
  }

  /// Gives out what the chain said and brings the snapshot up to it.
  private mutating func passOn(into sink: inout some Sink<PipelineEvent>) {
    for event in events.elements {
      snapshot.burden.receive(event)
      switch event {
      case .beat: snapshot.beats += 1
      case .finding(let finding): snapshot.note(finding)
      case .rhythm(let episode): snapshot.note(episode)
      case .ectopy(let group): snapshot.ectopy.append(group)
      case .intervals(let intervals): snapshot.intervals = intervals
      case .conditioned, .classified, .interval, .quality, .figures, .delineation, .strip: break
      }
      sink.receive(event)
    }
    events.removeAll()
    decided.removeAll()
    chain.describe(now: snapshot.end, leads: snapshot.leads, in: &snapshot)
  }
}
