/// How many templates of a series lie near each other: the counting behind sample and approximate entropy, exactly, for
/// templates of two and of three intervals at once.
///
/// Two templates match where no interval differs by more than the tolerance (largest difference, ≤). Compared pair by pair
/// that is n²/2 distances, 5·10⁹ for a day. Here templates are numbered in the order of their first interval, so that those
/// near in it are a range of numbers; those near in the second are a set of bits that slides as templates are taken in the
/// order of their second interval; those near in the third are the difference of two sets of bits, of which every 256th
/// in the order of the third interval is kept, the rest being looked at one by one. A match is then counted 64 templates at
/// a time. The counts are those of the comparison pair by pair, rounding included: distances are monotone along an order.
struct TemplateMatches {
  /// Sets kept of the third interval: one in so many.
  private static let stride = 256

  /// First, second, third interval of each template; the third may be missing.
  private var firsts: [Double] = []
  private var seconds: [Double] = []
  private var thirds: [Double?] = []

  /// Templates within the chains of `series`; with `incomplete`, also those of only two intervals at a chain's end.
  init(_ series: NNSeries, incomplete: Bool) {
    let values = series.milliseconds
    for chain in series.chains {
      guard chain.count >= 2 else { continue }
      for index in chain.lowerBound..<(chain.upperBound - 1) {
        let third = index + 2 < chain.upperBound ? values[index + 2] : nil
        guard third != nil || incomplete else { continue }
        firsts.append(values[index])
        seconds.append(values[index + 1])
        thirds.append(third)
      }
    }
  }

  var count: Int { firsts.count }
  /// Templates that have a third interval.
  var complete: Int { thirds.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }

  /// Unordered pairs of different templates that match in two and in three intervals.
  func pairs(within tolerance: Double) -> (two: Int, three: Int) {
    var total = (two: 0, three: 0)
    scan(tolerance, wholeWindow: false) { two, three, _ in
      total.two += two
      total.three += three
    }
    return total
  }

  /// Calls `body` with the matches of each template in two and in three intervals, itself counted, and whether it has a
  /// third interval.
  func forEach(within tolerance: Double, _ body: (Int, Int, Bool) -> Void) {
    scan(tolerance, wholeWindow: true, body)
  }

  private func scan(_ tolerance: Double, wholeWindow: Bool, _ body: (Int, Int, Bool) -> Void) {
    let n = count
    guard n > 0 else { return }
    let byFirst = order(of: firsts)
    let x = byFirst.map { firsts[Int($0)] }
    let y = byFirst.map { seconds[Int($0)] }
    let z = byFirst.map { thirds[Int($0)] }
    let near = Neighbours(sorted: x, tolerance)
    let byThird = order(of: z)
    let thirdNear = Neighbours(sorted: byThird.compactMap { z[Int($0)] }, tolerance)
    var placeOfThird = [Int32](repeating: -1, count: n)
    for (place, number) in byThird.enumerated() { placeOfThird[Int(number)] = Int32(place) }
    let words = (n + 63) / 64
    let prefixes = Self.prefixes(byThird, words: words)
    let bySecond = order(of: y).map { Int($0) }
    var bits = [UInt64](repeating: 0, count: words)
    var (added, removed) = (0, 0)
    byThird.withUnsafeBufferPointer { byThird in
      prefixes.withUnsafeBufferPointer { prefixes in
        bits.withUnsafeMutableBufferPointer { bits in
          for number in bySecond {
            while added < n, y[bySecond[added]] - y[number] <= tolerance {
              bits[bySecond[added] >> 6] |= 1 << UInt64(bySecond[added] & 63)
              added += 1
            }
            while y[number] - y[bySecond[removed]] > tolerance {
              bits[bySecond[removed] >> 6] &= ~(1 << UInt64(bySecond[removed] & 63))
              removed += 1
            }
            let from = wholeWindow ? near.from[number] : number + 1
            let window = Window(from: from, to: near.to[number])
            let place = Int(placeOfThird[number])
            guard place >= 0 else {
              body(window.count(UnsafeBufferPointer(bits)), 0, false)
              continue
            }
            let (low, high) = (thirdNear.from[place], thirdNear.to[place])
            let (lowSet, highSet) = ((low + Self.stride - 1) / Self.stride, high / Self.stride)
            var three = 0
            var two = 0
            if lowSet < highSet {
              (two, three) = window.count(
                UnsafeBufferPointer(bits), prefixes.baseAddress.map { $0 + highSet * words },
                prefixes.baseAddress.map { $0 + lowSet * words })
              three += window.count(UnsafeBufferPointer(bits), byThird, low..<(lowSet * Self.stride))
              three += window.count(UnsafeBufferPointer(bits), byThird, (highSet * Self.stride)..<high)
            } else {
              two = window.count(UnsafeBufferPointer(bits))
              three = window.count(UnsafeBufferPointer(bits), byThird, low..<high)
            }
            body(two, three, true)
          }
        }
      }
    }
  }

