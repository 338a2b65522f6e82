internal import ECGCore

/// `E,ms,raw` (an ECG sample) among lines that begin with other letters (`R,…` `S,…` `B,…`: what the board computed), as
/// M5Stack sketches send at 460800 baud.
package struct PrefixedGrammar: LineGrammar {
  package static let longestLine = TextLine.longest
  package static let provesWholeness = false

  package init() {}

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    guard line.count > 2, line[1] == UInt8(ascii: ",") else {
      return line.isEmpty ? nil : TextLine.withoutReading(line, characters: characters)
    }
    switch line[0] {
    case UInt8(ascii: "E"), UInt8(ascii: "e"):
      var cursor = FieldCursor(line, from: 2)
      return TimeValueGrammar.stamped(&cursor, characters: characters) ?? .damaged
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): return .passedOver
    default: return .damaged
    }
  }
}
