import ECGCore
import TerminalUI

/// Screen 2: how much the heart varies, beat by beat and over the session.
struct VariabilityView {
  private var tachogram = TachogramPanel()
  private var poincare = PoincarePanel()
  private var rmssd = VariabilityTrend()
  private var sdnn = VariabilityTrend()

  mutating func paint(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let isLarge = area.width >= 110 && area.height >= 24
    let (right, left) = area.cutRight(isLarge ? 44 : 28)
    if isLarge {
      let (table, cloud) = right.cutTop(10)
      VariabilityPanel.paint(model, in: table, palette, on: &buffer)
      poincare.paint(model, in: cloud, palette, on: &buffer)
      let (series, trends) = left.cutTop(left.height / 3)
      tachogram.paint(model, in: series, palette, on: &buffer)
      let (upper, lower) = trends.cutTop((trends.height + 1) / 2)
      rmssd.paint(model, title: "RMSSD  ms, of the last minute", in: upper, palette, on: &buffer) { $0.rmssd }
      sdnn.paint(model, title: "SDNN  ms, of the last minute", in: lower, palette, on: &buffer) { $0.sdnn }
      return
    }
    poincare.paint(model, in: right, palette, on: &buffer)
    let (figures, below) = left.cutTop(2)
    Self.brief(model, in: figures.inset(1, 0), palette, on: &buffer)
    let (series, trend) = below.cutTop((below.height - 1) / 2)
    tachogram.paint(model, in: series, palette, on: &buffer)
    rmssd.paint(model, title: "RMSSD  ms, of the last minute", in: trend, palette, on: &buffer) { $0.rmssd }
  }

  /// The figures alone, a row a window.
  static func brief(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard area.height >= 1 else { return }
    let (first, rest) = area.cutTop(1)
    VariabilityTrend.row("60 s  ", model.snapshot?.hrvMinute, isStale: model.isStale, in: first, palette, on: &buffer)
    guard rest.height >= 1 else { return }
    VariabilityTrend.row(
      "5 min ", model.snapshot?.hrvFiveMinutes, isStale: model.isStale, in: rest.cutTop(1).top, palette, on: &buffer)
  }
}
