import BoardLink
import ECGCore
import Journal
import Recordings

/// One session: what a source delivers goes through the chain, and what the chain says goes to every sink.
///
/// Knows no descriptor and no clock: the same outputs of a source give the same session, live or replayed.
struct MonitorSession {
  var outputs: SessionOutputs
  private(set) var facts: SourceFacts?
  private(set) var figures: SessionFigures?
  /// Seconds of signal since the session began, lost samples counted.
  private(set) var seconds = 0.0

  /// Places that the user marked, now or in the recording.
  var marks: [SessionMark] {
    guard let facts else { return set }
    return (facts.recording?.marks ?? []).map {
      SessionMark(seconds: facts.rate.seconds(Double($0.sample)), text: $0.text)
    }
      + set
  }
  /// What a reader of the summary must know: it speaks of what came after these.
  private(set) var restarts: [String] = []

  private(set) var sensors = SensorReadings()

  /// The guided measure as it stands.
  var measure: MeasureGuide? { run?.guide }
  var isMeasured: Bool { run?.isFinished ?? false }
  /// Which one was asked for.
  let measureKind: MeasureKind?

  private var set: [SessionMark] = []
  private let settings: PipelineSettings
  private var run: MeasureRun?
  private var pipeline: ECGPipeline?
  private var events = Collected<PipelineEvent>()
  private var rows = BeatRows()

  init(
    outputs: SessionOutputs, settings: PipelineSettings = PipelineSettings(), measure: MeasureKind? = nil
  ) {
    self.outputs = outputs
    self.settings = settings
    measureKind = measure
  }

  /// The user marked a place on the grid.
  mutating func mark(_ number: Int, at position: Int) {
    guard let facts else { return }
    let text = "mark \(number)"
    set.append(SessionMark(seconds: facts.rate.seconds(Double(position)), text: text))
    outputs.mark(text, at: position)
  }

  /// The limits in force.
  var limits: FindingLimits { FindingLimits(settings.profile) }

  /// The beats are named by another model than the program's own.
  var hasOtherModel: Bool { settings.model != nil }

  var snapshot: MonitorSnapshot? { pipeline?.snapshot }
  var typicalBeat: TypicalBeat? { pipeline?.typicalBeat }
  var beatFamilies: [BeatFamily] { pipeline?.beatFamilies ?? [] }

  /// The source has ended: gives out what is still held back.
  mutating func finish() {
    drain()
    outputs.finish()
  }

  private mutating func drain() {
    pipeline?.finish(into: &events)
    distribute()
  }

  /// Intervals without a signal: figures of them alone.
  mutating func take(_ recording: IntervalRecording, part: RecordingPart?) {
    guard let rate = SampleRate(hertz: Self.intervalHertz) else { return }
    var told = RecordingFacts(
      path: recording.path, format: recording.format, rate: rate, rateReason: "intervals are placed to the millisecond",
      lead: "no signal", unitsReason: recording.unitsReason, declaredSamples: nil, remarks: recording.remarks)
    told.holdsSignal = false
    told.startTimeOfDay = recording.startTimeOfDay
    facts = SourceFacts(rate: rate, rateReason: told.rateReason, recording: told)
    var figures = SessionFigures(rate: rate)
    var chain = IntervalChain(rate: rate)
    for interval in recording.intervals {
      let made = chain.append(end: interval.end, seconds: interval.seconds, followsHole: interval.followsHole)
      guard
        part.map({ interval.end - interval.seconds >= $0.fromSeconds && interval.end <= $0.toSeconds ?? .infinity })
          ?? true
      else { continue }
      if seconds == 0 || interval.followsHole { figures.receive(.beat(Self.beat(at: made.from))) }
      figures.receive(.beat(Self.beat(at: made.to)))
      figures.receive(.interval(made))
      seconds = interval.end
    }
    self.figures = figures
  }

  /// The grid of recordings that have none.
  private static let intervalHertz = 1000.0

