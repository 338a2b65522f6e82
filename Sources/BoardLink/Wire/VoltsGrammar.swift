internal import ECGCore

/// One number with a fraction a line: volts at the converter, as `Serial.println(raw * 3.3 / 4095)` writes them. Given on
/// as millivolts.
package struct VoltsGrammar: LineGrammar {
  package static let longestLine = TextLine.longest
  package static let provesWholeness = false

  /// No converter of a hobby board takes more.
  private static let mostVolts = 5.5

  package init() {}

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    if cursor.isAtEnd { return nil }
    if TextLine.isExclamation(line) {
      return .sample(WireSample(counts: nil, leads: .leadsOff, characters: characters))
    }
    if let volts = cursor.number(), abs(volts) <= Self.mostVolts, line.contains(UInt8(ascii: ".")) {
      cursor.skipSpaces()
      if cursor.isAtEnd { return .sample(WireSample(counts: volts * 1000, characters: characters)) }
    }
    return TextLine.withoutReading(line, characters: characters)
  }
}
