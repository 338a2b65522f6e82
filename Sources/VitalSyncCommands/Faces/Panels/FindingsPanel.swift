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
    var row = area.y
    var shown = 0
    func hasRoom() -> Bool { row < area.bottom - (total - shown > 1 && row == area.bottom - 1 ? 1 : 0) }
    for finding in snapshot.activeFindings where hasRoom() {
      line(finding, snapshot, &row, area, palette, on: &buffer)
      shown += 1
    }
    for finding in snapshot.pastFindings where hasRoom() {
      line(finding, snapshot, &row, area, palette, on: &buffer)
      shown += 1
    }
    guard shown < total, area.height >= 1 else { return }
    var pen = Pen(area.x, area.bottom - 1, end: area.right, palette.faint)
    pen.write("and ", on: &buffer)
    pen.write(total - shown, on: &buffer)
    pen.write(" more", on: &buffer)
  }

  /// `!!! 0:12:41 now   pause of 3.4 s`, and the advice under it where the panel is wide.
  private static func line(
    _ finding: Finding, _ snapshot: MonitorSnapshot, _ row: inout Int, _ area: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    let style = finding.isActive ? style(finding.severity, palette) : palette.faint
    var pen = Pen(area.x, row, end: area.right, style)
    pen.write(mark(finding.severity), on: &buffer)
    pen.write(" ", palette.text, on: &buffer)
    pen.style = finding.isActive ? palette.text : palette.faint
    pen.write(clock: Int(snapshot.rate.seconds(Double(finding.onset))), columns: 5, on: &buffer)
    if area.width >= 44 { pen.write(finding.isActive ? " now  " : " past ", on: &buffer) } else { pen.skip(1) }
    let statement = finding.statement.isEmpty || area.width < 30 ? finding.kind.words : finding.statement
    pen.write(statement, finding.isActive ? style : palette.faint, on: &buffer)
    row += 1
    guard finding.isActive, area.width >= 44, area.height >= 6, row < area.bottom - 1 else { return }
    buffer.text(finding.advice, area.x + 15, row, palette.faint, end: area.right)
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

  private static func style(_ severity: Severity, _ palette: Palette) -> Style {
    switch severity {
    case .note: palette.note
    case .warning: palette.warning
    case .alarm: palette.alarm
    }
  }
}
