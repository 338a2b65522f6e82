/// Figures big enough to be read across a room: seven segments, built of half blocks (or of `#` where there are none).
package struct SegmentDigits: Hashable, Sendable {
  /// Cells across one digit.
  package var columns: Int
  /// Cells down one digit.
  package var rows: Int
  /// Thickness of a stroke, in cells across; strokes that lie are as thick to the eye.
  package var stroke: Int

  package init(columns: Int, rows: Int, stroke: Int) {
    self.columns = columns
    self.rows = rows
    self.stroke = stroke
  }

  package static let small = SegmentDigits(columns: 4, rows: 3, stroke: 1)
  package static let medium = SegmentDigits(columns: 6, rows: 5, stroke: 2)
  package static let large = SegmentDigits(columns: 10, rows: 8, stroke: 3)
  package static let huge = SegmentDigits(columns: 14, rows: 12, stroke: 4)

  package var gap: Int { max(1, stroke - stroke / 3) }

  /// Cells across so many digits.
  package func width(of digits: Int) -> Int { digits * columns + max(0, digits - 1) * gap }

  /// Paints a number right-aligned in the room for `digits` digits; `nil` is a dash in each place.
  package func paint(_ value: Int?, digits: Int, x: Int, y: Int, _ style: Style, on buffer: inout Buffer) {
    var rest = value.map { max(0, $0) } ?? 0
    for place in stride(from: digits - 1, through: 0, by: -1) {
      let left = x + place * (columns + gap)
      if value == nil {
        dash(left, y, style, on: &buffer)
      } else if rest > 0 || place == digits - 1 {
        paint(Self.segments[rest % 10], left, y, style, on: &buffer)
      }
      rest /= 10
    }
  }

  /// A thin stroke at mid height: nothing is known, and it should not shout.
  private func dash(_ left: Int, _ top: Int, _ style: Style, on buffer: inout Buffer) {
    for column in columns / 4..<columns - columns / 4 {
      buffer.put(buffer.repertoire == .ascii ? 0x2D : 0x2501, left + column, top + rows / 2, style)
    }
  }

  private func paint(_ lit: UInt8, _ left: Int, _ top: Int, _ style: Style, on buffer: inout Buffer) {
    let isPlain = buffer.repertoire == .ascii
    guard !isPlain || rows >= 5 else {
      outline(lit, left, top, style, on: &buffer)
      return
    }
    for row in 0..<rows {
      for column in 0..<columns {
        let scalar: UInt32
        if isPlain {
          guard isLit(lit, column, row, rows, max(1, stroke / 2)) else { continue }
          scalar = 0x23
        } else {
          let upper = isLit(lit, column, 2 * row, 2 * rows, stroke)
          let lower = isLit(lit, column, 2 * row + 1, 2 * rows, stroke)
          guard upper || lower else { continue }
          scalar = upper && lower ? 0x2588 : upper ? 0x2580 : 0x2584
        }
        buffer.put(scalar, left + column, top + row, style)
      }
    }
  }

  /// Three rows of seven-bit characters, strokes along the cells' edges.
  private func outline(_ lit: UInt8, _ left: Int, _ top: Int, _ style: Style, on buffer: inout Buffer) {
    for column in 1..<max(1, columns - 1) {
      for (row, segment) in [Self.a, Self.g, Self.d].enumerated() where lit & segment != 0 {
        buffer.put(0x5F, left + column, top + row, style)
      }
    }
    for (row, segments) in [(Self.f, Self.b), (Self.e, Self.c)].enumerated() {
      if lit & segments.0 != 0 { buffer.put(0x7C, left, top + row + 1, style) }
      if lit & segments.1 != 0 { buffer.put(0x7C, left + columns - 1, top + row + 1, style) }
    }
  }

  /// Whether a dot belongs to one of the lit segments, on a grid `height` dots high whose lying strokes are `thick`
  /// dots.
  private func isLit(_ lit: UInt8, _ x: Int, _ y: Int, _ height: Int, _ thick: Int) -> Bool {
    let middle = (height - thick) / 2
    if y < thick, lit & Self.a != 0 { return true }
    if y >= height - thick, lit & Self.d != 0 { return true }
    if y >= middle, y < middle + thick, lit & Self.g != 0 { return true }
    if y < middle + thick {
      if x < stroke, lit & Self.f != 0 { return true }
      if x >= columns - stroke, lit & Self.b != 0 { return true }
    }
    if y >= middle {
      if x < stroke, lit & Self.e != 0 { return true }
      if x >= columns - stroke, lit & Self.c != 0 { return true }
    }
    return false
  }

  private static let a: UInt8 = 1
  private static let b: UInt8 = 2
  private static let c: UInt8 = 4
  private static let d: UInt8 = 8
  private static let e: UInt8 = 16
  private static let f: UInt8 = 32
  private static let g: UInt8 = 64
  private static let segments: [UInt8] = [
    a | b | c | d | e | f, b | c, a | b | g | e | d, a | b | g | c | d, f | g | b | c, a | f | g | c | d,
    a | f | g | e | c | d, a | b | c, a | b | c | d | e | f | g, a | b | c | d | f | g,
  ]
}
