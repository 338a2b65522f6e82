import BoardLink
import ECGCore
import Recordings

/// Everything a session is shown in and written to. An output that fails is told once and left; the others go on.
struct SessionOutputs {
  var screen: LiveScreen?
  var headless: HeadlessWriter?
  var beats: BeatsCSVWriter?
  var recorder: Recorder?
  /// Whether the signal behind each finding is kept for a report.
  var keepsStrips = false
  var strips: EvidenceStrips?
  /// The first failure of any output, for the exit status.
  private(set) var failure: CommandFailure?

  /// Session time at which the recording began, in seconds.
  var recordingBegan = 0.0
  /// How many grids there have been: one, but for boards that change their rate.
  private(set) var generation = 0
  var beatsPath: String?
  private(set) var link: LinkStatus

  init(link: LinkStatus) {
    self.link = link
  }

  /// Nobody reads any more.
  var isAbandoned: Bool { headless?.isClosed ?? false }

  /// The rate is known; told again where a board changes it: grid and times then begin anew, and so do the files.
  mutating func begin(_ facts: SourceFacts) {
    generation += 1
    if generation > 1 { beginNextBeats() }
    screen?.model.begin(rate: facts.rate)
    beginRecording(facts)
    if keepsStrips { strips = EvidenceStrips(rate: facts.rate) }
  }

  mutating func note(_ sourced: SourcedBlock) {
    screen?.model.append(sourced.block)
    attemptRecording { recorder throws(CommandFailure) in try recorder.take(sourced) }
  }

  mutating func take(_ bytes: [UInt8], arrival: UInt64) {
    attemptRecording { recorder throws(CommandFailure) in try recorder.take(bytes, arrival: arrival) }
  }

  mutating func take(_ event: PipelineEvent, rate: SampleRate) {
    screen?.model.receive(event)
    strips?.receive(event)
    switch event {
    case .figures(let figures):
      attempt { outputs throws(CommandFailure) in try outputs.headless?.second(figures, rate: rate) }
    case .finding(let finding):
      attempt { outputs throws(CommandFailure) in try outputs.headless?.finding(finding, rate: rate) }
      attemptRecording { recorder throws(CommandFailure) in try recorder.take(finding, rate: rate) }
    case .conditioned, .beat, .interval, .quality, .rhythm, .ectopy: break
    }
  }

  mutating func take(_ row: BeatRow, _ beat: Beat, rate: SampleRate) {
    let delay = rate.seconds(Double(beat.decidedAt) - beat.position)
    attempt { outputs throws(CommandFailure) in try outputs.headless?.beat(row, delaySeconds: delay) }
    attemptBeats { beats throws(RecordingError) in
      try beats.append(
        sample: row.sample, timeSeconds: row.seconds, rrMilliseconds: row.intervalMilliseconds, label: row.label,
        quality: row.quality)
    }
  }

  mutating func show(_ snapshot: MonitorSnapshot) {
    screen?.model.snapshot = snapshot
  }

  mutating func notice(_ words: String, seconds: Double) {
    screen?.model.say(words)
    headless?.notice(words)
  }

  /// The link's state as of now; told on where it matters.
  mutating func take(_ link: LinkStatus, seconds: Double) {
    self.link = link
    screen?.model.link = link
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
  private mutating func attemptBeats(_ step: (inout BeatsCSVWriter) throws(RecordingError) -> Void) {
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
    attemptBeats { beats throws(RecordingError) in try beats.close() }
    attempt { outputs throws(CommandFailure) in outputs.beats = try BeatsCSVWriter.opened(path) }
  }

  mutating func note(failure error: CommandFailure) {
    screen?.model.say(error.message)
    if failure == nil { failure = error }
  }

  /// The session is over: what is still held goes out.
  mutating func finish() {
    strips?.finish()
    attemptBeats { beats throws(RecordingError) in try beats.close() }
    beats = nil
    closeRecording(reason: "the session ended")
  }
}
