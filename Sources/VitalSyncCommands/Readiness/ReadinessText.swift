import Journal
import TerminalUI

/// A readiness for a terminal.
struct ReadinessText {
  let account: ReadinessAccount
  let columns: Int
  let repertoire: Repertoire

  private static let labelColumns = 14
  private static let rows = 10

  var whole: String {
    let readiness = account.readiness
    var lines = ["Readiness of \(account.person), \(readiness.day.iso)", ""]
    if let warning = account.warning { lines += wrapped(warning) + [""] }
    lines += wrapped(account.verdict.sentence)
    if let certainty = account.certainty { lines += wrapped(certainty) }
    lines.append("")
    for (name, value) in account.figures {
      lines += TextWrap.lines(
        value, columns: columns, indent: name + padding(Self.labelColumns - name.count),
        hanging: padding(Self.labelColumns))
    }
    lines += chart("ln RMSSD: mornings, line: mean of 7 days, dotted: normal band", 2, \.lnRMSSD)
    lines += chart("Resting rate, bpm", 0, \.heartRate)
    lines += [""] + wrapped(ReportWords.disclaimer)
    return lines.joined(separator: "\n") + "\n"
  }

  private func chart(_ title: String, _ places: Int, _ value: (Mornings.Morning) -> Double?) -> [String] {
    let points = account.readiness.course(of: value).map {
      DayChart.Point(day: $0.day, value: $0.value, line: $0.mean, band: $0.range)
    }
    let drawn = DayChart(points: points, columns: columns, rows: Self.rows, repertoire: repertoire, places: places)
      .lines
    return drawn.isEmpty ? [] : ["", title] + drawn
  }

  private func wrapped(_ words: String) -> [String] {
    TextWrap.lines(words, columns: columns, indent: "", hanging: "")
  }
}
