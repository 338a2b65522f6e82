import ECGCore
import TerminalUI

/// What was found, with its time: first what holds now, gravest first, then what is past.
enum FindingsPanel {
  static func paint(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard area.height >= 1, let snapshot = model.snapshot else { return }
    let total = snapshot.activeFindings.count + snapshot.pastFindings.count
    guard total > 0 else {
      buffer.text("no findings", area.x, area.y, palette.faint, end: area.right)
      return
    }
    guard area.height > 1 || total == 1 else {
      self.row(model, in: Rect(x: area.x - 1, y: area.y, width: area.width + 1, height: 1), palette, on: &buffer)
      return
    }
    var row = area.y
    var shown = 0
    func hasRoom() -> Bool { row < area.bottom - (total - shown > 1 && row == area.bottom - 1 ? 1 : 0) }
    for finding in snapshot.activeFindings where hasRoom() {
      line(finding, model, snapshot, &row, area, palette, on: &buffer)
      shown += 1
    }
    for finding in snapshot.pastFindings where hasRoom() {
      line(finding, model, snapshot, &row, area, palette, on: &buffer)
      shown += 1
    }
    guard shown < total, area.height >= 1 else { return }
    var pen = Pen(area.x, area.bottom - 1, end: area.right, palette.faint)
    pen.write("and ", on: &buffer)
    pen.write(total - shown, on: &buffer)
    pen.write(" more", on: &buffer)
  }

  /// The gravest in one row, and how many more there are.
  static func row(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard rect.height > 0, let snapshot = model.snapshot else { return }
    let total = snapshot.activeFindings.count + snapshot.pastFindings.count
    let gravest = model.desk?.gravestUnacknowledged
    guard let first = gravest ?? snapshot.activeFindings.first ?? snapshot.pastFindings.first else {
      buffer.text("no findings", rect.x + 1, rect.y, palette.faint, end: rect.right)
      return
    }
    var y = rect.y
    let moreColumns = total > 1 ? (rect.width >= 30 ? 10 : 4) : 0
    line(
      first, model, snapshot, &y, Rect(x: rect.x + 1, y: rect.y, width: rect.width - 1 - moreColumns, height: 1),
      palette,
      on: &buffer)
    guard total > 1 else { return }
    var pen = Pen(rect.right - moreColumns, rect.y, end: rect.right, palette.faint)
    if moreColumns < 10 {
      pen.write(" +", on: &buffer)
      pen.write(total - 1, on: &buffer)
    } else {
      pen.write(total - 1, columns: 4, on: &buffer)
      pen.write(" more", on: &buffer)
    }
  }

  /// `!!! 0:12:41 now   pause of 3.4 s`, and the advice under it where the panel is wide.
  private static func line(
    _ finding: Finding, _ model: MonitorModel, _ snapshot: MonitorSnapshot, _ row: inout Int, _ area: Rect,
    _ palette: Palette, on buffer: inout Buffer
  ) {
    // An alarm that is over stands all the same until somebody has seen it.
    let stands = finding.isActive || model.desk?.isAsking(finding) == true
    let style = stands ? palette.style(finding.severity) : palette.faint
    var pen = Pen(area.x, row, end: area.right, style)
    pen.write(mark(finding.severity), on: &buffer)
    pen.write(" ", palette.text, on: &buffer)
    pen.style = stands ? palette.text : palette.faint
    // Where there is hardly room, what it is matters more than when it was.
    if area.width >= 26 {
      pen.write(clock: Int(snapshot.rate.seconds(Double(finding.onset))), columns: 5, on: &buffer)
      if area.width >= 44 { pen.write(finding.isActive ? " now  " : " past ", on: &buffer) } else { pen.skip(1) }
    }
    let statement = finding.statement.isEmpty || area.width < 30 ? finding.kind.words : finding.statement
    pen.clipped(statement, stands ? style : palette.faint, on: &buffer)
    row += 1
    guard finding.isActive, area.width >= 44, area.height >= 6, row < area.bottom - 1 else { return }
    buffer.clipped(finding.advice, area.x + 15, row, palette.faint, end: area.right)
    row += 1
  }

  /// Severity as a mark, all three wide.
  static func mark(_ severity: Severity) -> String {
    switch severity {
    case .note: "i  "
    case .warning: "!! "
    case .alarm: "!!!"
    }
  }
}
