import ECGCore
import TerminalUI

/// The families of beats side by side: mean shape, class, count.
enum FamilyDrawing {
  private static let (width, rows) = (18, 5)
  /// A family of fewer beats is not drawn.
  private static let fewest = 2

  static func lines(
    _ families: [BeatFamily], _ figures: BeatClassFigures, columns: Int, _ repertoire: Repertoire
  ) -> [String] {
    let counts = Dictionary(uniqueKeysWithValues: figures.familiesBySize.map { ($0.number, $0.counts) })
    let shown = families.filter { (counts[$0.number]?.total ?? 0) >= fewest }
      .sorted { (counts[$0.number]?.total ?? 0) > (counts[$1.number]?.total ?? 0) }
      .prefix(max(1, (columns - 2) / (width + 2)))
    guard !shown.isEmpty else { return [] }
    var lines = Array(repeating: "", count: rows + 1)
    for family in shown {
      let count = counts[family.number]
      let name = "\(count?.most?.rawValue ?? "Q") \(count?.total ?? 0)" + (family.isUsual ? ", usual" : "")
      var canvas = Canvas(columns: width, rows: rows, grain: Canvas.Grain(repertoire))
      FamilyCurve.draw(family, on: &canvas)
      lines[0] += "  " + name + padding(width - name.count)
      for row in 0..<rows {
        lines[row + 1] += "  "
        for column in 0..<width {
          lines[row + 1].unicodeScalars.append(canvas.glyph(column, row).flatMap(Unicode.Scalar.init) ?? " ")
        }
      }
    }
    return ["", "  Families of beats: class of most, count, mean shape (0.84 s)"] + lines
  }
}
