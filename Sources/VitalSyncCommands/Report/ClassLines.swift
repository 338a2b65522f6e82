import ECGCore

/// The report's lines on the beats' classes: how many of each, and the burden by hour.
enum ClassLines {
  static func lines(_ figures: SessionFigures) -> [String] {
    let counts = figures.classes.counts
    guard counts.total > 0 else { return [] }
    var lines = ["", "Beats by class (ANSI/AAMI EC57)", "  " + words(counts)]
    let hours = figures.classes.hours.sorted { $0.key < $1.key }
    if hours.count > 1 {
      lines += hours.map { "  hour \($0.key + 1): \(words($0.value))" }
    }
    return lines
  }

  private static func words(_ counts: BeatClassCounts) -> String {
    let parts = BeatLabel.allCases.filter { counts[$0] > 0 }.map { "\(counts[$0]) \(word($0))" }
    let burden = counts.ectopicPercent.map { "; ectopic \(fixed($0, 2)) %" } ?? ""
    return parts.joined(separator: ", ") + burden
  }

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