  private static func beat(at position: Double) -> Beat {
    Beat(position: position, amplitude: 0, decidedAt: Int(position.rounded(.up)), confidence: 1)
  }

  private mutating func start(_ facts: SourceFacts) {
    // A board that changes its rate begins a new grid: what the old one still holds comes out first.
    if let former = self.facts {
      drain()
      if former.isProvisional { seconds = 0 }
    }
    if let former = self.facts, !former.isProvisional {
      let (old, new) = (fixed(former.rate.hertz, 1), fixed(facts.rate.hertz, 1))
      let what = old == new ? "the stream began again" : "the rate changed from \(old) to \(new) Hz"
      let words = "\(what) at \(clock(seconds)): times, figures and files begin anew"
      restarts.append(words)
      outputs.notice(words, seconds: seconds)
      seconds = 0
    }
    self.facts = facts
    var settings = settings
    settings.bandwidth = facts.bandwidth
    pipeline = ECGPipeline(rate: facts.rate, settings: settings)
    figures = SessionFigures(rate: facts.rate)
    rows = BeatRows()
    outputs.begin(facts)
    if let measureKind, !facts.isProvisional {
      let run = MeasureRun(measureKind, rate: facts.rate)
      self.run = run
      outputs.show(run.guide)
    }
  }

  private mutating func take(_ sourced: SourcedBlock) {
    guard pipeline != nil else { return }
    rows.note(sourced)
    outputs.note(sourced)
    pipeline?.process(sourced.block, into: &events)
    seconds = facts?.rate.seconds(Double(sourced.block.end)) ?? seconds
    distribute()
  }

  private mutating func distribute() {
    guard let facts, let snapshot = pipeline?.snapshot else { return }
    for event in events.elements {
      figures?.receive(event)
      outputs.take(event, rate: facts.rate)
      if case .delineation(let told) = event { outputs.waves?.append(told, positions: rows.positions) }
      measure(event)
      switch event {
      case .beat(let beat): outputs.take(rows.row(beat, rate: facts.rate), beat, rate: facts.rate)
      case .classified(let classified):
        if let row = rows.row(classified) { outputs.take(row, classified, rate: facts.rate) }
      case .conditioned, .interval, .quality, .figures, .finding, .rhythm, .ectopy, .strip, .delineation, .intervals:
        break
      }
    }
    events.removeAll()
    outputs.show(snapshot)
    if outputs.wantsFamilies, let figures { outputs.show(beatFamilies, figures.classes) }
    if let run { outputs.show(run.guide) }
  }

  private mutating func measure(_ event: PipelineEvent) {
    if run?.receive(event) == true, let run { outputs.tell(run.guide, seconds: run.seconds) }
  }
}

extension MonitorSession: Sink {
  typealias Element = SourceOutput

  mutating func receive(_ output: SourceOutput) {
    switch output {
    case .raw(let bytes, let arrival): outputs.take(bytes, arrival: arrival)
    case .started(let facts): start(facts)
    case .samples(let sourced): take(sourced)
    case .light(let light):
      if let second = sensors.take(light) {
        pipeline?.note(saturation: second.saturation)
        outputs.take(second, seconds: seconds)
      }
    case .measured(let measure):
      sensors.take(measure, seconds: seconds)
      if measure.kind == .saturation {
        // Some boards say 0 while no finger is there.
        let isPlausible = VitalRange.oxygen.contains(measure.value)
        pipeline?.note(saturation: isPlausible ? .value(measure.value) : .refused(.notWorn))
      }
      outputs.take(measure, seconds: seconds)
    case .readToItsEnd(let recording): facts?.recording = recording
    case .interrupted(let words, let at): outputs.noteInterruption(LinkNote(.interrupted, at: at, words: words))
    case .resumed(let port, let away, let at):
      outputs.noteInterruption(LinkNote(.resumed, at: at, port: port, seconds: away))
    case .notice(let words): outputs.notice(words, seconds: seconds)
    }
  }
}
