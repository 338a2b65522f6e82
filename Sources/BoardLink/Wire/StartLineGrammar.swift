/// The lines of docs/protocol.md that begin with `#`: start line and answers. Their check sum has been found right.
enum StartLineGrammar {
  static func parse(_ line: [UInt8], end: Int) -> WireMessage {
    let text = String(decoding: line[..<end], as: UTF8.self)
    let (word, rest) = split(text, at: " ")
    switch word {
    case "#vitalsync": return start(rest)
    case "#ok": return rest.isEmpty ? .damaged : .ok(words: String(rest))
    case "#err": return refusal(rest)
    default: return .passedOver
    }
  }

  private static func refusal(_ text: Substring) -> WireMessage {
    var cut = text.startIndex
    while cut < text.endIndex, !text[cut...].hasPrefix(" : ") { cut = text.index(after: cut) }
    let reason = text[cut...].dropFirst(3)
    guard cut > text.startIndex, !reason.isEmpty else { return .damaged }
    return .refused(words: String(text[..<cut]), reason: String(reason))
  }

  private static func start(_ text: Substring) -> WireMessage {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard let first = words.first, let version = decimal(first, in: 0...UInt64(UInt16.max)) else { return .damaged }
    guard version == 1 else { return .foreignVersion(Int(version)) }
    var pairs: [Substring: Substring] = [:]
    for word in words.dropFirst() {
      let (key, value) = split(word[...], at: "=")
      guard word.contains("="), !key.isEmpty, pairs.updateValue(value, forKey: key) == nil else { return .damaged }
    }
    return facts(pairs)
  }

  /// Every key of version 1, each within the bounds of docs/protocol.md.
  private static func facts(_ pairs: [Substring: Substring]) -> WireMessage {
    guard let board = pairs["board"], isBoardName(board),
      let firmware = pairs["fw"], isVersion(firmware),
      let rate = decimal(pairs["rate"], in: 125...500),
      let bits = decimal(pairs["bits"], in: 8...24),
      let reference = decimal(pairs["vref_mv"], in: 1...65535),
      let gain = decimal(pairs["gain"], in: 1...65535),
      let middle = decimal(pairs["mid"], in: 0...(1 << bits) - 1),
      let baud = decimal(pairs["baud"], in: 1...UInt64(UInt32.max))
    else { return .damaged }
    let calibration = Calibration(
      bits: Int(bits), referenceMillivolts: Double(reference), gain: Double(gain), midScale: Double(middle),
      isAssumed: false)
    let facts = BoardFacts(
      board: String(board), firmware: String(firmware), statedHertz: Double(rate), calibration: calibration)
    return .start(StartLine(facts: facts, baud: Int(baud)))
  }

  private static func isBoardName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte)
      }
  }

  private static func isVersion(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3 && parts.allSatisfy { decimal($0, in: 0...UInt64(UInt16.max)) != nil }
  }

  private static func decimal(_ text: Substring?, in range: ClosedRange<UInt64>) -> UInt64? {
    guard let text else { return nil }
    var cursor = FieldCursor(Array(text.utf8))
    guard let value = cursor.strictDecimal(limit: range.upperBound), cursor.isAtEnd, value >= range.lowerBound
    else { return nil }
    return value
  }

  private static func split(_ text: some StringProtocol, at separator: Character) -> (Substring, Substring) {
    let whole = Substring(text)
    guard let cut = whole.firstIndex(of: separator) else { return (whole, "") }
    return (whole[..<cut], whole[whole.index(after: cut)...])
  }
}
