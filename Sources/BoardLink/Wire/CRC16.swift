/// CRC-16/IBM-3740 ("CCITT-FALSE"): polynomial 0x1021, initial value 0xFFFF, not reflected, no final XOR.
///
/// Check value of the CRC catalogue (G. Cook, reveng.sourceforge.io): "123456789" gives 0x29B1.
package struct CRC16: Hashable, Sendable {
  package private(set) var value: UInt16 = 0xFFFF

  package init() {}

  /// Eight steps of the shift register at once: the polynomial's few taps let a byte be folded in without a table.
  package mutating func update(_ byte: UInt8) {
    var fold = UInt16(byte) ^ (value >> 8)
    fold ^= fold >> 4
    value = (value << 8) ^ (fold << 12) ^ (fold << 5) ^ fold
  }

  package static func of(_ bytes: some Sequence<UInt8>) -> UInt16 {
    var check = CRC16()
    for byte in bytes { check.update(byte) }
    return check.value
  }
}
