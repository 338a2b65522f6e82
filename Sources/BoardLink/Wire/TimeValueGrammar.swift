internal import ECGCore

/// `time,value`: the board's clock, in seconds, milliseconds or microseconds, and the reading; `!` in place of the value,
/// or alone, where a lead is off. Further columns are passed over.
///
/// Separated by comma, semicolon, tab or spaces. Which unit the time has is not in the line: `StampClock` finds it.
package struct TimeValueGrammar: LineGrammar {
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
    return Self.stamped(&cursor, characters: characters) ?? TextLine.withoutReading(line, characters: characters)
  }

  /// Time, value and further columns, to the end of the line.
  static func stamped(_ cursor: inout FieldCursor, characters: Int) -> WireMessage? {
    guard let time = cursor.number(), time >= 0, TextLine.separator(&cursor) else { return nil }
    if cursor.take(UInt8(ascii: "!")) {
      cursor.skipSpaces()
      let off = WireSample(counts: nil, leads: .leadsOff, stamp: time, characters: characters)
      return cursor.isAtEnd ? .sample(off) : nil
    }
    guard let value = cursor.number(), abs(value) <= TextLine.largestMagnitude else { return nil }
    while TextLine.separator(&cursor) {
      guard cursor.number() != nil else { return nil }
    }
    return cursor.isAtEnd ? .sample(WireSample(counts: value, stamp: time, characters: characters)) : nil
  }
}
