import BoardLink
import ECGCore
import Recordings

/// All that is told of a session or a recording when it is over: what the text and the JSON are made from.
struct SessionAccount {
  /// `nil` where no sample ever came.
  var facts: SourceFacts?
  var figures: SessionFigures?
  var limits: [String]
  /// Every rule, and for how long it could be judged.
  var rules: [RuleAccount]
  var mainsHertz: Double?
  /// Time from the first sample to the last, gaps counted, in seconds.
  var durationSeconds: Double
  var link: LinkStatus
  /// What was mended, assumed or missing, and where the session began anew.
  var remarks: [String]
  /// Places that the user marked.
  var marks: [SessionMark]
  var strips: EvidenceStrips?
  var sensors: SensorReadings
  /// The wearer's families of beats as they stood at the end.
  var families: [BeatFamily]
  /// Of `monitor --protocol`.
  var measure: MeasureGuide?
  /// For the page: the signal at its cleanest, and all of it.
  var cleanest: EvidenceStrips.Strip?
  var disclosure: FullDisclosure?
  /// One averaged beat that stands for all.
  var typicalBeat: TypicalBeat?
  /// The beats are named by the model of `--model`: what the program's own was measured to be worth does not hold of it.
  var hasOtherModel: Bool
  /// What of the recording this speaks of; `nil`: all of it.
  var part: RecordingPart?

  init(_ session: MonitorSession, link: LinkStatus, part: RecordingPart? = nil) {
    facts = session.facts
    figures = session.figures
    limits = session.limits.lines
    rules = session.figures.map { session.limits.accounts($0.judged) } ?? []
    mainsHertz = session.snapshot?.mainsHertz
    durationSeconds = max(0, session.seconds - (part?.fromSeconds ?? 0))
    self.part = part
    self.link = link
    remarks = (session.facts?.recording?.remarks ?? []) + session.restarts
    marks = session.marks
    strips = session.outputs.strips
    measure = session.measure
    sensors = session.sensors
    families = session.beatFamilies
    cleanest = session.outputs.cleanest?.strip
    disclosure = session.outputs.disclosure
    typicalBeat = session.typicalBeat
    hasOtherModel = session.hasOtherModel
  }

  /// `false` of intervals that came as such.
  var holdsSignal: Bool { facts?.recording?.holdsSignal ?? true }

  /// Begin and end, in seconds of the recording.
  var time: ClosedRange<Double> {
    let begin = part?.fromSeconds ?? 0
    return begin...(begin + durationSeconds)
  }

  /// Every end of effort, in seconds of the recording: the watch counts from where it began to look.
  func second(of recovery: HeartRateRecovery.Figures) -> Double {
    Double(recovery.endedAt) + (part?.fromSeconds ?? 0)
  }

  /// Gravest first, then by time.
  var findings: [Finding] {
    (figures?.findings ?? []).sorted { ($1.severity, $0.onset) < ($0.severity, $1.onset) }
  }
}
