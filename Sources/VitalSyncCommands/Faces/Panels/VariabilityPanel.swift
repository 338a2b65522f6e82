import ECGCore
import TerminalUI

/// RR and its variability: over a minute and over five, or why not.
enum VariabilityPanel {
  /// Columns it needs with its frame.
  static let leastColumns = nameColumns + 2 * valueColumns + 4
  /// Columns of a row's name and unit.
  private static let nameColumns = 9
  /// Columns of one window's figure, right-aligned: the longest refusal and a space.
  private static let valueColumns = 12

  /// One row of the table.
  private struct Row {
    var name: String
    var unit: String
    var places: Int
    var figure: @Sendable (TimeDomainHRV) -> Double
  }

  private static let rows = [
    Row(name: "RMSSD", unit: "ms", places: 1) { $0.rmssd },
    Row(name: "SDNN", unit: "ms", places: 1) { $0.sdnn },
    Row(name: "pNN50", unit: "%", places: 1) { $0.pnn50 },
    Row(name: "mean", unit: "ms", places: 0) { $0.meanNN },
    Row(name: "beats", unit: "", places: 0) { Double($0.intervals) },
    Row(name: "excl.", unit: "%", places: 1) { $0.excludedShare * 100 },
  ]

  static func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "RR and variability", palette.line, titleStyle: palette.title)
    let area = rect.inset(rect.width >= leastColumns + 2 ? 2 : 1, 1)
    guard area.height >= 1 else { return }
    name("RR", "ms", area.x, area.y, area.right, palette, on: &buffer)
    var pen = Pen(area.x + nameColumns, area.y, end: area.right, palette.value)
    switch model.snapshot?.lastInterval ?? .refused(.settling) {
    case _ where model.isStale: refusal("no data", pen, palette, on: &buffer)
    case .value(let milliseconds): pen.write(milliseconds, places: 0, columns: valueColumns - 1, on: &buffer)
    case .refused(let why): refusal(why.words, pen, palette, on: &buffer)
    }
    guard area.height >= 4 else { return }
    var head = Pen(area.x + nameColumns, area.y + 1, end: area.right, palette.faint)
    head.write("       60 s       5 min", on: &buffer)
    for (index, row) in rows.prefix(area.height - 2).enumerated() {
      let y = area.y + 2 + index
      name(row.name, row.unit, area.x, y, area.right, palette, on: &buffer)
      // What was measured before the board fell silent stays readable, and stands back.
      let style = model.isStale ? palette.faint : palette.value
      let windows = (
        model.snapshot?.hrvMinute ?? .refused(.settling), model.snapshot?.hrvFiveMinutes ?? .refused(.settling)
      )
      figure(row, windows.0, style, area.x + nameColumns, y, area, palette, on: &buffer)
      figure(row, windows.1, style, area.x + nameColumns + valueColumns, y, area, palette, on: &buffer)
    }
  }

  private static func name(
    _ name: String, _ unit: String, _ x: Int, _ y: Int, _ end: Int, _ palette: Palette, on buffer: inout Buffer
  ) {
    let past = buffer.text(name, x, y, palette.label, end: end)
    buffer.text(unit, past + 1, y, palette.faint, end: end)
  }

  private static func figure(
    _ row: Row, _ window: Reading<TimeDomainHRV>, _ style: Style, _ x: Int, _ y: Int, _ area: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    var pen = Pen(x, y, end: area.right, style)
    switch window {
    case .value(let hrv): pen.write(row.figure(hrv), places: row.places, columns: valueColumns - 1, on: &buffer)
    case .refused(let why): refusal(why.words, pen, palette, on: &buffer)
    }
  }

  private static func refusal(_ words: String, _ start: Pen, _ palette: Palette, on buffer: inout Buffer) {
    var pen = start
    pen.skip(max(0, valueColumns - 1 - words.utf8.count))
    pen.write(words, palette.faint, on: &buffer)
  }
}
