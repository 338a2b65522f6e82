import BoardLink
import ECGCore
import Recordings

/// Everything a session is shown in and written to. An output that fails is told once and left; the others go on.
struct SessionOutputs {
  var screen: LiveScreen?
  var headless: HeadlessWriter?
  var beats: BeatsFile?
  var waves: WavesTable?
  var recorder: Recorder?
  /// What a recording keeps of how the link was asked for.
  var recordedSettings: [String: String] = [:]
  /// Of `record`: how it goes, on a terminal.
  var ticker: RecordingTicker?
  /// The newest recording that was made and ended.
  var recorded: String?
  /// Whether the signal behind each finding is kept for a report.
  var keepsStrips = false
  var strips: EvidenceStrips?
  /// Whether the page asks for its strip, and for every beat.
  var keepsCleanest = false
  var keepsDisclosure = false
  private(set) var cleanest: CleanestStrip?
  private(set) var disclosure: FullDisclosure?
  /// The first failure of any output, for the exit status.
  private(set) var failure: CommandFailure?

  /// Session time at which the recording began, in seconds.
  var recordingBegan = 0.0
  /// How many grids there have been: one, but for boards that change their rate.
  private(set) var generation = 0
  /// Of this stream nothing is kept: only leads-off lines came, and the format is not known yet.
  private var provisional: SourceFacts?
  var beatsPath: String?
  /// Of the grid that goes on.
  private var rate: SampleRate?
  /// Whether findings and a measure's phases ring (`--bell`).
  var rings = false
  /// What asks for attention; `nil` until the rate is known.
  private(set) var desk: AlarmDesk?
  private var phase = MeasurePhase.settling
  private(set) var link: LinkStatus

  init(link: LinkStatus) {
    self.link = link
  }

  /// Nobody reads any more; or nothing is recorded any more where that was all.
  var isAbandoned: Bool { headless?.isClosed ?? (ticker != nil && recorder == nil) }

  /// The rate is known; told again where a board changes it: grid and times then begin anew, and so do the files.
  mutating func begin(_ facts: SourceFacts) {
    // What comes before a board's format is known begins no file: nor does what follows begin another.
    if !facts.isProvisional { generation += 1 }
    if generation > 1 { beginNextBeats() }
    rate = facts.rate
    screen?.model.begin(rate: facts.rate)
    changeDesk { $0 = AlarmDesk(rate: facts.rate) }
    provisional = facts.isProvisional ? facts : nil
    if !facts.isProvisional { beginRecording(facts) }
    if keepsStrips { strips = EvidenceStrips(rate: facts.rate) }
    if keepsCleanest { cleanest = CleanestStrip(rate: facts.rate) }
    if keepsDisclosure { disclosure = FullDisclosure(rate: facts.rate) }
  }

  mutating func note(_ sourced: SourcedBlock) {
    screen?.model.append(sourced.block)
    if provisional != nil { return }
    attemptRecording { recorder throws(CommandFailure) in try recorder.take(sourced) }
  }

  mutating func take(_ bytes: [UInt8], arrival: UInt64) {
    attemptRecording { recorder throws(CommandFailure) in try recorder.take(bytes, arrival: arrival) }
  }

  mutating func take(_ event: PipelineEvent, rate: SampleRate) {
    screen?.model.receive(event)
    strips?.receive(event)
    cleanest?.receive(event)
    disclosure?.receive(event)
    switch event {
    case .figures(let figures):
      ticker?.take(figures, rate: rate)
      changeDesk { $0?.advance(to: figures.quality.start + figures.quality.count) }
      attempt { outputs throws(CommandFailure) in try outputs.headless?.second(figures, rate: rate) }
    case .finding(let finding):
      changeDesk { $0?.receive(finding) }
      attempt { outputs throws(CommandFailure) in try outputs.headless?.finding(finding, rate: rate) }
      attemptRecording { recorder throws(CommandFailure) in try recorder.take(finding, rate: rate) }
    case .intervals(let intervals):
      attempt { outputs throws(CommandFailure) in try outputs.headless?.intervals(intervals, rate: rate) }
    case .conditioned, .beat, .interval, .quality, .classified, .rhythm, .ectopy, .strip, .delineation: break
    }
  }

  mutating func take(_ row: BeatRow, _ beat: Beat, rate: SampleRate) {
    let delay = rate.seconds(Double(beat.decidedAt) - beat.position)
    attempt { outputs throws(CommandFailure) in try outputs.headless?.beat(row, delaySeconds: delay) }
  }

