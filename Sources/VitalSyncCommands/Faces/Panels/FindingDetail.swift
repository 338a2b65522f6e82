import ECGCore
import TerminalUI

/// One finding in full: what, since when, what to do, by which rule, and the signal that shows it.
struct FindingDetail {
  private var drawn: (name: FindingsRead.Name, columns: Int, rows: Int, lines: [String])?

  /// Least rows of a strip: its marks, its seconds and two of signal.
  private static let leastStrip = 4
  /// Most: beyond, the eye sees no more.
  private static let mostStrip = 20

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "what, why, what to do", palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard let snapshot = model.snapshot, area.height >= 1 else { return }
    let list = snapshot.allFindings
    guard !list.isEmpty else {
      calm(in: area, palette, on: &buffer)
      return
    }
    let finding = list[model.findingsRead.place(in: snapshot)]
    var y = heading(finding, model, snapshot, in: area, palette, on: &buffer)
    // Half of the room is the strip's; where the words need less than theirs it follows them.
    let reserved = area.height / 2 >= Self.leastStrip ? area.height / 2 : 0
    let end = area.bottom - reserved
    for (name, words) in [("do     ", finding.advice), ("rule   ", finding.criterion), ("source ", finding.source)]
    where !words.isEmpty {
      for line in TextWrap.lines(words, columns: area.width, indent: name, hanging: "       ") where y < end {
        let past = buffer.text(String(line.prefix(name.count)), area.x, y, palette.label, end: area.right)
        let style = name.hasPrefix("do") ? palette.text : palette.faint
        buffer.text(String(line.dropFirst(name.count)), past, y, style, end: area.right)
        y += 1
      }
    }
    guard reserved > 0 else { return }
    if area.bottom - y > reserved { y += 1 }
    let rows = min(Self.mostStrip, area.bottom - y)
    strip(finding, model, snapshot, in: Rect(x: area.x, y: y, width: area.width, height: rows), palette, on: &buffer)
  }

  /// `!!! ALARM  pause of 3.4 s`, then since when and whether it was acknowledged.
  private func heading(
    _ finding: Finding, _ model: MonitorModel, _ snapshot: MonitorSnapshot, in area: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) -> Int {
    var y = area.y
    let style = finding.isActive ? palette.style(finding.severity) : palette.text
    var pen = Pen(area.x, y, end: area.right, style)
    pen.write(finding.severity.rawValue.uppercased(), on: &buffer)
    pen.write("  ", palette.text, on: &buffer)
    let statement = finding.statement.isEmpty ? finding.kind.words : finding.statement
    for line in TextWrap.lines(statement, columns: area.right - pen.x, indent: "", hanging: "") where y < area.bottom {
      buffer.text(line, pen.x, y, palette.value, end: area.right)
      y += 1
    }
    guard y < area.bottom else { return y }
    let onset = snapshot.rate.seconds(Double(finding.onset))
    let last = snapshot.rate.seconds(Double(finding.isActive ? max(finding.last, snapshot.end) : finding.last))
    pen = Pen(area.x, y, end: area.right, palette.text)
    pen.write(finding.isActive ? "since " : "from  ", palette.label, on: &buffer)
    pen.write(clock: Int(onset), on: &buffer)
    pen.write(finding.isActive ? ", for " : " to ", on: &buffer)
    pen.write(clock: Int(finding.isActive ? max(0, last - onset) : last), on: &buffer)
    if finding.isActive {
      let isOpen = finding.severity > .note && !model.findingsRead.isAcknowledged(finding)
      pen.write(isOpen ? "  a acknowledges" : "", palette.note, on: &buffer)
    }
    if model.findingsRead.isAcknowledged(finding) { pen.write("  acknowledged", palette.faint, on: &buffer) }
    return y + 1
  }

  private mutating func strip(
    _ finding: Finding, _ model: MonitorModel, _ snapshot: MonitorSnapshot, in area: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    let name = FindingsRead.Name(finding)
    if drawn?.name != name || drawn?.columns != area.width || drawn?.rows != area.height {
      guard let strip = model.strips?.strip(of: finding) else {
        buffer.clipped("its signal is not at hand yet", area.x, area.y, palette.faint, end: area.right)
        return
      }
      let lines = StripDrawing.lines(
        strip, rate: snapshot.rate, columns: area.width, rows: area.height - 2, repertoire: buffer.repertoire)
      drawn = (name, area.width, area.height, lines)
    }
    for (row, line) in (drawn?.lines ?? []).enumerated() where row < area.height {
      let isEdge = row == 0 || row == area.height - 1
      buffer.text(line, area.x, area.y + row, isEdge ? palette.faint : palette.trace[1], end: area.right)
    }
  }

  private func calm(in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    for (row, words) in Self.limits.enumerated() where row < area.height {
      buffer.clipped(words, area.x, area.y + row, row == 0 ? palette.text : palette.faint, end: area.right)
    }
  }

  /// No finding is not the same as nothing wrong.
  private static let limits = [
    "No finding yet.", "", "What one lead cannot tell, even so:", "  ischaemia (ST), T-wave inversion",
    "  the heart's axis",
    "  Brugada pattern", "  which part of the heart it comes from", "", "Chest pain, fainting, breathlessness:",
    "  see a physician, whatever stands here.",
  ]
}
