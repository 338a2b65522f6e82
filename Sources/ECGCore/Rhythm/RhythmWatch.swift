/// The rhythm, told as episodes and ectopic groups, from intervals, forms of beats and the signal itself.
///
/// Put together from `FibrillationWatch`, `EctopyWatch`, `FibrillatoryWaves`, `SupraventricularWatch` and `RegularRhythm`; what is
/// graver goes before: waves without complexes, ventricular runs, fibrillation, supraventricular tachycardia, bigeminy and
/// trigeminy, then what rate and breath say. One episode goes on at a time; of the last two, one that does not hold for ten seconds is
/// none. Signal that cannot be judged for long ends it. Delay: that of the part that tells.
struct RhythmWatch {
  /// From so many beats on a run is a tachycardia, where it is faster than `BroadRunWatch.fast`.
  private static let runBeats = 3
  /// A rhythm that rate, breath or single ectopic beats make is told once it has held so long, in seconds: as long as a
  /// standard ECG.
  private static let leastSeconds = 10.0
  /// Fibrillation at these odds or more makes no regular rhythm, however regular a few beats are.
  private static let evenOdds = 0.5
  /// Seconds of waves in a row before they are told, of which each looks back three.
  private static let waveSeconds = 2
  /// Unfit seconds in a row that end an episode: as many as a finding outlasts, and less than AF's own half minute.
  private static let unfitSeconds = 10
  /// Beats that may wait for their second to be judged.
  private static let waitingBeats = 32

  private let rate: SampleRate
  private var forms: BeatForms
  private var waves: FibrillatoryWaves
  private(set) var fibrillation = FibrillationWatch()
  private var ectopy = EctopyWatch()
  private(set) var runs: BroadRunWatch
  private var supraventricular = SupraventricularWatch()
  private(set) var tally: VentricularTally
  private var regular = RegularRhythm()
  private var waiting = RingWindow(capacity: waitingBeats, blank: WaitingBeat(position: 0, form: BeatForm()))
  private var waveCount = 0
  private var newestWave = 0.0
  private var unfitCount = 0
  private var teller = EpisodeTeller()
  /// A rhythm other than the one told, and since when: it may not last.
  private var candidate: (name: RhythmName, since: Int)?

  private struct WaitingBeat: Sendable {
    var position: Double
    var form: BeatForm
  }

  init(rate: SampleRate) {
    self.rate = rate
    forms = BeatForms(rate: rate)
    waves = FibrillatoryWaves(rate: rate)
    tally = VentricularTally(rate: rate)
    runs = BroadRunWatch(rate: rate)
  }

  /// The rhythm as it was last told.
  var reading: Reading<RhythmName> {
    if unfitCount >= Self.waveSeconds { return .refused(.poorSignal) }
    return teller.current.map { .value($0.name) } ?? .refused(.settling)
  }

  /// The beat that closed the newest interval is ventricular, as surely as a finding needs it.
  private(set) var newestIsVentricular = false

  /// What goes on.
  var episode: RhythmEpisode? { teller.current }

  /// How sure the waves are that are told; 0 where there are none.
  var waveConfidence: Double { waveCount >= Self.waveSeconds ? newestWave : 0 }

  /// How likely it is fibrillation or flutter, 0 … 1.
  var fibrillationConfidence: Reading<Double> {
    fibrillation.isSettling ? .refused(.settling) : .value(fibrillation.confidence)
  }

  mutating func take(_ block: SampleBlock, _ range: Range<Int>) {
    forms.take(block, range)
    waves.take(block, range)
  }

  mutating func note(_ beat: Beat) {
    waiting.append(WaitingBeat(position: beat.position, form: forms.measure(at: beat.position)))
  }

  /// The supraventricular tachycardia that goes on, where it is no part of fibrillation.
  var supraventricularRun: SupraventricularWatch.Run? {
    fibrillation.isFibrillating || fibrillation.confidence >= Self.evenOdds ? nil : supraventricular.run
  }

  /// A beat has its class, in good signal or not.
  mutating func take(_ beat: NamedBeat) {
    runs.take(beat)
  }

