import ECGCore
import TerminalUI

/// One finding in full: what, since when, what to do, by which rule, and the signal that shows it.
struct FindingDetail {
  private var drawn: (name: Finding.Name, columns: Int, rows: Int, named: Int, lines: [String])?

  /// Least rows of a strip: its marks, its seconds and two of signal.
  private static let leastStrip = 4
  /// What it should have where there is room.
  private static let wantedStrip = 10
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
    let least = area.height >= 2 * Self.leastStrip ? Self.leastStrip : 0
    words("do     ", finding.advice, palette.text, &y, end: area.bottom - least, in: area, palette, on: &buffer)
    if let names = FindingNames.words(finding, model.strips?.strip(of: finding)) {
      words("named  ", names, palette.text, &y, end: area.bottom - least, in: area, palette, on: &buffer)
    }
    // The rule stands where the strip keeps its height beside it.
    let end = area.bottom - max(least, min(area.height / 2, Self.wantedStrip))
    words("rule   ", finding.criterion, palette.faint, &y, end: end, in: area, palette, on: &buffer)
    words("source ", finding.source, palette.faint, &y, end: end, in: area, palette, on: &buffer)
    guard least > 0 else { return }
    if area.bottom - y > Self.wantedStrip { y += 1 }
    let rows = min(Self.mostStrip, area.bottom - y)
    strip(finding, model, snapshot, in: Rect(x: area.x, y: y, width: area.width, height: rows), palette, on: &buffer)
  }

  /// A name and its words, wrapped; what does not fit above `end` ends in an ellipsis, or is left out wholly.
  private func words(
    _ name: String, _ text: String, _ style: Style, _ y: inout Int, end: Int, in area: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    guard !text.isEmpty, y < end else { return }
    buffer.text(name, area.x, y, palette.label, end: area.right)
    let x = area.x + name.count
    let lines = TextWrap.lines(text, columns: area.right - x, indent: "", hanging: "")
    for (index, line) in lines.enumerated() where y < end {
      let isCut = y == end - 1 && index < lines.count - 1
      buffer.clipped(isCut ? line + " …" : line, x, y, style, end: area.right)
      y += 1
    }
  }

  /// `ALARM since 1:24, for 0:06`, whether it was acknowledged, and what it is; returns the next row.
  private func heading(
    _ finding: Finding, _ model: MonitorModel, _ snapshot: MonitorSnapshot, in area: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) -> Int {
    var y = area.y
    let onset = snapshot.rate.seconds(Double(finding.onset))
    let last = snapshot.rate.seconds(Double(finding.isActive ? max(finding.last, snapshot.end) : finding.last))
    var pen = Pen(area.x, y, end: area.right, finding.isActive ? palette.style(finding.severity) : palette.text)
    pen.write(finding.severity.rawValue.uppercased(), on: &buffer)
    pen.write(finding.isActive ? " since " : " from ", palette.label, on: &buffer)
    pen.style = palette.text
    pen.write(clock: Int(onset), on: &buffer)
    pen.write(finding.isActive ? ", for " : " to ", palette.label, on: &buffer)
    pen.write(clock: Int(finding.isActive ? max(0, last - onset) : last), on: &buffer)
    if model.desk?.isAcknowledged(finding) == true {
      pen.clipped("  acknowledged", palette.faint, on: &buffer)
    } else if model.desk?.isAsking(finding) == true {
      pen.clipped(pen.end - pen.x >= 16 ? "  a acknowledges" : "  a: seen", palette.note, on: &buffer)
    }
    y += 1
    let statement = finding.statement.isEmpty ? finding.kind.words : finding.statement
    for line in TextWrap.lines(statement, columns: area.width, indent: "", hanging: "") where y < area.bottom {
      buffer.clipped(line, area.x, y, palette.value, end: area.right)
      y += 1
    }
    return y
  }

  private mutating func strip(
    _ finding: Finding, _ model: MonitorModel, _ snapshot: MonitorSnapshot, in area: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    let name = finding.name
    guard let strip = model.strips?.strip(of: finding) else {
      buffer.clipped("its signal is not at hand yet", area.x, area.y, palette.faint, end: area.right)
      return
    }
    // A strip is whole before all of its beats are named.
    if drawn?.name != name || drawn?.columns != area.width || drawn?.rows != area.height
      || drawn?.named != strip.labels.count
    {
      let lines = StripDrawing.lines(
        strip, rate: snapshot.rate, columns: area.width, rows: area.height - 2, repertoire: buffer.repertoire)
      drawn = (name, area.width, area.height, strip.labels.count, lines)
    }
    for (row, line) in (drawn?.lines ?? []).enumerated() where row < area.height {
      let isEdge = row == 0 || row == area.height - 1
      buffer.text(line, area.x, area.y + row, isEdge ? palette.faint : palette.trace[1], end: area.right)
      guard row == 0 else { continue }
      for (column, mark) in line.enumerated() where column < area.width {
        guard let label = BeatLabel(rawValue: String(mark)) else { continue }
        buffer.text(label.rawValue, area.x + column, area.y, palette.letter(label))
      }
    }
  }

  /// No finding is not the same as nothing wrong.
  private func calm(in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    var y = area.y
    func lines(_ text: String, indent: Int) -> [String] {
      TextWrap.lines(text, columns: area.width - indent, indent: "", hanging: "")
    }
    func write(_ text: String, _ style: Style, indent: Int = 0) {
      for line in lines(text, indent: indent) where y < area.bottom {
        buffer.clipped(line, area.x + indent, y, style, end: area.right)
        y += 1
      }
    }
    write("No finding yet.", palette.text)
    write("Chest pain, fainting, breathlessness: see a physician, whatever stands here.", palette.text)
    if area.height >= 12 { y += 1 }
    write("\(LeadLimits.title), even so:", palette.faint)
    for (place, limit) in LeadLimits.all.enumerated() {
      let left = LeadLimits.all.count - place
      // What does not fit whole is counted, not cut.
      guard y + lines(limit.what, indent: 2).count <= area.bottom - (left > 1 ? 1 : 0) else {
        write("and \(left) more: they stand in every report", palette.faint, indent: 2)
        return
      }
      write(limit.what, palette.faint, indent: 2)
    }
  }
}
