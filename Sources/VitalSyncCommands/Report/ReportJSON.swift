import BoardLink
import ECGCore
import Recordings

/// `analyze --json`, and the monitor's `summary` line. Keys are documented in docs/commands.md.
struct ReportJSON: Encodable {
  /// `summary` in the monitor's lines.
  var event: String?
  var schemaVersion = JSONText.schemaVersion
  var program = "vitalsync \(Version.text)"
  var source: Source
  var part: Part?
  var duration_s: Double
  var analysable_s: Double
  var mains_hz: Double?
  var beats: Int
  var beatClasses: ClassesJSON?
  var heartRate: HeartRate
  var rr: Intervals
  var rhythm: RhythmJSON
  var intervals: WaveIntervalsJSON
  var hrv: HRVJSON?
  var effort: EffortJSON?
  var qualityByMinute: [Minute]
  var hours: [HourJSON]
  var findings: [FindingJSON]
  var limits: [String]
  var rules: [RuleJSON]
  var leadLimits: [LeadLimitJSON]
  var marks_s: [Double]
  var marks: [Mark]
  var sensors: SensorsJSON?
  /// Of `monitor --protocol`.
  var `protocol`: MeasureJSON?
  /// The number of the journal's entry, in the monitor's summary.
  var journalSession: Int?

  /// - Parameter hrv: the report on variability, where it is at hand already.
  init(_ account: SessionAccount, event: String? = nil, hrv report: HRVReport? = nil) {
    self.event = event
    let figures = account.figures
    source = Source(account)
    part = account.part.map { Part(from_s: $0.fromSeconds, to_s: account.time.upperBound.rounded(places: 3)) }
    duration_s = account.durationSeconds.rounded(places: 3)
    analysable_s = (figures?.analysableSeconds ?? 0).rounded(places: 3)
    mains_hz = account.mainsHertz
    beats = figures?.beats ?? 0
    beatClasses = figures.map { ClassesJSON($0, families: account.families, hasTemplates: event == nil) }
    heartRate = HeartRate(figures)
    rr = Intervals(figures)
    rhythm = RhythmJSON(figures)
    intervals = WaveIntervalsJSON(account)
    // A line of the monitor's is for a pipe: series of a day's every beat are for a file.
    hrv = figures.map { HRVJSON(report ?? $0.hrvReport, series: event == nil ? $0.intervalLog : nil, rate: $0.rate) }
    effort = figures.map { EffortJSON($0, from: account.time.lowerBound) }
    qualityByMinute = figures?.minutes.map { Minute($0, rate: figures?.rate) } ?? []
    findings = figures.map { figures in account.findings.map { FindingJSON($0, rate: figures.rate) } } ?? []
    hours = figures.map { HourJSON.rows(HourlyFigures($0, durationSeconds: account.durationSeconds)) } ?? []
    limits = account.limits
    sensors = SensorsJSON(account.sensors)
    rules = account.rules.map { RuleJSON($0) }
    leadLimits = LeadLimitJSON.all
    `protocol` = account.measure.map { MeasureJSON($0) }
    marks = account.marks.map { Mark(at_s: $0.seconds.rounded(places: 3), text: $0.text) }
    marks_s = marks.map(\.at_s)
  }

  struct Mark: Encodable {
    var at_s: Double
    var text: String
  }

  struct Source: Encodable {
    /// A recording's path or a board's port.
    var path: String
    var format: String?
    var lead: String?
    var hertz: Double?
    var rateReason: String?
    /// Of a board: samples per second that arrived, why that is believed, and how its clock ran against ours.
    var effective_hz: Double?
    var effectiveReason: String?
    var skew_ppm: Double?
    var unitsReason: String?
    var remarks: [String]
    var board: String?
    var firmware: String?
    var samples: Int
    var lost: Int
    var torn: Int
    var late: Int
    var overruns: Int
    /// How often the board was away, and for how long in all.
    var interruptions: Int
    var interrupted_s: Double

