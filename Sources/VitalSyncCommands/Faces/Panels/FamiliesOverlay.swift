import ECGCore
import TerminalUI

/// The wearer's families of beats, over everything else: mean shape, class, count, share and unlikeness of each (`t`).
struct FamiliesOverlay {
  private var canvas = Canvas(grain: .braille)

  /// A card with two rows of words; where there is room for three across, a larger one.
  private static let (small, large) = ((width: 25, height: 9), (width: 38, height: 15))
  private static let most = (across: 4, down: 2)

  mutating func paint(_ model: MonitorModel, over bounds: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let all = FamilyAccount.list(model.families, model.classes)
    let isLarge = bounds.width >= 3 * Self.large.width + 4 && bounds.height >= 2 * Self.large.height + 4
    let card = isLarge ? Self.large : Self.small
    let room = (
      across: min(Self.most.across, (bounds.width - 2) / card.width),
      down: min(Self.most.down, (bounds.height - 3) / card.height)
    )
    guard room.across > 0, room.down > 0 else {
      inBrief(all, over: bounds, palette, on: &buffer)
      return
    }
    let (drawn, left) = FamilyAccount.shown(all, most: room.across * room.down)
    let across = max(1, min(room.across, drawn.count))
    let down = max(1, (drawn.count + across - 1) / across)
    let width = max(across * card.width + 2, min(bounds.width, 52))
    let rect = Rect(
      x: bounds.x + (bounds.width - width) / 2, y: bounds.y + (bounds.height - down * card.height - 2) / 2,
      width: width, height: down * card.height + 2)
    buffer.fill(rect, " ", palette.background)
    buffer.box(rect, title: "families of beats (t closes)", palette.faint, titleStyle: palette.value)
    guard let first = drawn.first?.0 else {
      buffer.clipped(
        all.isEmpty ? "settling: no beat was named yet" : "settling: no shape came twice yet", rect.x + 2, rect.y + 1,
        palette.faint, end: rect.right - 1)
      return
    }
    let curve = FamilyCurve(drawn.map(\.0))
    let more = left > 0 ? "; \(left) more not drawn" : ""
    buffer.clipped(
      " one scale: \(FamilyCurve.words(curve, first))\(more) ", rect.x + 2, rect.bottom - 1, palette.faint,
      end: rect.right - 1)
    for (index, (family, account)) in drawn.enumerated() {
      let place = Rect(
        x: rect.x + 1 + index % across * card.width, y: rect.y + 1 + index / across * card.height, width: card.width,
        height: card.height)
      paint(family, account, curve, in: place.inset(1, 0), palette, on: &buffer)
    }
  }

  private mutating func paint(
    _ family: BeatFamily, _ account: FamilyAccount, _ curve: FamilyCurve, in rect: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    buffer.clipped(account.head, rect.x, rect.y, palette.letter(account.label), end: rect.right)
    buffer.clipped(account.likeness, rect.x, rect.y + 1, palette.faint, end: rect.right)
    canvas.reset(columns: rect.width, rows: rect.height - 3, grain: Canvas.Grain(buffer.repertoire))
    curve.draw(family, on: &canvas)
    let plain = buffer.repertoire == .ascii
    for (column, row) in curve.crossings(family, columns: canvas.columns, rows: canvas.rows) {
      buffer.put(plain ? 0x2B : 0xB7, rect.x + column, rect.y + 2 + row, palette.graticuleSecond)
    }
    let style = palette.curve(account.label) ?? palette.trace[1]
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        guard let glyph = canvas.glyph(column, row) else { continue }
        buffer.put(glyph, rect.x + column, rect.y + 2 + row, style)
      }
    }
  }

  /// A line a family, where there is no room for drawings.
  private func inBrief(_ all: [FamilyAccount], over bounds: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard bounds.height >= 3 else { return }
    buffer.fill(bounds, " ", palette.background)
    buffer.box(bounds, title: "families", palette.faint, titleStyle: palette.value)
    for (index, account) in all.prefix(bounds.height - 2).enumerated() {
      let y = bounds.y + 1 + index
      let x = buffer.text(account.head, bounds.x + 2, y, palette.letter(account.label), end: bounds.right - 1)
      buffer.clipped("  " + account.likeness, x, y, palette.faint, end: bounds.right - 1)
    }
  }
}
