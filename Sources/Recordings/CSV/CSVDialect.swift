/// How a table separates its cells and writes its numbers.
struct CSVDialect: Hashable {
  var separator: Separator
  var decimalPoint: UInt8

  enum Separator: Hashable {
    case byte(UInt8)
    case spaces

    var words: String {
      switch self {
      case .byte(UInt8(ascii: "\t")): "tab"
      case .byte(let byte): String(UnicodeScalar(byte))
      case .spaces: "space"
      }
    }
  }

  /// Tried in this order; the first of equals is taken.
  static let candidates: [CSVDialect] = {
    let point = UInt8(ascii: ".")
    let comma = UInt8(ascii: ",")
    return [
      CSVDialect(separator: .byte(comma), decimalPoint: point),
      CSVDialect(separator: .byte(UInt8(ascii: ";")), decimalPoint: point),
      CSVDialect(separator: .byte(UInt8(ascii: ";")), decimalPoint: comma),
      CSVDialect(separator: .byte(UInt8(ascii: "\t")), decimalPoint: point),
      CSVDialect(separator: .byte(UInt8(ascii: "\t")), decimalPoint: comma),
      CSVDialect(separator: .byte(UInt8(ascii: "|")), decimalPoint: point),
      CSVDialect(separator: .spaces, decimalPoint: point),
      CSVDialect(separator: .spaces, decimalPoint: comma),
    ]
  }()

  /// Cells of the line `bytes[line]`, without surrounding spaces and quotes.
  func split(_ bytes: [UInt8], _ line: Range<Int>, into cells: inout [Range<Int>]) {
    cells.removeAll(keepingCapacity: true)
    var at = line.lowerBound
    switch separator {
    case .byte(let separator):
      while true {
        let end = Self.end(bytes, at..<line.upperBound) { $0 == separator }
        cells.append(Self.trimmed(bytes, at..<end))
        if end == line.upperBound { return }
        at = end + 1
      }
    case .spaces:
      while true {
        while at < line.upperBound, DecimalText.isSpace(bytes[at]) { at += 1 }
        if at == line.upperBound { return }
        var end = Self.end(bytes, at..<line.upperBound, where: DecimalText.isSpace)
        // A date and the time behind it are one cell.
        if TimeStampText.isDate(bytes, at..<end) {
          let next = Self.end(bytes, min(end + 1, line.upperBound)..<line.upperBound, where: DecimalText.isSpace)
          if TimeStampText.parse(bytes, at..<next) != nil { end = next }
        }
        cells.append(Self.trimmed(bytes, at..<end))
        at = end
      }
    }
  }

  /// Where the cell that begins a range ends; a quoted cell may hold separators.
  @inline(__always)
  private static func end(_ bytes: [UInt8], _ range: Range<Int>, where isSeparator: (UInt8) -> Bool) -> Int {
    var at = range.lowerBound
    if at < range.upperBound, bytes[at] == UInt8(ascii: "\"") {
      var closing = at + 1
      while closing < range.upperBound, bytes[closing] != UInt8(ascii: "\"") { closing += 1 }
      if closing < range.upperBound { at = closing }
    }
    while at < range.upperBound, !isSeparator(bytes[at]) { at += 1 }
    return at
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, DecimalText.isSpace(bytes[low]) { low += 1 }
    while high > low, DecimalText.isSpace(bytes[high - 1]) { high -= 1 }
    if high - low >= 2, bytes[low] == bytes[high - 1],
      bytes[low] == UInt8(ascii: "\"") || bytes[low] == UInt8(ascii: "'")
    {
      low += 1
      high -= 1
    }
    return low..<high
  }
}
