import TerminalUI

/// A generator whose seed stands in the test's name (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

enum RandomBuffers {
  static let colors = [
    Color.terminal, Color(0x00FF00, ansi: 10), Color(0x123456, ansi: 4), Color(0x808080, ansi: 8),
    Color(0xFFFFFF, ansi: 15),
  ]
  static let glyphs: [Unicode.Scalar] = ["a", "Z", " ", " ", "0", "─", "⣿", "é", "心", "電", "ア"]

  /// Changes a share of a buffer's cells, wide characters and style runs included.
  static func scribble(_ buffer: inout Buffer, share: Double, _ generator: inout SeededGenerator) {
    guard buffer.width > 0, buffer.height > 0 else { return }
    let strokes = Int(Double(buffer.width * buffer.height) * share / 4) + 1
    for _ in 0..<strokes {
      let style = Style(
        colors.randomElement(using: &generator) ?? .terminal, on: colors.randomElement(using: &generator) ?? .terminal,
        Style.Attributes(rawValue: UInt8.random(in: 0...15, using: &generator)))
      var text = ""
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        text.unicodeScalars.append(glyphs.randomElement(using: &generator) ?? "x")
      }
      buffer.text(
        text, Int.random(in: -2..<buffer.width, using: &generator),
        Int.random(in: 0..<buffer.height, using: &generator),
        style)
    }
  }
}