  /// A beat told before has its class now.
  mutating func take(_ row: BeatRow, _ classified: ClassifiedBeat, rate: SampleRate) {
    attempt { outputs throws(CommandFailure) in try outputs.headless?.named(row, classified, rate: rate) }
    attemptBeats { beats throws(RecordingError) in
      try beats.append(row, rate: rate)
    }
  }

  mutating func take(_ second: OximetrySecond, seconds: Double) {
    screen?.model.oximetry = second
    attempt { outputs throws(CommandFailure) in try outputs.headless?.oximetry(second, seconds: seconds) }
  }

  mutating func take(_ measure: SensorMeasure, seconds: Double) {
    screen?.model.say(measure.words)
    attempt { outputs throws(CommandFailure) in try outputs.headless?.measured(measure, seconds: seconds) }
  }

  mutating func show(_ snapshot: MonitorSnapshot) {
    screen?.model.snapshot = snapshot
  }

  /// The screen shows the families of beats just now.
  var wantsFamilies: Bool { screen?.model.settings.showsFamilies ?? false }

  mutating func show(_ families: [BeatFamily], _ figures: BeatClassFigures) {
    screen?.model.show(families, figures)
  }

  mutating func show(_ measure: MeasureGuide) {
    screen?.model.show(measure)
  }

  /// The person is to do something else.
  mutating func tell(_ measure: MeasureGuide, seconds: Double) {
    if rings, measure.phase != phase { screen?.ring() }
    phase = measure.phase
    attempt { outputs throws(CommandFailure) in try outputs.headless?.measure(measure, seconds: seconds) }
  }

  /// The user has seen this finding: its mark goes, and the bell rings no more for it.
  mutating func acknowledge(_ finding: Finding) {
    changeDesk { $0?.acknowledge(finding) }
  }

  /// One place for what is shown and what is heard: the screen shows the desk as it stands, and the bell rings where it is due.
  private mutating func changeDesk(_ change: (inout AlarmDesk?) -> Void) {
    change(&desk)
    if desk?.takeBell() != nil, rings { screen?.ring() }
    screen?.model.desk = desk
  }

  mutating func notice(_ words: String, seconds: Double) {
    screen?.model.say(words)
    headless?.notice(words)
    ticker?.notice(words)
  }

  /// The link's state as of now; told on where it matters.
  mutating func take(_ link: LinkStatus, seconds: Double) {
    self.link = link
    screen?.model.link = link
    ticker?.show(link, file: recorder?.path, seconds: seconds)
    attempt { outputs throws(CommandFailure) in try outputs.headless?.link(link, seconds: seconds) }
  }

  /// Sends what the reader of the lines takes now.
  mutating func flushHeadless() {
    attempt { outputs throws(CommandFailure) in try outputs.headless?.queue.flush() }
  }

  /// Runs one output's step. A failure is shown to the user and remembered; that output does not come again.
  mutating func attempt(_ step: (inout SessionOutputs) throws(CommandFailure) -> Void) {
    do throws(CommandFailure) {
      try step(&self)
    } catch {
      note(failure: error)
    }
  }

  /// Runs a step of the table of beats where there is one; one that fails is left.
  private mutating func attemptBeats(_ step: (inout BeatsFile) throws(RecordingError) -> Void) {
    guard var writer = beats else { return }
    do throws(RecordingError) {
      try step(&writer)
      beats = writer
    } catch {
      beats = nil
      note(failure: CommandFailure(error))
    }
  }

  private mutating func beginNextBeats() {
    guard beats != nil, let path = beatsPath?.numbered(generation) else { return }
    let rate = rate
    attemptBeats { beats throws(RecordingError) in try beats.close(rate: rate) }
    attempt { outputs throws(CommandFailure) in outputs.beats = try BeatsFile.opened(path) }
  }

  mutating func note(failure error: CommandFailure) {
    screen?.model.say(error.message)
    if failure == nil { failure = error }
  }

  /// The session is over: what is still held goes out.
  mutating func finish() {
    strips?.finish()
    // Nothing else came to the end: the bytes as they came are kept.
    if let provisional { beginRecording(provisional) }
    let rate = rate
    attemptBeats { beats throws(RecordingError) in try beats.close(rate: rate) }
    beats = nil
    waves?.close()
    if let failure = waves?.failure { note(failure: failure) }
    closeRecording(reason: "the session ended")
  }
}
