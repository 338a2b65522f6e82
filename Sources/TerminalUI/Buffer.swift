/// A grid of cells to paint on. Everything outside is clipped; nothing here allocates but `resize`.
package struct Buffer: Sendable {
  package private(set) var width: Int
  package private(set) var height: Int
  /// Row by row.
  package private(set) var cells: [Cell]
  /// Characters the terminal cannot show are replaced as they are written.
  package var repertoire: Repertoire

  package init(width: Int, height: Int, repertoire: Repertoire = .unicode) {
    self.width = max(0, width)
    self.height = max(0, height)
    self.repertoire = repertoire
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  package subscript(x: Int, y: Int) -> Cell {
    x >= 0 && y >= 0 && x < width && y < height ? cells[y * width + x] : .blank
  }

  package mutating func resize(width: Int, height: Int) {
    self = Buffer(width: width, height: height, repertoire: repertoire)
  }

  package mutating func clear(_ style: Style = .plain) {
    let cell = Cell(Cell.space, style)
    cells.withUnsafeMutableBufferPointer { $0.update(repeating: cell) }
  }

  package mutating func fill(_ rect: Rect, _ scalar: Unicode.Scalar, _ style: Style) {
    for y in max(0, rect.y)..<max(0, rect.y, min(height, rect.bottom)) {
      for x in max(0, rect.x)..<max(0, rect.x, min(width, rect.right)) { put(scalar.value, x, y, style) }
    }
  }

  /// Writes one character of one cell. A wide character half overwritten loses its other half.
  package mutating func put(_ scalar: UInt32, _ x: Int, _ y: Int, _ style: Style) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let index = y * width + x
    mendWide(index, x)
    cells[index] = Cell(shown(scalar), style)
  }

  /// Changes how cells are drawn and leaves their characters.
  package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    for y in max(0, rect.y)..<max(0, rect.y, min(height, rect.bottom)) {
      for x in max(0, rect.x)..<max(0, rect.x, min(width, rect.right)) {
        cells[y * width + x].style = change(cells[y * width + x].style)
      }
    }
  }

  /// Writes text and returns the column just past it. Cells at or past `end` are left alone; a wide character that
  /// does not fit wholly is left out.
  @discardableResult
  package mutating func text(_ text: String, _ x: Int, _ y: Int, _ style: Style, end: Int = .max) -> Int {
    var column = x
    let limit = min(end, width)
    guard y >= 0, y < height else { return column }
    for scalar in text.unicodeScalars {
      guard column < limit else { break }
      column = write(scalar, column, y, style, limit)
    }
    return column
  }

  /// The same for text of any length: what does not fit ends in an ellipsis.
  @discardableResult
  package mutating func clipped(_ text: String, _ x: Int, _ y: Int, _ style: Style, end: Int) -> Int {
    let limit = min(end, width)
    let past = self.text(text, x, y, style, end: limit)
    guard past >= limit, limit > x, limit - x < text.unicodeScalars.reduce(0, { $0 + CellWidth.of($1) }) else {
      return past
    }
    put(0x2026, limit - 1, y, style)
    return limit
  }

  private mutating func write(
    _ scalar: Unicode.Scalar, _ column: Int, _ y: Int, _ style: Style, _ limit: Int
  ) -> Int {
    if scalar.value < 0x7F {
      put(scalar.value < 0x20 ? Self.replacement : scalar.value, column, y, style)
      return column + 1
    }
    if scalar.value < 0xA0 {
      put(Self.replacement, column, y, style)
      return column + 1
    }
    switch CellWidth.of(scalar) {
    case 0: return column
    case 2:
      guard column + 1 < limit else { return limit }
      guard column >= 0 else {
        put(Cell.space, column + 1, y, style)
        return column + 2
      }
      mendWide(y * width + column, column)
      mendWide(y * width + column + 1, column + 1)
      if repertoire == .ascii {
        cells[y * width + column] = Cell(0x3F, style)
        cells[y * width + column + 1] = Cell(Cell.space, style)
      } else {
        cells[y * width + column] = Cell(scalar.value, style)
        cells[y * width + column + 1] = Cell(Cell.tail, style)
      }
      return column + 2
    default:
      put(scalar.value, column, y, style)
      return column + 1
    }
  }

  /// For `Screen`, which keeps what the terminal shows cell by cell.
  mutating func set(_ cell: Cell, _ index: Int) {
    cells[index] = cell
  }

  private func shown(_ scalar: UInt32) -> UInt32 {
    repertoire == .ascii && scalar > 0x7E ? Repertoire.ascii(for: scalar) : scalar
  }

  /// Before a cell is overwritten: the other half of a wide character there becomes a blank.
  private mutating func mendWide(_ index: Int, _ x: Int) {
    if cells[index].scalar == Cell.tail, x > 0 { cells[index - 1].scalar = Cell.space }
    if x + 1 < width, cells[index + 1].scalar == Cell.tail { cells[index + 1].scalar = Cell.space }
  }

  /// What stands for a control character in a text: never the control itself.
  private static let replacement: UInt32 = 0x3F
}
