import ECGCore
import TerminalUI

/// The heart rate over the session, with the zones' borders where a maximum is known.
struct RateTrend {
  private var plot = TrendPlot()

  /// Steps of the scale, in beats per minute.
  private static let steps = [5.0, 10, 20, 50, 100]

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "heart rate  bpm", palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard let history = model.figures, area.height >= 2 else { return }
    guard
      let (range, step) = TrendPlot.scale(
        of: history, steps: Self.steps, most: max(1, area.height / 2), figure: { $0.heartRate })
    else {
      buffer.text("settling", area.x, area.y, palette.faint, end: area.right)
      return
    }
    let limits = model.snapshot?.training?.limits
    let levels = (1...5).compactMap { zone in
      limits?.begin(ofZone: zone).map { TrendPlot.Level(value: $0, words: "zone \(zone)", short: "zone \(zone)") }
    }
    plot.paint(
      history, range: range, step: step, places: 0, levels: levels, in: area, palette.trace[1], palette, on: &buffer
    ) { $0.heartRate }
    TrendPlot.minutes(history, in: area, y: rect.bottom - 1, hasLevels: !levels.isEmpty, palette, on: &buffer)
  }
}
