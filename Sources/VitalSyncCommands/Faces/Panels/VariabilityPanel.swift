import ECGCore
import TerminalUI

/// RR and its variability: over a minute and over five, or why not.
enum VariabilityPanel {
  /// Columns of the row's name.
  private static let nameColumns = 8
  /// Columns of one window's figure: the longest refusal and a space.
  private static let valueColumns = 12

  static func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "variability", palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard area.height >= 1 else { return }
    var row = area.y
    interval(model, row, area, palette, on: &buffer)
    row += 1
    if area.height >= 4 {
      var pen = Pen(area.x + nameColumns, row, end: area.right, palette.faint)
      pen.write("       60 s        5 min", on: &buffer)
      row += 1
    }
    line("RMSSD", "ms", 1, model, \.rmssd, &row, area, palette, on: &buffer)
    line("SDNN", "ms", 1, model, \.sdnn, &row, area, palette, on: &buffer)
    line("pNN50", "%", 1, model, \.pnn50, &row, area, palette, on: &buffer)
    line("mean NN", "ms", 0, model, \.meanNN, &row, area, palette, on: &buffer)
    line("beats", "", 0, model, { Double($0.intervals) }, &row, area, palette, on: &buffer)
    line("left out", "%", 1, model, { $0.excludedShare * 100 }, &row, area, palette, on: &buffer)
  }

  private static func interval(
    _ model: MonitorModel, _ row: Int, _ area: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    buffer.text("RR", area.x, row, palette.label)
    var pen = Pen(area.x + nameColumns, row, end: area.right, palette.value)
    switch model.snapshot?.lastInterval ?? .refused(.settling) {
    case .value(let milliseconds):
      pen.write(milliseconds, places: 0, columns: 8, on: &buffer)
      pen.write(" ms", palette.faint, on: &buffer)
    case .refused(let why):
      pen.write(why.words, palette.faint, on: &buffer)
    }
  }

  private static func line(
    _ name: String, _ unit: String, _ places: Int, _ model: MonitorModel, _ figure: (TimeDomainHRV) -> Double,
    _ row: inout Int, _ area: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    guard row < area.bottom else { return }
    buffer.text(name, area.x, row, palette.label, end: area.right)
    let windows = (
      model.snapshot?.hrvMinute ?? .refused(.settling), model.snapshot?.hrvFiveMinutes ?? .refused(.settling)
    )
    for (index, window) in [windows.0, windows.1].enumerated() {
      let x = area.x + nameColumns + index * valueColumns
      var pen = Pen(x, row, end: min(area.right, x + valueColumns), palette.value)
      switch window {
      case .value(let hrv):
        pen.write(figure(hrv), places: places, columns: 8, on: &buffer)
        pen.write(" ", on: &buffer)
        pen.write(unit, palette.faint, on: &buffer)
      case .refused(let why):
        pen.write(why.words, palette.faint, on: &buffer)
      }
    }
    row += 1
  }
}
