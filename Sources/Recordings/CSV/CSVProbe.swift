/// The first rows of a table, read once to learn what its columns hold.
struct CSVProbe {
  var columns: [CSVColumnFacts]
  var rows = 0
  /// Rows without a single number, and the line of the first.
  var badRows = 0
  var firstBadLine: Int?

  /// About four minutes at 250 Hz: enough for a rate to some parts in a million.
  static let rowLimit = 65_536

  init(_ file: FileBytes, _ layout: CSVLayout) throws(RecordingError) {
    columns = layout.names.map { CSVColumnFacts(name: $0) }
    var scanner = LineScanner(file)
    var cells: [Range<Int>] = []
    while rows < Self.rowLimit, let line = try scanner.next() {
      guard scanner.number >= layout.firstDataLine, !scanner.bytes[line].allSatisfy(DecimalText.isSpace),
        !CSVLayout.isComment(scanner.bytes, line)
      else { continue }
      layout.dialect.split(scanner.bytes, line, into: &cells)
      rows += 1
      var numbers = 0
      for index in columns.indices {
        let cell = index < cells.count ? CSVCell.parse(scanner.bytes, cells[index], layout.dialect) : .missing
        columns[index].take(cell)
        if cell.value != nil { numbers += 1 }
      }
      if numbers == 0 {
        badRows += 1
        if firstBadLine == nil { firstBadLine = scanner.number }
      }
    }
  }
}

/// What one column holds, over the probed rows.
struct CSVColumnFacts {
  let name: CSVColumnName
  /// NaN where a cell holds no number.
  private(set) var values: [Double] = []
  private(set) var numbers = 0
  private(set) var instants = 0
  private(set) var leadsOff = 0

  init(name: CSVColumnName) {
    self.name = name
  }

  mutating func take(_ cell: CSVCell) {
    values.append(cell.value ?? .nan)
    switch cell {
    case .number: numbers += 1
    case .instant: instants += 1
    case .leadsOff: leadsOff += 1
    case .missing, .text: break
    }
  }

  var finite: [Double] { values.filter(\.isFinite) }
  /// At least half of the cells are numbers (or say that an electrode is off).
  var isNumeric: Bool { numbers > 0 && (numbers + leadsOff) * 2 >= values.count }
  var isClock: Bool { instants * 2 > values.count }

  /// Differences from row to row, where both are known.
  var steps: [Double] {
    zip(values.dropFirst(), values).compactMap { next, this in
      let step = next - this
      return step.isFinite ? step : nil
    }
  }
}
