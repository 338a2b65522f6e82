/// Rows of words in columns that are as wide as they must be; numbers stand under each other.
struct TextTable {
  enum Side { case left, right }

  var columns: [(title: String, side: Side)]
  var rows: [[String]] = []

  var lines: [String] {
    let widths = columns.indices.map { index in
      max(columns[index].title.count, rows.map { $0[index].count }.max() ?? 0)
    }
    return ([columns.map(\.title)] + rows).map { row in
      var line = ""
      for (index, cell) in row.enumerated() {
        let blank = padding(widths[index] - cell.count)
        line += (index == 0 ? "" : "  ") + (columns[index].side == .left ? cell + blank : blank + cell)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
