import ECGCore
import TerminalUI

/// The families of beats in the text report: mean shape on a grid, class, count, share, and how unlike the usual one.
enum FamilyDrawing {
  private static let (width, rows) = (24, 6)
  /// Rows of drawings.
  private static let mostRows = 2

  static func lines(
    _ families: [BeatFamily], _ figures: BeatClassFigures, columns: Int, _ repertoire: Repertoire
  ) -> [String] {
    let across = max(1, (columns - 2) / (width + 2))
    let (drawn, left) = FamilyAccount.shown(FamilyAccount.list(families, figures), most: across * mostRows)
    guard let first = drawn.first?.0 else { return [] }
    let curve = FamilyCurve(drawn.map(\.0))
    var lines = ["", "Families of beats, all at one scale: \(FamilyCurve.words(curve, first))"]
    for begin in stride(from: 0, to: drawn.count, by: across) {
      if begin > 0 { lines.append("") }
      lines += row(drawn[begin..<min(begin + across, drawn.count)], curve, repertoire)
    }
    if left > 0 {
      lines.append("  \(left) more \(left == 1 ? "family is" : "families are") not drawn: rare, or no longer kept")
    }
    return lines
  }

  private static func row(
    _ cards: ArraySlice<(BeatFamily, FamilyAccount)>, _ curve: FamilyCurve, _ repertoire: Repertoire
  ) -> [String] {
    var lines = Array(repeating: "", count: rows + 3)
    for (family, account) in cards {
      let texts = [account.head, account.likeness] + picture(family, curve, repertoire) + [account.classes ?? ""]
      for (index, text) in texts.enumerated() { lines[index] += "  " + text + padding(width - text.count) }
    }
    return lines.map(\.withoutTrailingSpaces).filter { !$0.isEmpty }
  }

  private static func picture(_ family: BeatFamily, _ curve: FamilyCurve, _ repertoire: Repertoire) -> [String] {
    var canvas = Canvas(columns: width, rows: rows, grain: Canvas.Grain(repertoire))
    curve.draw(family, on: &canvas)
    var grid = Array(repeating: Array(repeating: " " as Character, count: width), count: rows)
    for (column, row) in curve.crossings(family, columns: width, rows: rows) {
      grid[row][column] = repertoire == .ascii ? "+" : "·"
    }
    return (0..<rows).map { row in
      String(
        (0..<width).map { column in
          canvas.glyph(column, row).flatMap(Unicode.Scalar.init).map(Character.init) ?? grid[row][column]
        })
    }
  }
}

extension String {
  var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
