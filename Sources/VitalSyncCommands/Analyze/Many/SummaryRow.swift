import BoardLink
import ECGCore
import Recordings

/// One recording in `summary.jsonl` and `summary.csv`. Columns are documented in docs/commands.md; a figure that is not told is
/// left out.
struct SummaryRow: Codable, Hashable, Sendable {
  /// As it was named or found.
  var recording: String
  /// The report's file in the folder of results; `nil` where there is none.
  var result: String?
  /// Why there is no report, or why it ends early.
  var error: String?
  var format: String?
  var lead: String?
  var rate_hz: Double?
  var duration_s: Double?
  var analysable_percent: Double?
  var beats: Int?
  var meanHR_bpm: Double?
  var minHR_bpm: Double?
  var maxHR_bpm: Double?
  var corrected_percent: Double?
  var unreliable: Bool?
  var meanNN_ms: Double?
  var sdnn_ms: Double?
  var rmssd_ms: Double?
  var lnRMSSD: Double?
  var pnn50_percent: Double?
  var sd1_ms: Double?
  var sd2_ms: Double?
  /// Welch's spectrum.
  var lf_ms2: Double?
  var hf_ms2: Double?
  var lfhf: Double?
  var alpha1: Double?
  var sampleEntropy: Double?
  var notes: Int?
  var warnings: Int?
  var alarms: Int?
  /// Kinds of findings, gravest first, each once.
  var findings: [String]?
  var lost: Int?
  var remarks: [String]?
  // What the row holds for; where all of it is as it was, the recording is not analysed again.
  var bytes: Int
  var modified: String
  var program: String
  var options: String

  init(_ recording: ListedRecording, stamp: InputStamp, options: String) {
    self.recording = recording.path
    bytes = stamp.bytes
    modified = stamp.modified
    program = "vitalsync \(Version.text)"
    self.options = options
  }

  /// Whether this row speaks of the same recording, read by the same program with the same options, and of a whole report.
  func isUpToDate(with fresh: SummaryRow) -> Bool {
    error == nil && result != nil && (bytes, modified) == (fresh.bytes, fresh.modified)
      && (program, options) == (fresh.program, fresh.options)
  }

  mutating func take(_ account: SessionAccount, report: HRVReport?) {
    let recording = account.facts?.recording
    (format, lead) = (recording?.format, recording?.lead)
    rate_hz = account.facts?.rate.hertz
    duration_s = account.durationSeconds.rounded(places: 3)
    lost = account.link.counts.lost
    remarks = account.remarks
    take(account.findings)
    guard let figures = account.figures else { return }
    if recording?.holdsSignal ?? true {
      let share = account.durationSeconds > 0 ? figures.analysableSeconds / account.durationSeconds : 0
      analysable_percent = (100 * min(share, 1)).rounded(places: 1)
    } else {
      rate_hz = nil
    }
    beats = figures.beats
    meanHR_bpm = figures.meanHeartRate.value?.rounded(places: 2)
    minHR_bpm = figures.slowest.value?.beatsPerMinute.rounded(places: 2)
    maxHR_bpm = figures.fastest.value?.beatsPerMinute.rounded(places: 2)
    if let report { take(report) }
  }

  private mutating func take(_ findings: [Finding]) {
    func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
    (notes, warnings, alarms) = (count(.note), count(.warning), count(.alarm))
    var kinds: [String] = []
    for finding in findings where !kinds.contains(finding.kind.rawValue) { kinds.append(finding.kind.rawValue) }
    self.findings = kinds
  }

  private mutating func take(_ report: HRVReport) {
    corrected_percent = (100 * report.correction.found.correctedShare).rounded(places: 2)
    unreliable = report.correction.series.isUnreliable
    if let time = report.time.value {
      (meanNN_ms, sdnn_ms) = (time.meanNN.rounded(places: 2), time.sdnn.rounded(places: 2))
      (rmssd_ms, lnRMSSD) = (time.rmssd.rounded(places: 2), time.lnRMSSD?.rounded(places: 4))
      pnn50_percent = time.pnn50.rounded(places: 2)
    }
    (sd1_ms, sd2_ms) = (report.poincare.value?.sd1.rounded(places: 2), report.poincare.value?.sd2.rounded(places: 2))
    if let welch = report.spectra.first(where: { $0.settings == .welch })?.figures.value {
      (lf_ms2, hf_ms2) = (welch.lf.rounded(places: 2), welch.hf.rounded(places: 2))
      lfhf = welch.ratio?.rounded(places: 4)
    }
    alpha1 = report.alpha1.value?.alpha.rounded(places: 4)
    sampleEntropy = report.sampleEntropy.value?.entropy.rounded(places: 4)
  }
}
