internal import ECGCore

/// One integer a line, `!` or a sentence where a lead is off: SparkFun's AD8232 example sketch (`Heart_Rate_Display.ino`) and its many
/// descendants, at 9600 or 115200 baud.
package struct IntegerGrammar: LineGrammar {
  package static let longestLine = 120
  package static let provesWholeness = false

  /// No converter that a hobby board carries is wider.
  private static let largestMagnitude = Double(1 << 24)

  package init() {}

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    if cursor.isAtEnd { return nil }
    if cursor.take(UInt8(ascii: "!")) {
      cursor.skipSpaces()
      // The sketch asks both comparators and does not say which.
      return cursor.isAtEnd ? .sample(WireSample(counts: nil, leads: .leadsOff, characters: characters)) : .damaged
    }
    if let value = cursor.number() {
      cursor.skipSpaces()
      let isWhole = value.rounded(.towardZero) == value && abs(value) <= Self.largestMagnitude
      if cursor.isAtEnd && isWhole && !line.contains(UInt8(ascii: ".")) {
        return .sample(WireSample(counts: value, characters: characters))
      }
    }
    if let leads = LeadOffSentence.leads(line) {
      return .sample(WireSample(counts: nil, leads: leads, characters: characters))
    }
    return isProse(line) ? .passedOver : .damaged
  }
}
