/// The hours of a long recording in the text report: columns that stand under each other.
enum HourlyLines {
  static func lines(_ hours: HourlyFigures) -> [String] {
    guard !hours.rows.isEmpty else { return [] }
    let head = ["", "analysed", "mean", "min", "max", "SDNN", "RMSSD", "artef.", "irreg.", "find."]
    let units = ["hour", "%", "bpm", "bpm", "bpm", "ms", "ms", "%", "", ""]
    let rows = [head, units] + hours.cells
    let widths = head.indices.map { column in rows.reduce(0) { max($0, $1[column].count) } }
    return ["", "By the hour"]
      + rows.map { row in
        row.indices.reduce("  ") { $0 + padding(widths[$1] - row[$1].count) + row[$1] + "  " }.trimmedEnd
      }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
