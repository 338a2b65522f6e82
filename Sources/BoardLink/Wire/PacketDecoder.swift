internal import ECGCore

/// Packets of four bytes, `EC hi lo (hi ^ lo)`, as STM32 sketches send at 921600 baud.
package struct PacketDecoder: WireDecoder {
  private static let mark: UInt8 = 0xEC
  private static let length = 4

  private var packet: [UInt8] = []
  /// Bytes passed over since the last packet; damage is told once for them.
  private var isOutOfStep = true

  package init() {
    packet.reserveCapacity(Self.length)
  }

  package mutating func absorb(_ byte: UInt8) -> WireMessage? {
    packet.append(byte)
    var damage: WireMessage?
    // Slides on until what is held may be the beginning of a packet.
    while let first = packet.first, first != Self.mark || packet.count == Self.length && !isWhole {
      packet.removeFirst()
      if !isOutOfStep { damage = .damaged }
      isOutOfStep = true
    }
    guard packet.count == Self.length else { return damage }
    let counts = Double(UInt16(packet[1]) << 8 | UInt16(packet[2]))
    packet.removeAll(keepingCapacity: true)
    isOutOfStep = false
    return .sample(WireSample(counts: counts, characters: Self.length))
  }

  private var isWhole: Bool { packet[1] ^ packet[2] == packet[3] }

  package mutating func resynchronise() {
    packet.removeAll(keepingCapacity: true)
    isOutOfStep = true
  }
}
