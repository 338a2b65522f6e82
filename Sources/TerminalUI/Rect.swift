/// A rectangle of cells; never negative in size.
package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// Just past the last column.
  package var right: Int { x + width }
  /// Just past the last row.
  package var bottom: Int { y + height }

  package func inset(_ horizontally: Int, _ vertically: Int) -> Rect {
    Rect(x: x + horizontally, y: y + vertically, width: width - 2 * horizontally, height: height - 2 * vertically)
  }

  /// The uppermost rows, and what remains below.
  package func cutTop(_ rows: Int) -> (top: Rect, rest: Rect) {
    let rows = max(0, min(rows, height))
    return (
      Rect(x: x, y: y, width: width, height: rows), Rect(x: x, y: y + rows, width: width, height: height - rows)
    )
  }

  /// The lowest rows, and what remains above.
  package func cutBottom(_ rows: Int) -> (bottom: Rect, rest: Rect) {
    let rows = max(0, min(rows, height))
    let cut = cutTop(height - rows)
    return (cut.rest, cut.top)
  }

  /// The leftmost columns, and what remains to their right.
  package func cutLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
    let columns = max(0, min(columns, width))
    return (
      Rect(x: x, y: y, width: columns, height: height),
      Rect(x: x + columns, y: y, width: width - columns, height: height)
    )
  }

  /// The rightmost columns, and what remains to their left.
  package func cutRight(_ columns: Int) -> (right: Rect, rest: Rect) {
    let columns = max(0, min(columns, width))
    let cut = cutLeft(width - columns)
    return (cut.rest, cut.left)
  }
}
