internal import ECGCore

/// `label:value` pairs, as the Arduino Serial Plotter takes them: `EKG:512,t:6`. The ECG is found by its label.
package struct LabelledGrammar: LineGrammar {
  package static let longestLine = TextLine.longest
  package static let provesWholeness = false

  package init() {}

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    if line.allSatisfy({ $0 == 0x20 }) { return nil }
    if TextLine.isExclamation(line) {
      return .sample(WireSample(counts: nil, leads: .leadsOff, characters: characters))
    }
    guard let counts = likeliestValue(line) else { return TextLine.withoutReading(line, characters: characters) }
    return .sample(WireSample(counts: counts, characters: characters))
  }

  /// `nil` where the line is anything else than pairs, from end to end.
  private func likeliestValue(_ line: [UInt8]) -> Double? {
    var names: [String] = []
    var values: [Double] = []
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    repeat {
      guard let name = cursor.name(), cursor.take(UInt8(ascii: ":")) else { return nil }
      cursor.skipSpaces()
      guard let value = cursor.number(), abs(value) <= TextLine.largestMagnitude else { return nil }
      names.append(name)
      values.append(value)
    } while TextLine.separator(&cursor)
    cursor.skipSpaces()
    return cursor.isAtEnd ? SignalName.likeliest(names).map { values[$0] } : nil
  }
}
