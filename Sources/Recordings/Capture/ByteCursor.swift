/// Reads a run of bytes front to back; `nil` from anything that would leave it.
struct ByteCursor {
  let bytes: ArraySlice<UInt8>
  private(set) var at: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
  }

  var remaining: Int { bytes.endIndex - at }

  mutating func byte() -> UInt8? {
    guard at < bytes.endIndex else { return nil }
    defer { at += 1 }
    return bytes[at]
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= remaining else { return nil }
    defer { at += count }
    return bytes[at..<(at + count)]
  }

  mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let next = byte() {
      guard shift < 63 || (shift == 63 && next <= 1) else { return nil }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// A varint that counts something: at most `limit`.
  mutating func count(atMost limit: Int) -> Int? {
    guard let value = varint(), value <= UInt64(max(0, limit)) else { return nil }
    return Int(value)
  }

  mutating func double() -> Double? {
    guard let bytes = take(8) else { return nil }
    return Double(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }

  mutating func word() -> UInt32? {
    guard let bytes = take(4) else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// A string with its length before it.
  mutating func string() -> String? {
    guard let count = count(atMost: remaining), let bytes = take(count) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