  /// Numbers of those that have a value, from the smallest to the largest.
  private func order(of values: [Double?]) -> [Int32] {
    var ordered: [(number: Int32, value: Double)] = []
    ordered.reserveCapacity(values.count)
    for (number, value) in values.enumerated() {
      if let value { ordered.append((Int32(number), value)) }
    }
    ordered.sort { $0.value < $1.value }
    return ordered.map(\.number)
  }

  /// Set s holds the numbers at the first s · `stride` places.
  private static func prefixes(_ byThird: [Int32], words: Int) -> [UInt64] {
    let sets = byThird.count / stride + 1
    var prefixes = [UInt64](repeating: 0, count: sets * words)
    for set in 1..<max(sets, 1) {
      for word in 0..<words { prefixes[set * words + word] = prefixes[(set - 1) * words + word] }
      for place in ((set - 1) * stride)..<(set * stride) {
        let number = Int(byThird[place])
        prefixes[set * words + number >> 6] |= 1 << UInt64(number & 63)
      }
    }
    return prefixes
  }
}

/// For each place in a sorted list, the range of places within the tolerance of it.
private struct Neighbours {
  private(set) var from: [Int] = []
  private(set) var to: [Int] = []

  init(sorted values: [Double], _ tolerance: Double) {
    from.reserveCapacity(values.count)
    to.reserveCapacity(values.count)
    var (low, high) = (0, 0)
    for value in values {
      while value - values[low] > tolerance { low += 1 }
      while high < values.count, values[high] - value <= tolerance { high += 1 }
      from.append(low)
      to.append(high)
    }
  }
}

/// A range of numbers, counted by whole words.
private struct Window {
  private let from: Int
  private let to: Int

  init(from: Int, to: Int) {
    self.from = from
    self.to = max(from, to)
  }

  private var firstMask: UInt64 { ~0 << UInt64(from & 63) }
  private var lastMask: UInt64 { ~0 >> UInt64(63 - (to - 1) & 63) }

  /// Of the bits in the range, how many are set.
  @inline(__always)
  func count(_ bits: UnsafeBufferPointer<UInt64>) -> Int {
    guard from < to else { return 0 }
    let (first, last) = (from >> 6, (to - 1) >> 6)
    if first == last { return (bits[first] & firstMask & lastMask).nonzeroBitCount }
    var count = (bits[first] & firstMask).nonzeroBitCount + (bits[last] & lastMask).nonzeroBitCount
    for word in (first + 1)..<last { count &+= bits[word].nonzeroBitCount }
    return count
  }

  /// The same, and of these how many are in `with` and not in `without`.
  @inline(__always)
  func count(
    _ bits: UnsafeBufferPointer<UInt64>, _ with: UnsafePointer<UInt64>?, _ without: UnsafePointer<UInt64>?
  ) -> (Int, Int) {
    guard from < to, let with, let without else { return (0, 0) }
    let (first, last) = (from >> 6, (to - 1) >> 6)
    var (all, some) = (0, 0)
    for word in first...last {
      var set = bits[word]
      if word == first { set &= firstMask }
      if word == last { set &= lastMask }
      all &+= set.nonzeroBitCount
      some &+= (set & with[word] & ~without[word]).nonzeroBitCount
    }
    return (all, some)
  }

  /// Of the numbers at `places` of `order`, how many lie in the range and are set.
  @inline(__always)
  func count(_ bits: UnsafeBufferPointer<UInt64>, _ order: UnsafeBufferPointer<Int32>, _ places: Range<Int>) -> Int {
    guard from < to else { return 0 }
    var count = 0
    let length = UInt(to - from)
    for place in places {
      let number = Int(order[place])
      let inside = UInt(bitPattern: number - from) < length ? 1 : 0
      count &+= inside & Int(truncatingIfNeeded: bits[number >> 6] >> UInt64(number & 63))
    }
    return count
  }
}
