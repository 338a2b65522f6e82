import ECGCore

/// The report's lines on the beats' classes: how many of each, and the ectopic burden by zone and by hour.
enum ClassLines {
  /// Nobody has told us how often such a model errs.
  static let otherModel =
    "The beats are named by a model of the user's (--model), not by the program's own: how often it errs is not known here."

  static func lines(
    _ figures: SessionFigures, durationSeconds: Double, hasOtherModel: Bool, columns: Int
  ) -> [String] {
    let counts = figures.classes.counts
    guard counts.total > 0 else { return [] }
    var lines = ["", "Beats by class (ANSI/AAMI EC57), as the classifier names them"]
    lines += TextWrap.lines(words(counts), columns: columns, indent: "  ", hanging: "  ")
    if hasOtherModel { lines += TextWrap.lines(otherModel, columns: columns, indent: "  ", hanging: "  ") }
    if let zones = BurdenTable.zones(figures) {
      lines += ["", "Ectopic beats by heart-rate zone"] + table(zones)
      lines += TextWrap.lines(BurdenTable.note, columns: columns, indent: "  ", hanging: "  ")
    } else if figures.burden.ventricular.beats + figures.burden.supraventricular.beats > 0 {
      lines += TextWrap.lines(BurdenTable.noZones, columns: columns, indent: "  ", hanging: "  ")
    }
    if let hours = BurdenTable.hours(figures, durationSeconds: durationSeconds) {
      lines += ["", "Beats by class and hour"] + table(hours)
    }
    return lines
  }

  private static func table(_ table: BurdenTable) -> [String] {
    TextTable(columns: table.head.map { ($0, .right) }, rows: table.cells).lines.map { "  " + $0 }
  }

  /// "46 normal (N), 19 ventricular (V); ectopic 29.23 %".
  static func words(_ counts: BeatClassCounts) -> String {
    let parts = BeatLabel.allCases.filter { counts[$0] > 0 }.map { "\(counts[$0]) \(word($0))" }
    let burden = counts.ectopicPercent.map { "; ectopic \(fixed($0, 2)) % of those named" } ?? ""
    return parts.joined(separator: ", ") + burden
  }

  /// Ectopic beats by origin: "19 ventricular (29.2 % of beats): 19 single, 0 couplets, 0 runs".
  static func ectopic(_ figures: SessionFigures) -> String {
    let burden = figures.burden
    let told = [("ventricular", burden.ventricular), ("supraventricular", burden.supraventricular)].compactMap {
      name, counts -> String? in
      guard counts.beats > 0 else { return nil }
      let longest = counts.longestRun > 0 ? " (longest \(counts.longestRun) beats)" : ""
      let rate = BurdenTable.rate(counts.beats, in: figures.analysableSeconds).map { ", \(fixed($0, 1)) an hour" } ?? ""
      return "\(counts.beats) \(name) (\(BurdenTable.percent(counts.beats, of: burden.named)) % of beats\(rate)):"
        + " \(counts.isolated) single, \(plural(counts.couplets, "couplet")), \(plural(counts.runs, "run"))\(longest)"
    }
    let isFibrillating =
      figures.rhythms.contains { $0.name == .atrialFibrillation } && burden.supraventricular.beats > 0
    let caution = isFibrillating ? "; in atrial fibrillation no beat is early, so an S there says little" : ""
    return told.isEmpty ? "none" : told.joined(separator: "; ") + "; as the classifier names them" + caution
  }

  private static func plural(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }

  static func word(_ label: BeatLabel) -> String {
    switch label {
    case .normal: "normal (N)"
    case .supraventricular: "supraventricular (S)"
    case .ventricular: "ventricular (V)"
    case .fusion: "fusion (F)"
    case .unknown: "not classified (Q)"
    }
  }
}
