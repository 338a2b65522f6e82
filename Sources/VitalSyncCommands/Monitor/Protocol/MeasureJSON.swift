import ECGCore

/// A guided measure, in the summary and in its last event. Keys are documented in docs/commands.md.
struct MeasureJSON: Encodable {
  var kind: String
  var finished: Bool
  /// May be held beside other days'.
  var comparable: Bool
  var sentence: String
  var sureness: String
  var doubts: [String]
  var phases: [Phase]
  var rise_bpm: Double?
  var highestRising_bpm: Double?

  struct Phase: Encodable {
    var phase: String
    var seconds: Int
    var fit_percent: Double
    var artefact_percent: Double
    var stationary: Bool?
    var drift: Double?
    var spread: Double?
    var meanHR_bpm: Double?
    var meanNN_ms: Double?
    var sdnn_ms: Double?
    var rmssd_ms: Double?
    var lnRMSSD: Double?
    var pnn50_percent: Double?
    var refused: String?

    init(_ phase: MeasurePhase, _ result: MeasureResult, kind: MeasureKind) {
      self.phase = phase.rawValue
      seconds = phase.seconds(in: kind)
      fit_percent = (100 * result.fitShare).rounded(places: 1)
      artefact_percent = (100 * result.artefactShare).rounded(places: 1)
      stationary = result.stationarity.value?.isStationary
      drift = result.stationarity.value?.drift.rounded(places: 2)
      spread = result.stationarity.value?.spread.rounded(places: 2)
      let figures = result.figures.value
      meanHR_bpm = figures?.meanHeartRate.rounded(places: 1)
      meanNN_ms = figures?.meanNN.rounded(places: 1)
      sdnn_ms = figures?.sdnn.rounded(places: 1)
      rmssd_ms = figures?.rmssd.rounded(places: 1)
      lnRMSSD = figures?.lnRMSSD?.rounded(places: 3)
      pnn50_percent = figures?.pnn50.rounded(places: 1)
      refused = result.figures.refusal?.rawValue
    }
  }

  init(_ guide: MeasureGuide) {
    let judgement = MeasureJudgement(guide)
    kind = guide.kind.rawValue
    finished = judgement.isFinished
    comparable = judgement.isComparable
    sentence = judgement.sentence
    sureness = judgement.sureness
    doubts = judgement.doubts
    phases = judgement.results.map { Phase($0.phase, $0.result, kind: guide.kind) }
    rise_bpm = guide.riseOfRate.value?.rounded(places: 1)
    highestRising_bpm = guide.highestRising?.rounded(places: 1)
  }
}

extension HeadlessEvent {
  /// A guided measure moved on: a phase began, what it waits for changed, a change of posture is near.
  struct Measure: Encodable {
    var event = "protocol"
    var schemaVersion = JSONText.schemaVersion
    var time_s: Double
    var kind: String
    var phase: String
    var remaining_s: Int
    var instruction: String
    var hint: String
    var waitsFor: String?
    /// Once it is finished.
    var result: MeasureJSON?

    init(_ guide: MeasureGuide, seconds: Double) {
      let instruction = MeasureInstruction(guide)
      time_s = seconds.rounded(places: 3)
      kind = guide.kind.rawValue
      phase = guide.phase.rawValue
      remaining_s = guide.remainingSeconds
      self.instruction = instruction.order
      hint = instruction.hint
      waitsFor = guide.waitsFor?.rawValue
      result = guide.phase == .finished ? MeasureJSON(guide) : nil
    }
  }
}
