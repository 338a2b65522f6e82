internal import ECGCore

/// ProtoCentral's OpenView packets: `0A FA`, the payload's length (16 bits, least byte first), a type, the payload, `00 0B`.
///
/// Where in the payload the ECG lies is known by type and length, as ProtoCentral's public sketches and the OpenView programs
/// have it. Two bytes of start, a length that must be one of these and two bytes of end are all the check there is: by chance
/// once in 2^40 bytes. A payload of noughts is a lead off (the ADS1292R sketch sends them), and so is what a status byte says.
package struct OpenViewDecoder: WireDecoder {
  /// Where the ECG lies: `count` values of `width` bytes, the first at `offset`, least byte first, signed.
  private struct Layout {
    var offset: Int
    var width: Int
    var count = 1
    /// Where the ADS1292R's status byte lies: its low five bits are electrodes that are off (data sheet, LOFF_STAT).
    var electrodes: Int?
  }

  private static let start: [UInt8] = [0x0A, 0xFA]
  private static let end: [UInt8] = [0x00, 0x0B]
  private static let headerLength = 5

  private static func layout(type: UInt8, length: Int) -> Layout? {
    switch (type, length) {
    // ADS1292R breakout and shield: ECG, respiration, both 16 bits, then rates.
    case (2, 9): Layout(offset: 0, width: 2)
    // ADS1293 (three leads), MAX30001, MAX30003: 32 bits.
    case (2, 12): Layout(offset: 0, width: 4)
    // MAX30003 as published: the payload's first five bytes are left unset.
    case (2, 17): Layout(offset: 5, width: 4)
    // HealthyPi v4: ECG, respiration, infrared, red, rates, status.
    case (2, 20): Layout(offset: 0, width: 2, electrodes: 19)
    // HealthyPi 5: ECG, respiration, infrared, red.
    case (2, 22): Layout(offset: 0, width: 4)
    // HealthyPi 5, eight at a time, then respiration and rates.
    case (3, 48...56): Layout(offset: 0, width: 4, count: 8)
    default: nil
    }
  }

  private var packet: [UInt8] = []
  private var isOutOfStep = true
  private var waiting: [WireSample] = []

  package init() {
    packet.reserveCapacity(64)
    waiting.reserveCapacity(8)
  }

  package mutating func absorb(_ byte: UInt8) -> WireMessage? {
    packet.append(byte)
    var damage: WireMessage?
    while !packet.isEmpty, !mayBegin {
      packet.removeFirst()
      if !isOutOfStep { damage = .damaged }
      isOutOfStep = true
    }
    guard let length, packet.count == Self.headerLength + length + Self.end.count else { return damage }
    let message = read()
    packet.removeAll(keepingCapacity: true)
    isOutOfStep = false
    return message
  }

  package mutating func held() -> WireMessage? {
    waiting.isEmpty ? nil : .sample(waiting.removeFirst())
  }

  package mutating func resynchronise() {
    packet.removeAll(keepingCapacity: true)
    waiting.removeAll(keepingCapacity: true)
    isOutOfStep = true
  }

  private var length: Int? {
    packet.count >= 4 ? Int(packet[2]) | Int(packet[3]) << 8 : nil
  }

  /// The other packets of a HealthyPi (type 4: pulse oximetry) are of known length too.
  private static let lengths = 1...64

  /// Whether what is held may be the beginning of a packet.
  private var mayBegin: Bool {
    guard packet.prefix(2).elementsEqual(Self.start.prefix(packet.count)) else { return false }
    guard let length else { return true }
    guard Self.lengths.contains(length) else { return false }
    let ending = packet.dropFirst(Self.headerLength + length)
    return ending.elementsEqual(Self.end.prefix(ending.count))
  }

  private mutating func read() -> WireMessage {
    let payload = packet[Self.headerLength..<(packet.count - Self.end.count)]
    guard let layout = Self.layout(type: packet[4], length: payload.count) else { return .passedOver }
    let status = layout.electrodes.map { payload[payload.startIndex + $0] & 0x1F } ?? 0
    let isOff = status != 0 || payload.allSatisfy { $0 == 0 }
    for place in 0..<layout.count {
      let first = payload.startIndex + layout.offset + place * layout.width
      let counts = Self.signed(payload[first..<(first + layout.width)])
      // All bytes of the packet count as the time that its samples took.
      let characters = place == 0 ? packet.count : 0
      waiting.append(
        WireSample(counts: isOff ? nil : counts, leads: isOff ? .leadsOff : [], characters: characters))
    }
    return .sample(waiting.removeFirst())
  }

  private static func signed(_ bytes: ArraySlice<UInt8>) -> Double {
    var value: UInt32 = 0
    for byte in bytes.reversed() { value = value << 8 | UInt32(byte) }
    return bytes.count == 2 ? Double(Int16(bitPattern: UInt16(value))) : Double(Int32(bitPattern: value))
  }
}
