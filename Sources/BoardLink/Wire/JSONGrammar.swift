internal import ECGCore

/// One flat JSON object a line: `{"ecg":512,"bpm":71}`. The ECG is found by its key; what is no number is passed over.
package struct JSONGrammar: LineGrammar {
  package static let longestLine = 250
  package static let provesWholeness = false

  package init() {}

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    if cursor.isAtEnd { return nil }
    guard cursor.take(UInt8(ascii: "{")) else { return TextLine.withoutReading(line, characters: characters) }
    var names: [String] = []
    var values: [Double] = []
    repeat {
      cursor.skipSpaces()
      guard let name = cursor.quoted() else { return .damaged }
      cursor.skipSpaces()
      guard cursor.take(UInt8(ascii: ":")) else { return .damaged }
      cursor.skipSpaces()
      if let value = cursor.number() {
        names.append(name)
        values.append(value)
      } else if cursor.quoted() == nil, cursor.name() == nil {
        return .damaged
      }
      cursor.skipSpaces()
    } while cursor.take(UInt8(ascii: ","))
    guard cursor.take(UInt8(ascii: "}")) else { return .damaged }
    cursor.skipSpaces()
    guard cursor.isAtEnd else { return .damaged }
    guard let place = SignalName.likeliest(names), abs(values[place]) <= TextLine.largestMagnitude else {
      return .passedOver
    }
    return .sample(WireSample(counts: values[place], characters: characters))
  }
}
