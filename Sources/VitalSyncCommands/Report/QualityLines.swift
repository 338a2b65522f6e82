import ECGCore
import TerminalUI

/// Quality minute by minute, runs of like minutes told as one line.
enum QualityLines {
  private static let barColumns = 10

  static func lines(_ figures: SessionFigures, endSeconds: Double, repertoire: Repertoire) -> [String] {
    var lines: [String] = []
    var run: [QualityMinute] = []
    for minute in figures.minutes {
      if let last = run.last,
        words(last, figures.rate) != words(minute, figures.rate) || minute.minute != last.minute + 1
      {
        lines.append(line(run, figures.rate, endSeconds, repertoire))
        run.removeAll()
      }
      run.append(minute)
    }
    if !run.isEmpty { lines.append(line(run, figures.rate, endSeconds, repertoire)) }
    return lines
  }

  private static func line(
    _ run: [QualityMinute], _ rate: SampleRate, _ endSeconds: Double, _ repertoire: Repertoire
  ) -> String {
    guard let first = run.first, let last = run.last else { return "" }
    let span =
      clock(Double(first.minute) * 60)
      + (run.count > 1 ? " to \(clock(min(Double(last.minute) * 60 + 60, endSeconds)))" : "")
    let index = run.reduce(0) { $0 + $1.meanIndex } / Double(run.count)
    let filled = Int((index * Double(barColumns)).rounded())
    let (full, empty) = repertoire == .ascii ? ("#", ".") : ("█", "░")
    let bar = String(repeating: full, count: filled) + String(repeating: empty, count: barColumns - filled)
    return "  \(span)\(padding(18 - span.count))\(bar) \(fixed(index, 2))  \(words(first, rate))"
  }

  /// "good", or what else there was and how much of it, in tenths so that runs can form.
  private static func words(_ minute: QualityMinute, _ rate: SampleRate) -> String {
    let parts = SignalState.allCases.compactMap { state -> String? in
      let tenths = (10 * Double(minute.samples(in: state)) / Double(max(1, minute.samples))).rounded()
      guard tenths > 0 else { return nil }
      return tenths == 10 ? state.words : "\(state.words) \(fixed(10 * tenths, 0)) %"
    }
    return parts.joined(separator: ", ")
  }
}

extension SignalState {
  /// For a report.
  var words: String {
    switch self {
    case .good: "good"
    case .fair: "fair"
    case .poor: "poor signal"
    case .clipped: "clipped"
    case .flat: "flat line"
    case .leadsOff: "leads off"
    }
  }
}
