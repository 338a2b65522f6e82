/// A thin frame with a title, and what a meter is drawn with.
extension Buffer {
  /// Frames the outermost cells of a rectangle; the title stands in the upper edge.
  package mutating func box(_ rect: Rect, title: String = "", _ line: Style, titleStyle: Style? = nil) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let plain = repertoire == .ascii
    let (right, bottom) = (rect.right - 1, rect.bottom - 1)
    for x in rect.x + 1..<max(rect.x + 1, right) {
      put(plain ? 0x2D : 0x2500, x, rect.y, line)
      put(plain ? 0x2D : 0x2500, x, bottom, line)
    }
    for y in rect.y + 1..<max(rect.y + 1, bottom) {
      put(plain ? 0x7C : 0x2502, rect.x, y, line)
      put(plain ? 0x7C : 0x2502, right, y, line)
    }
    // The Linux console's font has square corners only.
    let corners: (UInt32, UInt32, UInt32, UInt32) =
      switch repertoire {
      case .ascii: (0x2B, 0x2B, 0x2B, 0x2B)
      case .blocks: (0x250C, 0x2510, 0x2514, 0x2518)
      case .unicode: (0x256D, 0x256E, 0x2570, 0x256F)
      }
    put(corners.0, rect.x, rect.y, line)
    put(corners.1, right, rect.y, line)
    put(corners.2, rect.x, bottom, line)
    put(corners.3, right, bottom, line)
    guard !title.isEmpty, rect.width >= 6 else { return }
    put(Cell.space, rect.x + 2, rect.y, line)
    let past = text(title, rect.x + 3, rect.y, titleStyle ?? line, end: right - 1)
    put(Cell.space, past, rect.y, line)
  }

  /// A thin bar filled from the left to `share` (0 … 1) of `columns`.
  package mutating func meter(_ share: Double, _ x: Int, _ y: Int, columns: Int, _ filled: Style, _ empty: Style) {
    let lit = Int((max(0, min(1, share.isFinite ? share : 0)) * Double(columns)).rounded())
    let plain = repertoire == .ascii
    for column in 0..<max(0, columns) {
      if column < lit {
        put(plain ? 0x3D : 0x2501, x + column, y, filled)
      } else {
        put(plain ? 0x2E : 0x2500, x + column, y, empty)
      }
    }
  }
}
