/// The shape of a table, found from its first lines: dialect, columns, header, and what stands before the data.
struct CSVLayout {
  var dialect: CSVDialect
  var names: [CSVColumnName]
  /// Line of the first row of data, from 1.
  var firstDataLine: Int
  var stated: StatedFacts

  var columnCount: Int { names.count }

  /// Lines looked at; every preamble known is shorter.
  static let lineLimit = 1000
  static let columnLimit = 256

  static func find(_ file: FileBytes) throws(RecordingError) -> CSVLayout {
    var scanner = LineScanner(file)
    var lines: [Line] = []
    while lines.count < lineLimit, let range = try scanner.next() {
      lines.append(Line(bytes: Array(scanner.bytes[range]), number: scanner.number))
    }
    let rows = lines.filter { !$0.isComment && !$0.isBlank }
    var facts = StatedFacts()
    for line in lines { facts.read(line.text) }
    guard let (dialect, columns) = decimalComma(rows, facts) ?? bestDialect(rows) else {
      let line = rows.first?.number ?? 1
      throw RecordingError(
        .noSignal, place: "\(file.path), line \(line)",
        what: "no line of the first \(lines.count) holds numbers",
        remedy: "Read are CSV tables, WFDB records (.hea), EDF and VitalSync captures.")
    }
    guard columns <= columnLimit, let first = rows.first(where: { $0.score(dialect, columns: columns) > 0 }) else {
      throw RecordingError(
        .malformed, place: file.path, what: "\(columns) columns where at most \(columnLimit) are plausible",
        remedy: "Check that this is the file you meant.")
    }
    var stated = StatedFacts()
    for line in lines where line.isComment || line.number < first.number { stated.read(line.text) }
    let before = lines.prefix { $0.number < first.number }
    let names = first.isWireSample ? wireNames : names(before: Array(before), dialect, columns)
    return CSVLayout(dialect: dialect, names: names, firstDataLine: first.number, stated: stated)
  }

  /// Columns of a log of the wire protocol (docs/protocol.md).
  private static let wireNames = ["sequence", "micros", "counts", "leads"].map { CSVColumnName($0) }

  /// One column whose decimal sign is a comma, as Apple Health writes it in half of the world: read as two, its decimals would be a
  /// signal. So where the preamble states a voltage, and each row is a whole number or two, the second without a sign.
  private static func decimalComma(_ rows: [Line], _ stated: StatedFacts) -> (CSVDialect, Int)? {
    guard stated.units?.isVoltage ?? false else { return nil }
    let last = rows.suffix(200)
    let isOne = last.allSatisfy { row in
      let parts = row.bytes.filter { !DecimalText.isSpace($0) }.split(
        separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard let whole = parts.first, parts.count <= 2 else { return false }
      let digits = whole.first == UInt8(ascii: "-") ? whole.dropFirst() : whole
      return ([digits] + parts.dropFirst()).allSatisfy { !$0.isEmpty && $0.allSatisfy(DecimalText.isDigit) }
    }
    let commas = last.count { $0.bytes.contains(UInt8(ascii: ",")) }
    guard last.count >= 20, isOne, 4 * commas > last.count else { return nil }
    return (CSVDialect(separator: .spaces, decimalPoint: UInt8(ascii: ",")), 1)
  }

  /// The dialect in which most cells of most lines are numbers, with the count of columns it gives.
  private static func bestDialect(_ rows: [Line]) -> (CSVDialect, Int)? {
    // Spread over the look-ahead, so that neither a preamble nor a torn stretch outweighs the data.
    let sample = stride(from: rows.count - 1, through: 0, by: -max(1, rows.count / 200)).map { rows[$0] }
    var best: (score: Int, dialect: CSVDialect, columns: Int)?
    for dialect in CSVDialect.candidates {
      var counts: [Int: Int] = [:]
      for row in sample where row.score(dialect, columns: nil) > 0 { counts[row.cells(dialect), default: 0] += 1 }
      guard let columns = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else { continue }
      let score = sample.reduce(0) { $0 + max(0, $1.score(dialect, columns: columns)) }
      if score > best?.score ?? 0 { best = (score, dialect, columns) }
    }
    return best.map { ($0.dialect, $0.columns) }
  }

  /// Names come from the last line before the data that has as many cells; a line of units may follow it.
  private static func names(before lines: [Line], _ dialect: CSVDialect, _ columns: Int) -> [CSVColumnName] {
    let headers = lines.compactMap { line -> [String]? in
      let texts = line.uncommented.texts(dialect)
      guard texts.count == columns, line.uncommented.score(dialect, columns: columns) <= 0 else { return nil }
      // A lone column's name is one word; `Unit,µV` above it is a fact.
      let isFact = line.isComment || line.bytes.contains(UInt8(ascii: ","))
      return columns == 1 && isFact ? nil : texts
    }
    guard let last = headers.last else { return (0..<columns).map { _ in CSVColumnName("") } }
    let units = last.map { CSVColumnName.unit(of: $0) }
    if headers.count > 1, units.allSatisfy({ $0 != nil }) {
      return zip(headers[headers.count - 2], last).map { CSVColumnName("\($0) (\($1))") }
    }
    return last.map { CSVColumnName($0) }
  }

  /// One of the first lines.
  struct Line {
    let bytes: [UInt8]
    let number: Int

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isBlank: Bool { bytes.allSatisfy(DecimalText.isSpace) }
    var isComment: Bool { CSVLayout.isComment(bytes, bytes.indices) }

    /// `SEQ,MICROS,COUNT,LEADS*CRC`
    var isWireSample: Bool {
      bytes.count > 12 && bytes[bytes.count - 5] == UInt8(ascii: "*") && bytes.count { $0 == UInt8(ascii: ",") } == 3
    }

    var uncommented: Line {
      Line(bytes: Array(bytes.drop { DecimalText.isSpace($0) || "#%/".utf8.contains($0) }), number: number)
    }

    func cells(_ dialect: CSVDialect) -> Int {
      var cells: [Range<Int>] = []
      dialect.split(bytes, bytes.indices, into: &cells)
      return cells.count
    }

    func texts(_ dialect: CSVDialect) -> [String] {
      var cells: [Range<Int>] = []
      dialect.split(bytes, bytes.indices, into: &cells)
      return cells.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Cells that are numbers, less those that are words; 0 where the count of cells is not `columns`.
    func score(_ dialect: CSVDialect, columns: Int?) -> Int {
      var cells: [Range<Int>] = []
      dialect.split(bytes, bytes.indices, into: &cells)
      if let columns, cells.count != columns { return 0 }
      return cells.reduce(0) { score, cell in
        switch CSVCell.parse(bytes, cell, dialect) {
        case .number, .instant, .leadsOff: score + 1
        case .text: score - 1
        case .missing: score
        }
      }
    }
  }

  /// Lines that begin with `#`, `%` or `//`.
  static func isComment(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    guard let first = line.first(where: { !DecimalText.isSpace(bytes[$0]) }) else { return false }
    switch bytes[first] {
    case UInt8(ascii: "#"), UInt8(ascii: "%"): return true
    case UInt8(ascii: "/"): return first + 1 < line.upperBound && bytes[first + 1] == UInt8(ascii: "/")
    default: return false
    }
  }
}
