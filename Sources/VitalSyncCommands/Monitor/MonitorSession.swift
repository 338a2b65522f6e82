import BoardLink
import ECGCore
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

  /// Places that the user marked, in seconds.
  private(set) var marks: [Double] = []
  /// What a reader of the summary must know: it speaks of what came after these.
  private(set) var restarts: [String] = []

  /// The guided measure as it stands.
  var measure: MeasureGuide? { run?.guide }
  var isMeasured: Bool { run?.isFinished ?? false }
  /// Which one was asked for.
  let measureKind: MeasureKind?

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
    marks.append(facts.rate.seconds(Double(position)))
    outputs.mark("mark \(number)", at: position)
  }

  /// The limits in force, a line each.
  var limits: [String] { FindingLimits(settings.profile).lines }

  var snapshot: MonitorSnapshot? { pipeline?.snapshot }
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
      measure(event)
      switch event {
      case .beat(let beat): outputs.take(rows.row(beat, rate: facts.rate), beat, rate: facts.rate)
      case .classified(let classified):
        if let row = rows.row(classified) { outputs.take(row, classified, rate: facts.rate) }
      case .conditioned, .interval, .quality, .figures, .finding: break
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
    case .readToItsEnd(let recording): facts?.recording = recording
    case .interrupted(let words): outputs.noteInterruption(LinkNote(.interrupted, words: words))
    case .resumed(let port, let away): outputs.noteInterruption(LinkNote(.resumed, port: port, seconds: away))
    case .notice(let words): outputs.notice(words, seconds: seconds)
    }
  }
}