  /// An interval, its verdict and the class of the beat that closes it are known.
  mutating func append(_ interval: RRInterval, _ beat: NamedBeat, into sink: inout some Sink<RhythmEvent>) {
    newestIsVentricular = false
    guard let form = form(of: interval.to), interval.verdict == .normal || interval.verdict == .irregular else {
      breakEctopy(into: &sink)
      return
    }
    let wasFibrillating = fibrillation.isFibrillating
    fibrillation.append(interval, form: form)
    let isFibrillating = fibrillation.isFibrillating
    newestIsVentricular = tally.note(beat, seconds: interval.seconds, usual: ectopy.usualSeconds)
    let ended = ectopy.append(interval, label: beat.label, isFibrillating: wasFibrillating && isFibrillating)
    if let ended { sink.receive(.ectopy(ended)) }
    supraventricular.append(interval, label: beat.label)
    if interval.verdict == .normal, form.isUsual { regular.append(seconds: interval.seconds) }
    guard waveCount < Self.waveSeconds else { return }
    let last = Int(interval.to.rounded())
    if let run = ectopy.open, isTachycardia(run) {
      // Each further beat halves the doubt.
      let doubt = 1 / Double(1 << min(run.beats - 1, 10))
      teller.tell(.ventricularTachycardia, onset: run.from, last: last, confidence: 1 - doubt, into: &sink)
    } else if isFibrillating {
      let onset = wasFibrillating ? nil : fibrillation.changed.map { Int($0.rounded()) }
      teller.tell(
        .atrialFibrillation, onset: onset, last: last, confidence: fibrillation.confidence, into: &sink)
    } else if let run = supraventricularRun {
      candidate = nil
      let onset = Int(run.from.rounded())
      teller.tell(.supraventricularTachycardia, onset: onset, last: last, confidence: run.confidence, into: &sink)
    } else {
      let onset = wasFibrillating ? fibrillation.changed.map { Int($0.rounded()) } : nil
      tellRegular(onset: onset, last: last, into: &sink)
    }
  }

  private mutating func tellRegular(onset: Int?, last: Int, into sink: inout some Sink<RhythmEvent>) {
    let confidence = 1 - fibrillation.confidence
    let pattern = ectopy.pattern
    guard let name = pattern?.name ?? (fibrillation.isSettling ? nil : regular.name) else {
      if onset != nil { teller.end(at: onset, into: &sink) }
      return
    }
    // The first episode begins with the first beat looked at.
    let first = teller.current == nil && pattern == nil ? fibrillation.decided.map { Int($0.rounded()) } : nil
    var begun = onset ?? pattern?.onset ?? first
    if let current = teller.current?.name, current.isPlain, current != name {
      let since = candidate.flatMap { $0.name == name ? $0.since : nil } ?? pattern?.onset ?? last
      candidate = (name, since)
      guard rate.seconds(Double(last - since)) >= Self.leastSeconds else {
        teller.tell(current, onset: nil, last: last, confidence: confidence, into: &sink)
        return
      }
      begun = since
    }
    candidate = nil
    teller.tell(name, onset: begun, last: last, confidence: confidence, into: &sink)
  }

  /// A second has been judged.
  mutating func append(_ second: QualitySecond, into sink: inout some Sink<RhythmEvent>) {
    let isLost = [.leadsOff, .clipped, .flat].contains(second.state)
    if !isLost, let wave = waves.wave(goesOn: waveCount >= Self.waveSeconds) {
      waveCount += 1
      newestWave = wave
    } else {
      waveCount = 0
    }
    if waveCount >= Self.waveSeconds {
      let end = second.start + second.count
      let onset = end - rate.samples(in: Double(Self.waveSeconds) + 1)
      unfitCount = 0
      teller.tell(
        .ventricularFibrillation, onset: max(0, onset), last: end - 1, confidence: waveConfidence, into: &sink)
      return
    }
    unfitCount = second.state.refusal == nil ? 0 : unfitCount + 1
    if unfitCount == Self.unfitSeconds { breakOff(into: &sink) }
  }

  /// A gap in the samples; a long one ends what goes on.
  mutating func breakAtGap(isShort: Bool, into sink: inout some Sink<RhythmEvent>) {
    forms.restart()
    waves.restart()
    runs.breakChain()
    waiting.removeAll()
    waveCount = 0
    breakEctopy(into: &sink)
    if !isShort { breakOff(into: &sink) }
  }

  /// Leads off, or long unfit: what goes on ends where it was last seen, and beats that follow begin anew.
  mutating func breakOff(into sink: inout some Sink<RhythmEvent>) {
    breakEctopy(into: &sink)
    teller.end(at: nil, into: &sink)
    candidate = nil
    runs.breakChain()
    fibrillation.restart()
    regular.removeAll()
  }

  private mutating func breakEctopy(into sink: inout some Sink<RhythmEvent>) {
    if let group = ectopy.breakChain() { sink.receive(.ectopy(group)) }
    tally.breakChain()
    supraventricular.restart()
  }

  private func isTachycardia(_ run: EctopicGroup) -> Bool {
    guard run.origin == .ventricular, run.beats >= Self.runBeats, let rate = run.beatsPerMinute else { return false }
    return rate >= BroadRunWatch.fast
  }

  /// The form of the beat at `position`; beats before it are done with.
  private mutating func form(of position: Double) -> BeatForm? {
    while let first = waiting.first, first.position <= position {
      waiting.removeFirst()
      if first.position == position { return first.form }
    }
    return nil
  }
}
