internal import ECGCore

/// `raw,filtered` and the like: several readings a line, the first of them the converter's; all nought, or `!`, where a lead is
/// off. What the sketch filtered is passed over: filtering is done here, with known delay.
package struct ColumnsGrammar: LineGrammar {
  package static let longestLine = TextLine.longest
  package static let provesWholeness = false

  package init() {}

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    if cursor.isAtEnd { return nil }
    if TextLine.isExclamation(line) {
      return .sample(WireSample(counts: nil, leads: .leadsOff, characters: characters))
    }
    guard let first = cursor.number(), abs(first) <= TextLine.largestMagnitude, TextLine.separator(&cursor) else {
      return TextLine.withoutReading(line, characters: characters)
    }
    var isNought = first == 0
    repeat {
      guard let value = cursor.number() else { return TextLine.withoutReading(line, characters: characters) }
      isNought = isNought && value == 0
    } while TextLine.separator(&cursor)
    guard cursor.isAtEnd else { return TextLine.withoutReading(line, characters: characters) }
    return .sample(
      WireSample(counts: isNought ? nil : first, leads: isNought ? .leadsOff : [], characters: characters))
  }
}
