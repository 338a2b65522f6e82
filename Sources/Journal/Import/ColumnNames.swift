/// The columns of a table by their names, however these are written: case, blanks, punctuation and units aside.
struct ColumnNames {
  /// The row of names, among the first of the table.
  let line: Int
  private var places: [String: Int] = [:]
  private var names: [String]

  /// Rows of titles that may stand above it.
  private static let mostTitles = 10

  /// The first row in which every one of `wanted` finds a column.
  init?(_ table: DelimitedTable, wanted: [[String]]) {
    let rows = table.rows.prefix(Self.mostTitles).lazy.map { ColumnNames($0) }
    guard let found = rows.first(where: { $0.holds(wanted) }) else { return nil }
    self = found
  }

  init(_ row: DelimitedTable.Row) {
    line = row.line
    names = row.cells
    for (index, cell) in row.cells.enumerated() {
      let name = Self.folded(cell)
      if !name.isEmpty, places[name] == nil { places[name] = index }
    }
  }

  /// Whether every one of these finds a column.
  func holds(_ wanted: [[String]]) -> Bool { wanted.allSatisfy { column($0) != nil } }

  /// The column that bears the first of these names which there is.
  func column(_ names: [String]) -> Int? {
    for name in names { if let place = places[name] { return place } }
    return nil
  }

  func name(of column: Int) -> String { names[column] }

  /// Letters and digits, small, without what stands in brackets: "SYS (mmHg)" is `sys`.
  static func folded(_ name: String) -> String {
    let bare = name.prefix { $0 != "(" && $0 != "[" }
    return String(bare.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}

extension DelimitedTable.Row {
  /// The cell of a column; empty is `nil`, and so is the dash that some programs write there.
  func cell(_ column: Int?) -> String? {
    guard let column, column < cells.count, !cells[column].isEmpty, cells[column] != "-" else { return nil }
    return cells[column]
  }

  /// A number with a point, or with a comma where cells are not parted by one.
  func number(_ column: Int?) -> Double? {
    guard let text = cell(column) else { return nil }
    let digits =
      text.contains(".") ? text : text.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ".")
    guard let value = Double(digits), value.isFinite else { return nil }
    return value
  }
}