    init(_ account: SessionAccount) {
      let recording = account.facts?.recording
      path = recording?.path ?? account.link.port
      format = recording?.format ?? account.link.wire
      lead = recording?.lead
      hertz = account.facts?.rate.hertz
      rateReason = account.facts?.rateReason
      if recording == nil {
        effective_hz = account.link.effectiveHertz.map { $0.rounded(places: 3) }
        effectiveReason = account.link.rateReason
        skew_ppm = account.link.skew.map { ($0 * 1e6).rounded(places: 1) }
      }
      unitsReason = recording?.unitsReason
      remarks = account.remarks
      board = account.facts?.board?.board
      firmware = account.facts?.board?.firmware
      samples = account.link.counts.samples
      lost = account.link.counts.lost
      torn = account.link.counts.torn
      late = account.link.counts.late
      overruns = account.link.counts.overruns
      interruptions = account.link.interruptions.count
      interrupted_s = account.link.interruptions.totalSeconds.rounded(places: 3)
    }
  }

  /// What of the recording this speaks of.
  struct Part: Encodable {
    var from_s: Double
    var to_s: Double
  }

  struct HeartRate: Encodable {
    var mean_bpm: Double?
    var min_bpm: Double?
    var minAt_s: Double?
    var max_bpm: Double?
    var maxAt_s: Double?
    /// Length of the windows that min and max speak of.
    var window_s = SessionFigures.rateWindowSeconds
    var refused: String?

    init(_ figures: SessionFigures?) {
      guard let figures else {
        refused = Refusal.settling.rawValue
        return
      }
      mean_bpm = figures.meanHeartRate.value?.rounded(places: 2)
      min_bpm = figures.slowest.value?.beatsPerMinute.rounded(places: 2)
      minAt_s = figures.slowest.value.map { figures.rate.seconds(Double($0.start)).rounded(places: 3) }
      max_bpm = figures.fastest.value?.beatsPerMinute.rounded(places: 2)
      maxAt_s = figures.fastest.value.map { figures.rate.seconds(Double($0.start)).rounded(places: 3) }
      refused = figures.meanHeartRate.refusal?.rawValue
    }
  }

  struct Intervals: Encodable {
    /// Normal intervals, which alone count below.
    var normal: Int
    var irregular: Int
    var impossible: Int
    var unfit: Int
    var mean_ms: Double?
    var sdnn_ms: Double?
    var rmssd_ms: Double?
    var pnn50_percent: Double?
    var leftOut_percent: Double?
    var refused: String?

    init(_ figures: SessionFigures?) {
      func count(_ verdict: RRInterval.Verdict) -> Int { figures?.intervals[verdict] ?? 0 }
      normal = count(.normal)
      irregular = count(.irregular)
      impossible = count(.impossible)
      unfit = count(.unfit)
      switch figures?.hrv ?? .refused(.settling) {
      case .value(let hrv):
        mean_ms = hrv.meanNN.rounded(places: 2)
        sdnn_ms = hrv.sdnn.rounded(places: 2)
        rmssd_ms = hrv.rmssd.rounded(places: 2)
        pnn50_percent = hrv.pnn50.rounded(places: 2)
        leftOut_percent = (100 * hrv.excludedShare).rounded(places: 2)
      case .refused(let refusal): refused = refusal.rawValue
      }
    }
  }

  struct Minute: Encodable {
    var minute: Int
    var index: Double
    /// Seconds in each state.
    var states: [String: Double]

    init(_ minute: QualityMinute, rate: SampleRate?) {
      self.minute = minute.minute
      index = minute.meanIndex.rounded(places: 3)
      states = [:]
      for state in SignalState.allCases where minute.samples(in: state) > 0 {
        states[state.rawValue] = rate?.seconds(Double(minute.samples(in: state))).rounded(places: 2)
      }
    }
  }
}
