import ECGCore

/// Heart rate and intervals over time, and the table by the hour.
struct RateSection {
  let account: SessionAccount
  let figures: SessionFigures

  var section: HTMLSection {
    HTMLSection("rate", "Heart rate and intervals") { page in
      if figures.intervalLog.isEmpty { page.paragraph("No interval could be measured.") } else { plots(into: &page) }
      let hours = HourlyFigures(figures, durationSeconds: account.durationSeconds)
      if !hours.rows.isEmpty {
        page.element("h3", "By the hour")
        page.table(HourlyFigures.head, hours.cells)
      }
    }
  }

  private func plots(into page: inout Markup) {
    let heart = HeartRatePlot(
      intervals: figures.intervalLog, rate: figures.rate, time: account.time, limits: figures.training?.limits)
    page.figure("Heart rate", heart.caption, wide: true) { heart.draw(into: &$0) }
    let tachogram = TachogramPlot(intervals: figures.intervalLog, rate: figures.rate, time: account.time)
    page.figure("Tachogram", TachogramPlot.caption, wide: true) { tachogram.draw(into: &$0) }
  }
}
