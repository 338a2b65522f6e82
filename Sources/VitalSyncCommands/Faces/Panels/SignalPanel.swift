import ECGCore
import TerminalUI

/// How far the signal can be trusted, as a bar and a word, and the hum that was taken out of it.
enum SignalPanel {
  /// Rows it fills.
  static let rows = 2
  private static let nameColumns = 8

  static func paint(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard area.height >= 1 else { return }
    buffer.text("signal", area.x, area.y, palette.label, end: area.right)
    let quality = model.snapshot?.quality
    let (word, style) = word(quality?.state, palette)
    let bar = max(0, min(20, area.width - nameColumns - 10))
    buffer.meter(
      Double(quality?.index ?? 0), area.x + nameColumns, area.y, columns: bar, style, palette.line)
    buffer.text(word, area.x + nameColumns + bar + 1, area.y, style, end: area.right)
    guard area.height >= 2 else { return }
    buffer.text("hum", area.x, area.y + 1, palette.label, end: area.right)
    var pen = Pen(area.x + nameColumns, area.y + 1, end: area.right, palette.text)
    if let hertz = model.snapshot?.mainsHertz {
      pen.write(hertz, places: 0, on: &buffer)
      pen.write(area.width >= 30 ? " Hz mains, notched out" : " Hz notched", on: &buffer)
    } else {
      pen.write("none found", palette.faint, on: &buffer)
    }
  }

  private static func word(_ state: SignalState?, _ palette: Palette) -> (String, Style) {
    switch state {
    case .good?: ("good", palette.heart)
    case .fair?: ("fair", palette.text)
    case .poor?: ("poor", palette.warning)
    case .clipped?: ("clipped", palette.warning)
    case .flat?: ("flat", palette.warning)
    case .leadsOff?: ("leads off", palette.warning)
    case nil: ("settling", palette.faint)
    }
  }
}
