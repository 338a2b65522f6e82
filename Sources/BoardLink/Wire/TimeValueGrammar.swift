internal import ECGCore

/// `time,value`: the board's clock, in seconds, milliseconds or microseconds, and the reading; `!` in place of the value,
/// or alone, where a lead is off. Further columns are passed over.
///
/// Separated by comma, semicolon, tab or spaces. Which unit the time has is not in the line: `StampClock` finds it.
package struct TimeValueGrammar: LineGrammar {
  package static let longestLine = 120
  package static let provesWholeness = false

  private static let largestMagnitude = Double(1 << 24)

  package init() {}

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    if cursor.isAtEnd { return nil }
    if line == [UInt8(ascii: "!")] { return .sample(WireSample(counts: nil, leads: .leadsOff, characters: characters)) }
    guard let time = cursor.number(), time >= 0, separator(&cursor) else {
      return LeadOffSentence.leads(line).map {
        .sample(WireSample(counts: nil, leads: $0, characters: characters))
      } ?? other(line)
    }
    if cursor.take(UInt8(ascii: "!")) {
      cursor.skipSpaces()
      guard cursor.isAtEnd else { return other(line) }
      return .sample(WireSample(counts: nil, leads: .leadsOff, stamp: time, characters: characters))
    }
    guard let value = cursor.number(), abs(value) <= Self.largestMagnitude else { return other(line) }
    while separator(&cursor) {
      guard cursor.number() != nil else { return other(line) }
    }
    guard cursor.isAtEnd else { return other(line) }
    return .sample(WireSample(counts: value, stamp: time, characters: characters))
  }

  private func separator(_ cursor: inout FieldCursor) -> Bool {
    let before = cursor.index
    cursor.skipSpaces()
    if cursor.take(UInt8(ascii: ",")) || cursor.take(UInt8(ascii: ";")) {
      cursor.skipSpaces()
      return true
    }
    return cursor.index > before && !cursor.isAtEnd
  }

  private func other(_ line: [UInt8]) -> WireMessage {
    isProse(line) ? .passedOver : .damaged
  }
}
