internal import ECGCore

/// One number with a fraction a line: volts at the converter, as `Serial.println(raw * 3.3 / 4095)` writes them, or a reading
/// that the sketch has smoothed (`512.37`). Which of the two, `AssumedCalibration` says from all of them.
package struct VoltsGrammar: LineGrammar {
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
    if let value = cursor.number(), abs(value) <= TextLine.largestMagnitude, line.contains(UInt8(ascii: ".")) {
      TextLine.skipTail(&cursor)
      if cursor.isAtEnd { return .sample(WireSample(counts: value, characters: characters)) }
    }
    return TextLine.withoutReading(line, characters: characters)
  }
}
