/// Steps between sample numbers that wrap after 8 or 16 bits.
///
/// The width is 16 bits until a number falls from the top of 8 bits to their bottom and the time that passed agrees. How often
/// they have wrapped in between is told by time: the number nearest to what it allows. Delay: none.
package struct SequenceNumbers: Hashable, Sendable {
  /// A wrap of 8 bits is believed where it is this close to 255 and 0, on both sides together.
  private static let nearWrap = 16

  package private(set) var modulus = 65536
  private var last: UInt16?
  private var most: UInt16 = 0

  package init() {}

  /// Numbers from the one before, wraps undone; `expected` is what time says. Nought is the same number again.
  package mutating func step(to number: UInt16, expected: Double) -> Int {
    defer {
      last = number
      most = max(most, number)
    }
    guard let last else { return 1 }
    if modulus == 65536, most <= 255, number < last {
      let narrow = Int(number) + 256 - Int(last)
      if narrow <= Self.nearWrap, expected < 128 { modulus = 256 }
    }
    if modulus == 256, number > 255 { modulus = 65536 }
    let plain = (Int(number) - Int(last) + modulus) % modulus
    // A time that is nonsense must not become a number that is.
    let turns = min(max(((expected - Double(plain)) / Double(modulus)).rounded(), 0), 1e9)
    return plain + modulus * Int(turns)
  }

  /// Goes on from this number, whatever came before.
  package mutating func restart(at number: UInt16) {
    last = number
    most = number
  }
}
