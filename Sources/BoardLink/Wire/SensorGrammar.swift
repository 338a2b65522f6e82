/// The lines of docs/protocol.md that begin with `@`: what sensors beside the electrodes say. Their check sum has been
/// found right.
enum SensorGrammar {
  static func parse(_ line: [UInt8], end: Int) -> WireMessage {
    let text = String(decoding: line[1..<end], as: UTF8.self)
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let kind = words.first.map(String.init) ?? ""
    if kind == "ppg" { return words.count == 2 ? light(line, from: 5, end: end) : .damaged }
    guard let kind = SensorMeasure.Kind(rawValue: kind) else { return .passedOver }
    guard words.count == 3, let unit = SensorMeasure.Unit(rawValue: String(words[2])), kind.units.contains(unit)
    else { return .damaged }
    return measure(kind, words[1], unit)
  }

  private static func light(_ line: [UInt8], from start: Int, end: Int) -> WireMessage {
    var cursor = FieldCursor(line, from: start, to: end)
    let comma = UInt8(ascii: ",")
    guard let number = cursor.strictDecimal(limit: UInt64(UInt16.max)), cursor.take(comma),
      let micros = cursor.strictDecimal(limit: UInt64(UInt32.max)), cursor.take(comma),
      let red = cursor.strictDecimal(limit: mostLight), cursor.take(comma),
      let infrared = cursor.strictDecimal(limit: mostLight), cursor.isAtEnd
    else { return .damaged }
    return .light(WireLight(number: UInt16(number), micros: UInt32(micros), red: Int(red), infrared: Int(infrared)))
  }

  private static let mostLight: UInt64 = (1 << 24) - 1

  private static func measure(
    _ kind: SensorMeasure.Kind, _ text: Substring, _ unit: SensorMeasure.Unit
  ) -> WireMessage {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == (kind == .bloodPressure ? 2 : 1) else { return .damaged }
    let values = parts.compactMap { value($0, mayHaveFraction: kind != .bloodPressure) }
    guard values.count == parts.count else { return .damaged }
    return .measured(SensorMeasure(kind: kind, value: values[0], second: values.dropFirst().first, unit: unit))
  }

  /// A decimal without sign or leading zero; with a point, digits on both sides of it.
  private static func value(_ text: Substring, mayHaveFraction: Bool) -> Double? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 1 || (parts.count == 2 && mayHaveFraction), text.utf8.count <= longestValue,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }),
      parts[0].count == 1 || parts[0].first != 0x30
    else { return nil }
    return Double(text)
  }

  /// Characters: what a Double holds exactly.
  private static let longestValue = 15
}
