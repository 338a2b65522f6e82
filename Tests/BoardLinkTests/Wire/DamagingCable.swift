import TestSupport

/// Numbered sample lines of VitalSync's protocol on a cable that damages some of them. Written from docs/protocol.md, check sum
/// included: it owes nothing to the decoder under test.
struct DamagingCable {
  /// What happens to a line; each as often as the others.
  enum Damage: CaseIterable {
    /// One to three bits turn over.
    case flip
    /// One to four bytes in a row are lost.
    case drop
    /// One to four bytes come in between.
    case insert
    /// The rest of the line is lost, its end too: it runs into the next.
    case tear
    /// The line comes twice.
    case again
    /// Its beginning goes on with the rest of another line of the last sixteen: where both begin alike, the old line whole.
    case splice
    /// Up to eight bytes in a row become others.
    case burst
  }

  private var generator: SeededGenerator
  private var earlier: [[UInt8]] = []
  private(set) var damaged = 0

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// What sample `index` was, with nothing in one field that another would tell: 4 ms and up to 1 ms of jitter apart.
  static func sample(_ index: Int) -> (sequence: Int, micros: Int, count: Int, leads: Int) {
    var hash = UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    return (
      index & 0xFFFF, (index * 4000 + Int(hash & 1023)) & 0xFFFF_FFFF, Int(hash >> 10 & 1023), Int(hash >> 20 & 3)
    )
  }

  /// The sample of which this line tells, where one was sent that had all four of its numbers.
  static func index(sequence: Int, micros: Int, count: Int, leads: Int) -> Int? {
    let index = micros / 4000
    let sent = sample(index)
    return sent == (sequence, micros, count, leads) ? index : nil
  }

  static func line(_ index: Int) -> [UInt8] {
    let sample = sample(index)
    var line: [UInt8] = []
    line.reserveCapacity(40)
    append(sample.sequence, to: &line)
    line.append(0x2C)
    append(sample.micros, to: &line)
    line.append(0x2C)
    append(sample.count, to: &line)
    line.append(0x2C)
    append(sample.leads, to: &line)
    finish(&line)
    return line
  }

  /// Sample `index` as it comes out of the cable: damaged at one time in two.
  mutating func carry(_ index: Int) -> [UInt8] {
    let line = Self.line(index)
    defer {
      if earlier.count == 16 { earlier.removeFirst() }
      earlier.append(line)
    }
    let dice = generator.next()
    if dice & 1 == 0 { return line }
    damaged += 1
    let kind = Damage.allCases[Int(dice >> 8) % Damage.allCases.count]
    return damage(line, kind, amount: Int(dice >> 16 & 0xFF), place: Int(dice >> 32) % line.count)
  }

  private mutating func damage(_ line: [UInt8], _ kind: Damage, amount: Int, place: Int) -> [UInt8] {
    var bytes = line
    switch kind {
    case .flip:
      for _ in 0...(amount % 3) {
        let dice = generator.next()
        bytes[Int(dice >> 8) % bytes.count] ^= 1 << UInt8(dice & 7)
      }
    case .drop: bytes.removeSubrange(place..<min(bytes.count, place + 1 + amount % 4))
    case .insert:
      let dice = generator.next()
      for shift in 0...(amount % 4) { bytes.insert(noise(dice >> (8 * UInt64(shift))), at: place) }
    case .tear: bytes.removeSubrange(place...)
    case .again: bytes += line
    case .splice:
      guard let other = earlier.isEmpty ? nil : earlier[amount % earlier.count] else { return bytes }
      // Mostly at the same place of both, where the rest fits best.
      let from = amount & 0x80 == 0 ? place : Int(generator.next() >> 8) % other.count
      bytes.removeSubrange(place...)
      bytes += other[min(from, other.count - 1)...]
    case .burst:
      let dice = generator.next()
      for offset in 0..<min(1 + amount % 8, bytes.count - place) {
        bytes[place + offset] = noise(dice >> (8 * UInt64(offset)))
      }
    }
    return bytes
  }

  /// Half of it digits: what could stand in a line.
  private func noise(_ dice: UInt64) -> UInt8 {
    let byte = UInt8(truncatingIfNeeded: dice)
    return byte & 1 == 0 ? byte >> 1 : 0x30 + (byte >> 1) % 10
  }

  private static func append(_ number: Int, to line: inout [UInt8]) {
    if number >= 10 { append(number / 10, to: &line) }
    line.append(0x30 + UInt8(number % 10))
  }

  /// CRC-16/IBM-3740 over what stands there, by the table that its catalogue entry gives rise to.
  private static func finish(_ line: inout [UInt8]) {
    var sum: UInt16 = 0xFFFF
    for byte in line { sum = sum << 8 ^ table[Int(UInt8(truncatingIfNeeded: sum >> 8) ^ byte)] }
    line.append(0x2A)
    for shift: UInt16 in [12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: sum >> shift & 0xF)
      line.append(digit < 10 ? 0x30 + digit : 0x41 + digit - 10)
    }
    line.append(0x0A)
  }

  private static let table: [UInt16] = (0..<256).map { index in
    (0..<8).reduce(UInt16(index) << 8) { sum, _ in sum & 0x8000 == 0 ? sum << 1 : sum << 1 ^ 0x1021 }
  }
}
