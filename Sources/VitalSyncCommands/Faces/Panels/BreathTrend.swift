import ECGCore
import TerminalUI

/// Breaths a minute over the session, as the ECG alone tells them.
struct BreathTrend {
  private var plot = TrendPlot()

  /// Steps of the scale, in breaths per minute.
  private static let steps = [2.0, 5, 10, 20, 50]

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "breaths a minute", palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard let history = model.figures, area.height >= 2 else { return }
    guard
      let (range, step) = TrendPlot.scale(
        of: history, steps: Self.steps, most: max(1, area.height / 2), figure: { $0.breaths })
    else {
      let why = model.snapshot?.respiration.refusal ?? .settling
      buffer.text(why.words, area.x, area.y, palette.faint, end: area.right)
      return
    }
    plot.paint(history, range: range, step: step, places: 0, in: area, palette.trace[1], palette, on: &buffer) {
      $0.breaths
    }
    TrendPlot.minutes(history, in: area, y: rect.bottom - 1, palette, on: &buffer)
  }
}
