import ECGCore
import TerminalUI

/// The wearer's families of beats, over everything else: mean shape, class and count of each (`t`).
struct FamiliesOverlay {
  private var canvas = Canvas(grain: .braille)

  private static let card = (width: 24, height: 9)

  mutating func paint(_ model: MonitorModel, over bounds: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let across = min(3, (bounds.width - 2) / Self.card.width)
    let down = min(2, (bounds.height - 2) / Self.card.height)
    guard across > 0, down > 0 else { return }
    let (width, height) = (across * Self.card.width + 2, down * Self.card.height + 2)
    let rect = Rect(
      x: bounds.x + (bounds.width - width) / 2, y: bounds.y + (bounds.height - height) / 2, width: width, height: height
    )
    buffer.fill(rect, " ", palette.background)
    buffer.box(rect, title: "families of beats", palette.faint, titleStyle: palette.value)
    guard !model.families.isEmpty else {
      buffer.text("settling", rect.x + 2, rect.y + 1, palette.faint, end: rect.right - 1)
      return
    }
    for (index, family) in model.families.prefix(across * down).enumerated() {
      let place = Rect(
        x: rect.x + 1 + index % across * Self.card.width, y: rect.y + 1 + index / across * Self.card.height,
        width: Self.card.width, height: Self.card.height)
      paint(family, model.familyCounts[family.number], in: place.inset(1, 0), palette, on: &buffer)
    }
  }

  private mutating func paint(
    _ family: BeatFamily, _ counts: BeatClassCounts?, in rect: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    let label = counts?.most ?? .unknown
    let style =
      switch label {
      case .ventricular: palette.alarm
      case .supraventricular, .fusion: palette.warning
      case .normal, .unknown: palette.value
      }
    var pen = Pen(rect.x, rect.y, end: rect.right, style)
    pen.write(label.rawValue, on: &buffer)
    pen.write(" ", on: &buffer)
    pen.write(counts?.total ?? family.beats, on: &buffer)
    pen.write(family.isUsual ? " beats, usual" : " beats", palette.faint, on: &buffer)
    canvas.reset(columns: rect.width, rows: rect.height - 2, grain: Canvas.Grain(buffer.repertoire))
    FamilyCurve.draw(family, on: &canvas)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        guard let glyph = canvas.glyph(column, row) else { continue }
        buffer.put(glyph, rect.x + column, rect.y + 1 + row, style)
      }
    }
  }
}
