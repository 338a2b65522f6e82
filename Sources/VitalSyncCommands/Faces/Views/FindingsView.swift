import ECGCore
import TerminalUI

/// Screen 4: every finding, and one of them in full.
struct FindingsView {
  private var detail = FindingDetail()

  /// From so many rows on the rhythm has a panel of its own.
  private static let rowsForPanel = 18

  mutating func paint(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let (list, rest) = area.cutLeft(area.width >= 140 ? 70 : area.width * 9 / 20)
    // Where there is no room for a panel, the rhythm is the list's first row.
    let (rhythm, below) = list.cutTop(list.height >= Self.rowsForPanel ? RhythmPanel.rows(model) : 0)
    if rhythm.height > 0 { RhythmPanel.paint(model, in: rhythm, palette, on: &buffer) }
    Self.list(model, in: below, hasRhythm: rhythm.height == 0, palette, on: &buffer)
    detail.paint(model, in: rest, palette, on: &buffer)
  }

  private static func list(
    _ model: MonitorModel, in rect: Rect, hasRhythm: Bool, _ palette: Palette, on buffer: inout Buffer
  ) {
    buffer.box(rect, title: "findings", palette.line, titleStyle: palette.title)
    var area = rect.inset(1, 1)
    guard let snapshot = model.snapshot, area.height >= 1 else { return }
    if hasRhythm, area.height >= 3 {
      let (row, rest) = area.cutTop(1)
      RhythmPanel.line(model, in: row.inset(1, 0), palette, on: &buffer)
      area = rest
    }
    let findings = snapshot.allFindings
    guard !findings.isEmpty else {
      buffer.text("none", area.x + 1, area.y, palette.faint, end: area.right)
      return
    }
    let chosen = model.findingsRead.place(in: snapshot)
    // The chosen one stays in sight.
    let first = max(0, min(findings.count - area.height, chosen - area.height / 2))
    for row in 0..<min(area.height, findings.count - first) {
      line(
        findings[first + row], isChosen: first + row == chosen, model, snapshot, area, area.y + row, palette,
        on: &buffer)
    }
    count(snapshot, rect, palette, on: &buffer)
  }

  /// `>!!! 12:41 now  pause of 3.4 s`; `ok` in place of the mark where it is acknowledged.
  private static func line(
    _ finding: Finding, isChosen: Bool, _ model: MonitorModel, _ snapshot: MonitorSnapshot, _ area: Rect, _ y: Int,
    _ palette: Palette, on buffer: inout Buffer
  ) {
    let isRead = model.desk?.isAcknowledged(finding) == true
    let isAsking = model.desk?.isAsking(finding) == true
    let style = isAsking || (finding.isActive && !isRead) ? palette.style(finding.severity) : palette.faint
    let text = isChosen ? palette.value : finding.isActive ? palette.text : palette.faint
    var pen = Pen(area.x, y, end: area.right, text)
    pen.write(isChosen ? (buffer.repertoire == .unicode ? "▸" : ">") : " ", on: &buffer)
    pen.write(isRead ? "ok " : FindingsPanel.mark(finding.severity), style, on: &buffer)
    pen.write(clock: Int(snapshot.rate.seconds(Double(finding.onset))), columns: 6, on: &buffer)
    pen.write(finding.isActive ? " now  " : " past ", on: &buffer)
    pen.clipped(finding.statement.isEmpty ? finding.kind.words : finding.statement, on: &buffer)
  }

  private static func count(_ snapshot: MonitorSnapshot, _ rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    var pen = Pen(rect.x + 2, rect.bottom - 1, end: rect.right - 1, palette.faint)
    pen.write(" ", on: &buffer)
    pen.write(snapshot.activeFindings.count, on: &buffer)
    pen.write(" now, ", on: &buffer)
    pen.write(snapshot.pastFindings.count, on: &buffer)
    pen.write(" past ", on: &buffer)
  }
}
