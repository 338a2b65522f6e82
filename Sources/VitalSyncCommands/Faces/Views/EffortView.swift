import ECGCore
import TerminalUI

/// Screen 3: how hard it is, for how long, and how the heart comes down from it.
struct EffortView {
  private var scaling = ScalingPanel()
  private var rateTrend = FigureTrend.heartRate
  private var breathTrend = FigureTrend.breaths

  /// Rows of a trend with its frame.
  private static let leastTrend = 6

  mutating func paint(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let column = area.width >= 140 ? 44 : area.width >= 110 ? 44 : 34
    let (right, left) = area.cutRight(column)
    let isTall = area.height >= 26
    let (rate, below) = right.cutTop(isTall ? 11 : 0)
    let (zones, rest) = below.cutTop(ZonesPanel.rows)
    let (load, last) = rest.cutTop(rest.height >= LoadPanel.rows + Self.leastTrend ? LoadPanel.rows : rest.height)
    if isTall { HeartRatePanel.paint(model, in: rate, palette, on: &buffer) }
    ZonesPanel.paint(model, in: zones, palette, on: &buffer)
    LoadPanel.paint(model, in: load, palette, on: &buffer)
    if last.height > 0 { breathTrend.paint(model, in: last, palette, on: &buffer) }
    let (trend, above) = left.cutBottom(isTall ? left.height * 2 / 5 : 0)
    if trend.height > 0 { rateTrend.paint(model, in: trend, palette, on: &buffer) }
    scaling.paint(model, in: above, palette, on: &buffer)
  }

  /// The figures alone, in a row each.
  static func brief(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard area.height >= 1 else { return }
    var x = buffer.text("DFA-α1 ", area.x, area.y, palette.label, end: area.right)
    ScalingPanel.row(model, in: Rect(x: x, y: area.y, width: area.right - x, height: 1), palette, on: &buffer)
    guard area.height >= 2 else { return }
    x = buffer.text("breath ", area.x, area.y + 1, palette.label, end: area.right)
    var pen = Pen(x, area.y + 1, end: area.right, palette.value)
    LoadPanel.breath(model, &pen, palette, on: &buffer)
    guard area.height >= 3, let training = model.snapshot?.training else { return }
    x = buffer.text("zone   ", area.x, area.y + 2, palette.label, end: area.right)
    pen = Pen(x, area.y + 2, end: area.right, palette.value)
    if let zone = training.zone.value { pen.write(zone, on: &buffer) } else { pen.write("-", on: &buffer) }
    if let edwards = training.edwards.value {
      pen.write("  TRIMP ", palette.label, on: &buffer)
      pen.style = palette.value
      pen.write(edwards, places: 1, on: &buffer)
    }
    guard area.height >= 4, let fall = model.snapshot?.recovery?.after60.value else { return }
    x = buffer.text("HRR60  ", area.x, area.y + 3, palette.label, end: area.right)
    pen = Pen(x, area.y + 3, end: area.right, palette.value)
    pen.write(fall, places: 0, on: &buffer)
    pen.write(" bpm", palette.faint, on: &buffer)
  }
}
