import ECGCore
import TerminalUI

/// One figure over the session, in a box of its own.
struct FigureTrend {
  private let title: String
  /// Steps of the scale, in the figure's unit.
  private let steps: [Double]
  private let figure: @Sendable (FigureHistory.Point) -> Double?
  /// Why there is none yet.
  private let refusal: @Sendable (MonitorModel) -> Refusal
  private let levels: @Sendable (MonitorModel) -> [TrendPlot.Level]
  private var plot = TrendPlot()

  /// The heart rate in beats per minute, with the zones' borders where a maximum is known.
  static var heartRate: FigureTrend {
    FigureTrend(
      title: "heart rate  bpm", steps: [5, 10, 20, 50, 100], figure: { $0.heartRate }, refusal: { _ in .settling },
      levels: { model in
        (1...5).compactMap { zone in
          model.snapshot?.training?.limits.begin(ofZone: zone).map {
            TrendPlot.Level(value: $0, words: "zone \(zone)", short: "zone \(zone)")
          }
        }
      })
  }

  /// Breaths a minute, as the ECG alone tells them.
  static var breaths: FigureTrend {
    FigureTrend(
      title: "breaths a minute", steps: [2, 5, 10, 20, 50], figure: { $0.breaths },
      refusal: { $0.snapshot?.respiration.refusal ?? .settling }, levels: { _ in [] })
  }

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: title, palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard let history = model.figures, area.height >= 2 else { return }
    guard
      let (range, step) = TrendPlot.scale(of: history, steps: steps, most: max(1, area.height / 2), figure: figure)
    else {
      buffer.text(refusal(model).words, area.x, area.y, palette.faint, end: area.right)
      return
    }
    let levels = levels(model)
    plot.paint(
      history, range: range, step: step, places: 0, levels: levels, in: area, palette.trace[1], palette, on: &buffer,
      figure: figure)
    TrendPlot.minutes(history, in: area, y: rect.bottom - 1, hasLevels: !levels.isEmpty, palette, on: &buffer)
  }
}
