import Glibc

/// Decimal numbers in ASCII, read and written without Foundation or locale.
enum DecimalText {
  /// The number that fills `bytes[range]` wholly (spaces around it allowed), or `nil`. "NaN" and "inf" are no numbers.
  static func parse(_ bytes: [UInt8], _ range: Range<Int>, point: UInt8 = UInt8(ascii: ".")) -> Double? {
    var at = range.lowerBound
    var end = range.upperBound
    while at < end, isSpace(bytes[at]) { at += 1 }
    while end > at, isSpace(bytes[end - 1]) { end -= 1 }
    guard at < end else { return nil }
    let first = at
    var negative = false
    if bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
      negative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var dropped = false
    var scale = 0
    var seenPoint = false
    scan: while at < end {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if mantissa < 900_000_000_000_000_000 {
          mantissa = mantissa * 10 + UInt64(byte & 15)
          if seenPoint { scale -= 1 }
        } else {
          dropped = dropped || byte != UInt8(ascii: "0")
          if !seenPoint { scale += 1 }
        }
      case point where !seenPoint: seenPoint = true
      default: break scan
      }
      at += 1
    }
    guard digits > 0 else { return nil }
    if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      guard let exponent = integer(bytes, (at + 1)..<end), abs(exponent) < 400 else { return nil }
      scale += exponent
      at = end
    }
    guard at == end else { return nil }
    // Exact in one rounding (Clinger 1990, "How to read floating point numbers accurately", fast path).
    if !dropped, mantissa < 1 << 53, abs(scale) <= 22 {
      let value = scale < 0 ? Double(mantissa) / powersOfTen[-scale] : Double(mantissa) * powersOfTen[scale]
      return negative ? -value : value
    }
    let text = String(decoding: bytes[first..<end].map { $0 == point ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// A whole decimal integer with optional sign, or `nil` (also where it leaves Int).
  static func integer(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 20 else { return nil }
    return Int(String(decoding: bytes[range], as: UTF8.self))
  }

  /// `value` with exactly `decimals` decimals, rounded half away from zero: "0.360". Not finite: "".
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, (0...15).contains(decimals), abs(value) < 1e15 else { return "" }
    let scaled = (abs(value) * powersOfTen[decimals]).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    let whole = UInt64(scaled)
    let unit = UInt64(powersOfTen[decimals])
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let fraction = String(whole % unit)
    return "\(sign)\(whole / unit).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
  }

  /// At most `decimals` decimals, trailing zeros left away: "360", "498.21".
  static func short(_ value: Double, decimals: Int) -> String {
    var text = fixed(value, decimals: decimals)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// The fewest digits that give back exactly this number, without an exponent where that is not absurd: "360", "0.1".
  static func plain(_ value: Double) -> String {
    guard value == value.rounded(), abs(value) < 1e15 else { return "\(value)" }
    return "\(Int(value))"
  }

  /// Thousands set apart: "42,000".
  static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
