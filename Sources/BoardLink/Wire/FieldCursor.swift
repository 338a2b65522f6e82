/// Reads fields of a line from left to right without copying it.
struct FieldCursor {
  let line: [UInt8]
  private(set) var index: Int
  /// Just past the last byte to be read.
  let end: Int

  init(_ line: [UInt8], from start: Int = 0, to end: Int? = nil) {
    self.line = line
    index = start
    self.end = end ?? line.count
  }

  var isAtEnd: Bool { index == end }
  var next: UInt8? { index < end ? line[index] : nil }

  /// Passes over one expected byte.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  /// A decimal without sign, space or leading zero, at most `limit`.
  mutating func strictDecimal(limit: UInt64) -> UInt64? {
    guard let first = next, isDigit(first) else { return nil }
    let start = index
    var value: UInt64 = 0
    while let byte = next, isDigit(byte) {
      value = value * 10 + UInt64(byte - 0x30)
      if value > limit { return nil }
      index += 1
    }
    return first == 0x30 && index - start > 1 ? nil : value
  }

  mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x09 { index += 1 }
  }

  /// A decimal number with optional sign and fraction, as `print` of an Arduino writes them; at most 15 digits.
  mutating func number() -> Double? {
    let isNegative = take(0x2D)
    if !isNegative { _ = take(0x2B) }
    var mantissa = 0.0
    var digits = 0
    var divisor = 1.0
    var isFraction = false
    while let byte = next {
      if isDigit(byte) {
        digits += 1
        // Beyond 15 digits a Double no longer holds the integer exactly; no sketch prints such.
        if digits > 15 { return nil }
        mantissa = mantissa * 10 + Double(byte - 0x30)
        if isFraction { divisor *= 10 }
      } else if byte == 0x2E && !isFraction && digits > 0 {
        isFraction = true
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    return (isNegative ? -mantissa : mantissa) / divisor
  }

  /// Letters, digits, `_`, `-`, `+`, `.`, spaces inside; beginning with a letter. Spaces behind it are passed over.
  mutating func name() -> String? {
    guard let first = next, isLetter(first) else { return nil }
    let start = index
    while let byte = next,
      isLetter(byte) || isDigit(byte) || byte == 0x20 || byte == 0x2B || byte == 0x2D || byte == 0x2E
        || byte == 0x5F
    { index += 1 }
    var last = index
    while line[last - 1] == 0x20 { last -= 1 }
    return String(decoding: line[start..<last], as: UTF8.self)
  }

  /// What stands between two quotation marks; no escapes.
  mutating func quoted() -> String? {
    let start = index
    guard take(0x22) else { return nil }
    while let byte = next, byte != 0x22 { index += 1 }
    guard take(0x22) else {
      index = start
      return nil
    }
    return String(decoding: line[(start + 1)..<(index - 1)], as: UTF8.self)
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// Whether a line is text that a person could have meant: printable ASCII and tabs, with a letter in it.
func isProse(_ line: [UInt8]) -> Bool {
  var letters = 0
  for byte in line {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A: letters += 1
    case 0x20...0x7E, 0x09: break
    default: return false
    }
  }
  return letters > 0
}
