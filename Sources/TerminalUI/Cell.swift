/// One place of the grid.
package struct Cell: Hashable, Sendable {
  /// A Unicode scalar; `Cell.tail` in the right half of a character two cells wide.
  package var scalar: UInt32
  package var style: Style

  package init(_ scalar: UInt32, _ style: Style) {
    self.scalar = scalar
    self.style = style
  }

  package init(_ scalar: Unicode.Scalar, _ style: Style) {
    self.init(scalar.value, style)
  }

  package static let space: UInt32 = 0x20
  package static let tail: UInt32 = 0

  package static let blank = Cell(space, .plain)
}
