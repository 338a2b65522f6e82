import ECGCore
import TerminalUI

/// How far the signal can be trusted, as a bar and a word, and the hum that was taken out of it.
enum SignalPanel {
  /// Rows it fills.
  static let rows = 3
  private static let nameColumns = 7
  /// The longest word for a state.
  private static let wordColumns = 9

  static func paint(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard area.height >= 1 else { return }
    let quality = model.snapshot?.quality
    let (word, style) = model.isStale ? ("no data", palette.warning) : word(quality?.state, palette)
    let share = model.isStale ? 0 : Double(quality?.index ?? 0)
    var row = area.y
    buffer.text("signal", area.x, row, palette.label, end: area.right)
    buffer.text(word, area.x + nameColumns, row, style, end: area.right)
    let bar = min(24, area.width - nameColumns - wordColumns - 1)
    if bar >= 6 {
      buffer.meter(
        share, area.x + nameColumns + wordColumns + 1, row, columns: bar, style, palette.line)
    } else if area.height >= 2 {
      row += 1
      buffer.meter(share, area.x, row, columns: area.width, style, palette.line)
    }
    row += 1
    guard row < area.bottom else { return }
    buffer.text("hum", area.x, row, palette.label, end: area.right)
    var pen = Pen(area.x + nameColumns, row, end: area.right, palette.text)
    if let hertz = model.snapshot?.mainsHertz {
      pen.write(hertz, places: 0, on: &buffer)
      pen.write(area.width >= 30 ? " Hz mains, notched out" : " Hz", on: &buffer)
    } else {
      pen.write("none found", palette.faint, on: &buffer)
    }
    row += 1
    guard row < area.bottom else { return }
    if let oximetry = model.oximetry {
      paint(oximetry, isStale: model.isStale, in: area, row, palette, on: &buffer)
      return
    }
    buffer.text("beats", area.x, row, palette.label, end: area.right)
    pen = Pen(area.x + nameColumns, row, end: area.right, palette.text)
    pen.write(model.snapshot?.beats ?? 0, grouped: true, on: &buffer)
  }

  /// In place of the count of beats, where there is an oximeter.
  private static func paint(
    _ oximetry: OximetrySecond, isStale: Bool, in area: Rect, _ row: Int, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    buffer.text("SpO₂", area.x, row, palette.label, end: area.right)
    var pen = Pen(area.x + nameColumns, row, end: area.right, palette.text)
    guard !isStale, let saturation = oximetry.saturation.value else {
      pen.write(isStale ? "no data" : oximetry.saturation.refusal?.words ?? "", palette.faint, on: &buffer)
      return
    }
    pen.write(saturation, places: 0, on: &buffer)
    pen.write(" %", on: &buffer)
    guard area.width >= 30, let pulse = oximetry.pulse.value else { return }
    pen.write("  pulse ", palette.label, on: &buffer)
    pen.write(pulse, places: 0, on: &buffer)
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
