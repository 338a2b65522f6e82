/// The container of the native capture: docs/recording.md specifies it byte by byte.
package enum CaptureFormat {
  /// As PNG's: a byte with its top bit set, both kinds of line end, and DOS's end of file show a text transfer at once.
  static let magic: [UInt8] = [0x89, 0x56, 0x53, 0x43, 0x0D, 0x0A, 0x1A, 0x0A]
  static let version: UInt16 = 1
  /// Magic, version, two bytes of zero, CRC-32C of these twelve.
  static let headerLength = 16

  static let marker: [UInt8] = Array("VSB1".utf8)
  static let blockHeaderLength = 32
  /// A second of any board takes a few kilobytes.
  static let payloadLimit = 1 << 20

  enum ItemKind: UInt8 {
    case facts = 1
    case settings = 2
    case scale = 3
    case counts = 4
    case floats = 5
    case raw = 6
    case mark = 7
    case note = 8
    case end = 9
  }

  static func isCapture(_ head: ArraySlice<UInt8>) -> Bool { head.starts(with: magic) }

  static func header() -> [UInt8] {
    var bytes = magic
    bytes.appendLittle(version)
    bytes.appendLittle(UInt16(0))
    bytes.appendLittle(CRC32C.of(bytes[...]))
    return bytes
  }

  /// A whole block: header and payload.
  static func block(payload: [UInt8], ordinal: UInt32, sample: Int) -> [UInt8] {
    var bytes = marker
    bytes.reserveCapacity(blockHeaderLength + payload.count)
    bytes.appendLittle(UInt32(0))
    bytes.appendLittle(UInt32(payload.count))
    bytes.appendLittle(ordinal)
    bytes.appendLittle(UInt64(bitPattern: Int64(sample)))
    bytes.appendLittle(CRC32C.of(payload[...]))
    bytes.appendLittle(CRC32C.of(bytes[...]))
    bytes += payload
    return bytes
  }
}

extension [UInt8] {
  mutating func appendLittle(_ value: some FixedWidthInteger & UnsignedInteger) {
    var rest = value
    for _ in 0..<(rest.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest = rest >> 8
    }
  }

  func little<Value: FixedWidthInteger & UnsignedInteger>(at place: Int, as type: Value.Type) -> Value {
    var value: Value = 0
    for offset in (0..<(Value.bitWidth / 8)).reversed() { value = value << 8 | Value(self[place + offset]) }
    return value
  }

  /// Unsigned LEB128: seven bits a byte, low ones first, the top bit set on all but the last.
  mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}

/// Small magnitudes of either sign become small numbers: 0, −1, 1, −2 … → 0, 1, 2, 3 …
enum ZigZag {
  static func encode(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }
  static func decode(_ value: UInt64) -> Int64 { Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
}
