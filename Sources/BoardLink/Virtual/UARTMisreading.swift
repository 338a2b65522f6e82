/// What a UART at one baud makes of bytes sent at another: the line's levels, sampled in the middle of each bit it expects.
///
/// 8N1: a start bit (low), eight data bits from the least, a stop bit (high); a receiver waits for the next fall after
/// the stop bit's place. A byte without its stop bit is a framing error; Linux hands it on as it stands (INPCK off), and a
/// break (all low) as NUL (IGNBRK and BRKINT off).
package enum UARTMisreading {
  package static func bytes(_ sent: [UInt8], sentAt: Int, readAt: Int) -> [UInt8] {
    guard sentAt > 0, readAt > 0, !sent.isEmpty else { return [] }
    let sentBits = sent.count * 10
    let bitsPerRead = Double(sentAt) / Double(readAt)
    var received: [UInt8] = []
    var position = 0.0
    while let start = firstFall(sent, from: position, bits: sentBits) {
      var byte: UInt8 = 0
      for bit in 0..<8 where level(sent, at: start + (Double(bit) + 1.5) * bitsPerRead, bits: sentBits) {
        byte |= 1 << UInt8(bit)
      }
      let hasStop = level(sent, at: start + 9.5 * bitsPerRead, bits: sentBits)
      received.append(byte)
      position = start + 9.5 * bitsPerRead
      // After a framing error the line must be high before the next fall counts.
      if !hasStop { position = nextHigh(sent, from: position, bits: sentBits) }
    }
    return received
  }

  private static func level(_ sent: [UInt8], at position: Double, bits: Int) -> Bool {
    let index = Int(position)
    guard index < bits else { return true }
    switch index % 10 {
    case 0: return false
    case 9: return true
    case let bit: return sent[index / 10] >> UInt8(bit - 1) & 1 == 1
    }
  }

  private static func firstFall(_ sent: [UInt8], from position: Double, bits: Int) -> Double? {
    if !level(sent, at: position, bits: bits) { return position }
    var index = Int(position) + 1
    while index < bits {
      if !level(sent, at: Double(index), bits: bits) { return Double(index) }
      index += 1
    }
    return nil
  }

  private static func nextHigh(_ sent: [UInt8], from position: Double, bits: Int) -> Double {
    var index = Int(position)
    while !level(sent, at: Double(index), bits: bits) { index += 1 }
    return max(position, Double(index))
  }
}
