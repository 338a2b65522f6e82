/// Puts right the check sums of a capture, as docs/recording.md lays them out; owes nothing to the reader's own.
enum CaptureSigning {
  private static let marker = Array("VSB1".utf8)
  private static let blockHeader = 32

  static func signed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    guard bytes.count >= 16 else { return bytes }
    put(checkSum(bytes[..<12]), at: 12, in: &bytes)
    var at = 16
    while at + blockHeader <= bytes.count {
      guard bytes[at..<(at + 4)].elementsEqual(marker) else {
        at += 1
        continue
      }
      let stated = (0..<4).reduce(0) { $0 | Int(bytes[at + 8 + $1]) << (8 * $1) }
      let length = min(stated, bytes.count - at - blockHeader)
      put(UInt32(length), at: at + 8, in: &bytes)
      put(checkSum(bytes[(at + blockHeader)..<(at + blockHeader + length)]), at: at + 24, in: &bytes)
      put(checkSum(bytes[at..<(at + 28)]), at: at + 28, in: &bytes)
      at += blockHeader + length
    }
    return bytes
  }

  private static func put(_ value: UInt32, at index: Int, in bytes: inout [UInt8]) {
    for byte in 0..<4 { bytes[index + byte] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(byte))) }
  }

  /// CRC-32C: RFC 3720, appendix B.4.
  private static func checkSum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0x82F6_3B78 }
    }
    return ~sum
  }
}
