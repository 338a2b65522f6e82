import BoardLink
import ECGCore

/// The lines of `monitor --headless`, documented in docs/commands.md. Keys are a contract; `nil` keys are left out.
enum HeadlessEvent {
  /// The link: when it changes, and every ten seconds.
  struct Link: Encodable {
    var event = "link"
    var schemaVersion = JSONText.schemaVersion
    var time_s: Double
    var phase: String
    var port: String
    var bridge: String?
    var baud: Int?
    var wire: String?
    var board: String?
    var firmware: String?
    var hertz: Double?
    var rateReason: String?
    var skew_ppm: Double?
    var samples: Int
    var lost: Int
    var torn: Int
    var late: Int
    var passedOver: Int
    var overruns: Int
    var interruptions: Int
    var interrupted_s: Double
    var message: String?

    init(_ status: LinkStatus, seconds: Double, message: String? = nil) {
      time_s = seconds.rounded(places: 3)
      phase = status.phase.rawValue
      port = status.port
      bridge = status.bridge
      baud = status.baud
      wire = status.wire
      board = status.board?.board
      firmware = status.board?.firmware
      hertz = status.effectiveHertz.map { $0.rounded(places: 3) }
      rateReason = status.rateReason
      skew_ppm = status.skew.map { ($0 * 1e6).rounded(places: 1) }
      samples = status.counts.samples
      lost = status.counts.lost
      torn = status.counts.torn
      late = status.counts.late
      passedOver = status.counts.passedOver
      overruns = status.counts.overruns
      interruptions = status.interruptions.count
      interrupted_s = status.interruptions.totalSeconds.rounded(places: 3)
      self.message = message
    }
  }

  /// One beat, as soon as it is decided.
  struct Beat: Encodable {
    var event = "beat"
    var schemaVersion = JSONText.schemaVersion
    var sample: Int
    var time_s: Double
    var rr_ms: Double?
    var label: String
    var quality: Double
    var delay_ms: Double

    init(_ row: BeatRow, delaySeconds: Double) {
      sample = row.sample
      time_s = row.seconds.rounded(places: 4)
      rr_ms = row.intervalMilliseconds.map { $0.rounded(places: 2) }
      label = row.label.rawValue
      quality = Double(row.quality).rounded(places: 3)
      delay_ms = (delaySeconds * 1000).rounded(places: 1)
    }
  }

  /// The signal's quality and the figures that hold, each second.
  struct Quality: Encodable {
    var event = "quality"
    var schemaVersion = JSONText.schemaVersion
    var time_s: Double
    var state: String
    var index: Double
    var heartRate_bpm: Double?
    var heartRateRefused: String?
    var rmssd60_ms: Double?
    var sdnn60_ms: Double?
    var alpha1: Double?
    var alpha1Artefact_percent: Double?
    var breaths_perMinute: Double?
    var zone: Int?
    var trimpEdwards: Double?

    init(_ figures: SecondFigures, rate: SampleRate) {
      time_s = rate.seconds(Double(figures.quality.start)).rounded(places: 3)
      state = figures.quality.state.rawValue
      index = Double(figures.quality.index).rounded(places: 3)
      heartRate_bpm = figures.heartRate.value.map { $0.rounded(places: 1) }
      heartRateRefused = figures.heartRate.refusal?.rawValue
      rmssd60_ms = figures.hrvMinute.value.map { $0.rmssd.rounded(places: 2) }
      sdnn60_ms = figures.hrvMinute.value.map { $0.sdnn.rounded(places: 2) }
      alpha1 = figures.scaling.value.map { $0.alpha.rounded(places: 3) }
      alpha1Artefact_percent = figures.scaling.value.map { (100 * $0.artefactShare).rounded(places: 1) }
      breaths_perMinute = figures.respiration.value.map { $0.breathsPerMinute.rounded(places: 1) }
      zone = figures.training.zone.value
      trimpEdwards = figures.training.edwards.value.map { $0.rounded(places: 1) }
    }
  }

  /// A finding that began, changed or ended; (`kind`, `onset_s`) names it.
  struct Finding: Encodable {
    var event = "finding"
    var schemaVersion = JSONText.schemaVersion
    var finding: FindingJSON
  }
}
