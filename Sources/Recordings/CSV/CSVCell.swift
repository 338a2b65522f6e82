/// What one cell holds.
enum CSVCell {
  case number(Double)
  /// A date and time, or a time of day, in seconds.
  case instant(Double)
  /// Empty, or a word for "none".
  case missing
  /// `!`: what the common AD8232 sketches print while an electrode is off.
  case leadsOff
  case text

  static func parse(_ bytes: [UInt8], _ range: Range<Int>, _ dialect: CSVDialect) -> CSVCell {
    if let value = DecimalText.parse(bytes, withoutCheck(bytes, range), point: dialect.decimalPoint) {
      return .number(value)
    }
    if range.isEmpty { return .missing }
    if range.count == 1, bytes[range.lowerBound] == UInt8(ascii: "!") { return .leadsOff }
    if let seconds = TimeStampText.parse(bytes, range) { return .instant(seconds) }
    return range.count <= 4 && isNoneWord(bytes[range]) ? .missing : .text
  }

  /// The value of a number or an instant.
  var value: Double? {
    switch self {
    case .number(let value), .instant(let value): value
    default: nil
    }
  }

  private static let noneWords: [[UInt8]] = ["nan", "na", "n/a", "null", "none", "-", "--", "inf", "-inf"].map {
    Array($0.utf8)
  }

  private static func isNoneWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    noneWords.contains { word in
      word.count == bytes.count && zip(word, bytes).allSatisfy { $0 == $1 || $0 == $1 | 0x20 }
    }
  }

  /// Lines of the wire protocol end in `*` and a CRC of four digits (docs/protocol.md): the cell is what stands before.
  private static func withoutCheck(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    guard range.count > 5, bytes[range.upperBound - 5] == UInt8(ascii: "*") else { return range }
    return range.lowerBound..<(range.upperBound - 5)
  }
}
