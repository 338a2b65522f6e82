/// The bauds to try, the likeliest first.
///
/// 115200 is VitalSync's own and that of most ESP sketches, 9600 that of the Arduino examples; 74880 is the ESP8266's boot ROM.
/// 230400 stands before 250000: sent at 230400 and read at 250000, digits come out as other digits, which is hard to tell from text;
/// the other way round the eighth bit gives it away.
package struct BaudSweep: Hashable, Sendable {
  package static let order = [115_200, 9600, 57600, 460_800, 921_600, 230_400, 250_000, 74880]

  package private(set) var current: Int
  /// Bauds given up so far, this round.
  package private(set) var tried: [Int] = []

  /// Rounds that have ended with nothing found.
  package private(set) var rounds = 0

  /// Whether this round's end is worth a word: the 1st, 2nd, 4th, 8th …
  package var isRoundTold: Bool { rounds > 0 && rounds & (rounds - 1) == 0 }

  /// `first` is tried before the others where it is given.
  package init(first: Int? = nil) {
    current = first ?? Self.order[0]
  }

  /// Gives up the present baud. `isRoundOver`: none is left, and the sweep begins again.
  package mutating func next() -> (baud: Int, isRoundOver: Bool) {
    tried.append(current)
    if let fresh = Self.order.first(where: { !tried.contains($0) }) {
      current = fresh
      return (fresh, false)
    }
    tried.removeAll()
    rounds += 1
    current = Self.order[0]
    return (current, true)
  }

  /// The present baud was the right one: a later search begins from it.
  package mutating func restart() {
    tried.removeAll()
    rounds = 0
  }
}
