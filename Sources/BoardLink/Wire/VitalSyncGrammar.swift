internal import ECGCore

/// VitalSync's own protocol, version 1, as docs/protocol.md has it: every line ends in the CRC-16 of what stands before.
package struct VitalSyncGrammar: LineGrammar {
  package static let longestLine = 127
  package static let provesWholeness = true

  /// Before a start line tells the converter's width it may be the widest: 24 bits.
  private var largestCount: UInt64 = (1 << 24) - 1
  /// `*` and four hexadecimal digits.
  private static let checkLength = 5

  package init() {}

  package mutating func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    let end = line.count - Self.checkLength
    guard end >= 0, line[end] == UInt8(ascii: "*"), let stated = checkSum(line, from: end + 1),
      CRC16.of(line[..<end]) == stated
    else { return unproved(line) }
    guard end > 0, line.allSatisfy({ $0 >= 0x20 && $0 <= 0x7E }) else { return .damaged }
    switch line[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return sample(line, end: end, characters: characters)
    case UInt8(ascii: "#"):
      let message = StartLineGrammar.parse(line, end: end)
      if case .start(let start) = message { largestCount = (1 << UInt64(start.facts.calibration.bits)) - 1 }
      return message
    case UInt8(ascii: "@"): return SensorGrammar.parse(line, end: end)
    default: return .damaged
    }
  }

  private func sample(_ line: [UInt8], end: Int, characters: Int) -> WireMessage {
    var cursor = FieldCursor(line, to: end)
    let comma = UInt8(ascii: ",")
    guard let sequence = cursor.strictDecimal(limit: UInt64(UInt16.max)), cursor.take(comma),
      let micros = cursor.strictDecimal(limit: UInt64(UInt32.max)), cursor.take(comma),
      let count = cursor.strictDecimal(limit: largestCount), cursor.take(comma),
      let leads = cursor.strictDecimal(limit: 3), cursor.isAtEnd
    else { return .damaged }
    return .sample(
      WireSample(
        counts: Double(count), leads: SampleFlags(rawValue: UInt8(leads)), sequence: UInt16(sequence),
        stamp: Double(micros), characters: characters))
  }

  /// Without a sound check sum a line is damage, unless it plainly never had one: a boot message, a sentence.
  private func unproved(_ line: [UInt8]) -> WireMessage {
    let hasMarks = line[0] == UInt8(ascii: "#") || line.contains(UInt8(ascii: "*"))
    return !hasMarks && isProse(line) ? .passedOver : .damaged
  }

  private func checkSum(_ line: [UInt8], from start: Int) -> UInt16? {
    var value: UInt16 = 0
    for byte in line[start...] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return value
  }
}
