import TerminalUI

extension FuzzTarget {
  /// What a terminal sends when keys are pressed, or a cat walks over them.
  static let keys = FuzzTarget(name: "keys", longestInput: 256) { bytes in
    var parser = KeyParser()
    for (index, byte) in bytes.enumerated() {
      if let key = parser.feed(byte) { try check(key) }
      if byte == 0x1B && index % 3 == 0, let key = parser.settle() {
        try check(key)
        try require(!parser.isWaiting, "it waits after it was settled")
      }
    }
    _ = parser.settle()
    try require(!parser.isWaiting, "it waits after it was settled")
    // Whatever came before: the next key is understood.
    try require(parser.feed(UInt8(ascii: "q")) == .character("q"), "q is not understood any more")
  }

  private static func check(_ key: Key) throws {
    switch key {
    case .character(let scalar), .alt(let scalar):
      try require(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value), "U+\(scalar.value) is no character")
    case .control(let scalar): try require((0x40...0x7E).contains(scalar.value), "control \(scalar.value)")
    case .function(let number): try require((1...12).contains(number), "F\(number)")
    default: break
    }
  }
}
