import ECGCore

/// Every beat of the recording, small. Written page by page: a day of it is never held as text.
struct DisclosureSection {
  let disclosure: FullDisclosure
  let account: SessionAccount
  let figures: SessionFigures

  func write(into put: (Markup) throws(CommandFailure) -> Void) throws(CommandFailure) {
    var page = Markup()
    page.raw("\n<section id=\"disclosure\">")
    page.element("h2", "Full disclosure")
    page.paragraph(
      "One minute a row, 2.8 mm/s, 5 mm/mV. Left: the minute; right: its mean heart rate in bpm; bars below: warnings and alarms. Lowest and highest value of each 0.1 mm; what exceeds 2.4 mV is cut.",
      class: "small")
    try put(page)
    let rates = self.rates
    // Notes may hold for hours; a bar under everything would mark nothing.
    let findings = account.findings.filter { $0.severity > .note }.map { finding in
      (from: figures.rate.seconds(Double(finding.onset)), to: figures.rate.seconds(Double(finding.last)))
    }
    for first in stride(from: 0, to: disclosure.rows.count, by: DisclosureDrawing.rowsPerPage) {
      let rows = disclosure.rows[first..<min(first + DisclosureDrawing.rowsPerPage, disclosure.rows.count)]
      var part = Markup()
      part.element("div", ["class": "wide sheet", "tabindex": "0"]) { sheet in
        DisclosureDrawing.draw(rows, rates: rates, findings: findings, into: &sheet)
      }
      try put(part)
    }
    var end = Markup()
    end.raw("</section>")
    try put(end)
  }

  /// Mean heart rate by minute.
  private var rates: [Int: Double] {
    var sums: [Int: (count: Int, seconds: Double)] = [:]
    for interval in figures.intervalLog where interval.verdict == .normal || interval.verdict == .irregular {
      let minute = Int(figures.rate.seconds(interval.to) / 60)
      sums[minute, default: (0, 0)].count += 1
      sums[minute, default: (0, 0)].seconds += interval.seconds
    }
    return sums.compactMapValues { $0.seconds > 10 ? 60 * Double($0.count) / $0.seconds : nil }
  }
}
