import BoardLink
import ECGCore
import Recordings

/// What a conversion did, for a reader's eye and for programs.
struct ConversionSummary {
  let json: JSON

  /// The keys stand in docs/commands.md.
  struct JSON: Encodable {
    var schemaVersion = JSONText.schemaVersion
    var program = "vitalsync \(Version.text)"
    var input: String
    var inputFormat: String
    var outputFormat: String
    var files: [String]
    /// Of a signal.
    var hertz: Double?
    var frames: Int?
    var duration_s: Double
    var gaps: Int?
    var lost_s: Double?
    var annotations: Int?
    var signals: [Signal]?
    /// Where intervals are written.
    var intervals: Int?
    var remarks: [String]
  }

  struct Signal: Encodable {
    var name: String
    var units: String
    var hertz: Double
  }

  init(_ outcome: SignalConversion.Outcome, input: String, format: RecordingFormat) {
    let (facts, survey) = (outcome.facts, outcome.survey)
    let rate = facts.framesPerSecond
    json = JSON(
      input: input, inputFormat: facts.format, outputFormat: format.words, files: outcome.files,
      hertz: rate.rounded(places: 6), frames: survey.frames,
      duration_s: (Double(survey.end - survey.begin) / rate).rounded(places: 3), gaps: survey.gaps,
      lost_s: (Double(survey.end - survey.begin - survey.frames) / rate).rounded(places: 3),
      annotations: survey.annotations.count,
      signals: facts.channels.map {
        Signal(name: $0.name, units: $0.units, hertz: (rate * Double($0.samplesPerFrame)).rounded(places: 6))
      }, remarks: outcome.remarks)
  }

  /// What went through the analysis: intervals, or a report.
  init(
    _ recording: IntervalRecording, input: String, files: [String], format: RecordingFormat
  ) {
    json = JSON(
      input: input, inputFormat: recording.format, outputFormat: format.words, files: files,
      duration_s: recording.duration.rounded(places: 3), gaps: recording.intervals.count(where: \.followsHole),
      intervals: recording.intervals.count, remarks: recording.remarks)
  }

  init(_ account: SessionAccount, input: String, files: [String], format: RecordingFormat) {
    json = JSON(
      input: input, inputFormat: account.facts?.recording?.format ?? "", outputFormat: format.words, files: files,
      duration_s: account.durationSeconds.rounded(places: 3), remarks: account.remarks)
  }

  /// Beats written as annotations, without their signal.
  init(beatsOf account: SessionAccount, output: String) {
    let recording = account.facts?.recording
    let counts = account.figures?.classes.counts
    json = JSON(
      input: recording?.path ?? account.link.port, inputFormat: recording?.format ?? "",
      outputFormat: "WFDB annotations", files: [output], hertz: (account.facts?.rate.hertz ?? 0).rounded(places: 6),
      frames: account.link.counts.samples, duration_s: account.durationSeconds.rounded(places: 3),
      annotations: counts?.total ?? 0,
      remarks: account.remarks + [counts.map { ClassLines.words($0) } ?? "no beat was found"])
  }

  var text: String {
    var lines = ["\(json.input) (\(json.inputFormat)) -> \(json.files.joined(separator: ", ")) (\(json.outputFormat))"]
    var held = (json.signals ?? []).map { "\($0.name) [\($0.units)] \(number($0.hertz)) Hz" }
    if let intervals = json.intervals { held.append("\(intervals) interval\(intervals == 1 ? "" : "s")") }
    lines.append("  \(clock(json.duration_s))" + (held.isEmpty ? "" : ", \(held.joined(separator: "; "))"))
    if let gaps = json.gaps, gaps > 0 {
      let lost = json.lost_s.map { ", \(number($0)) s in all" } ?? ""
      lines.append("  \(gaps) gap\(gaps == 1 ? "" : "s")" + lost)
    }
    if let noted = json.annotations, noted > 0 { lines.append("  \(noted) annotation\(noted == 1 ? "" : "s")") }
    lines += json.remarks.map { "  remark: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, 0) : fixed(value, 3)
  }
}
