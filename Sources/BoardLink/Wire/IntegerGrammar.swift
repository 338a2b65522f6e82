internal import ECGCore

/// One integer a line, `!` or a sentence where a lead is off: SparkFun's AD8232 example sketch
/// (`Heart_Rate_Display.ino`) and its many descendants, at 9600 or 115200 baud.
package struct IntegerGrammar: LineGrammar {
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
    // Polled sketches mark the reading with a dollar sign.
    _ = cursor.take(UInt8(ascii: "$"))
    if let value = cursor.number(), abs(value) <= TextLine.largestMagnitude, !line.contains(UInt8(ascii: ".")) {
      TextLine.skipTail(&cursor)
      if cursor.isAtEnd { return .sample(WireSample(counts: value, characters: characters)) }
    }
    return TextLine.withoutReading(line, characters: characters)
  }
}
