import ECGCore

/// PR, QRS, QT and QTc in a line of the report.
enum WaveIntervalWords {
  static func line(_ summary: IntervalSummary, isLimited: Bool) -> String {
    if let refusal = [summary.pr, summary.qrs, summary.qt].allRefused { return "not given: \(refusal.words)" }
    let figures = [
      ("PR", summary.pr), ("QRS", summary.qrs), ("QT", summary.qt), ("QTc (Fridericia)", summary.qtc(.fridericia)),
    ]
    let told = figures.map { name, reading in "\(name) \(reading.words { "\(fixed($0.median, 0)) ms" })" }
    return told.joined(separator: ", ") + ", "
      + (summary.averagedBeats == 1 ? "of one averaged beat" : "medians of \(summary.averagedBeats) averaged beats")
      + (isLimited ? "; limited bandwidth (0.5-40 Hz): QRS and QT may differ from a diagnostic ECG's" : "")
  }
}

extension [Reading<DurationSummary>] {
  /// The reason where none is given.
  fileprivate var allRefused: Refusal? {
    contains { $0.value != nil } ? nil : first?.refusal
  }
}
