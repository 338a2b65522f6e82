extension Array where Element: Comparable {
  /// Sorts the first `count` elements in place, smallest first, by insertion: for the few dozen that a median is taken
  /// of. A slice's own `sort` would copy the storage.
  mutating func sortPrefix(_ count: Int) {
    for place in stride(from: 1, to: count, by: 1) {
      let element = self[place]
      var hole = place
      while hole > 0, self[hole - 1] > element {
        self[hole] = self[hole - 1]
        hole -= 1
      }
      self[hole] = element
    }
  }

  /// The middle of the first `count` elements once sorted; the upper of two. `count` is at least one.
  mutating func upperMedianOfPrefix(_ count: Int) -> Element {
    sortPrefix(count)
    return self[count / 2]
  }
}

extension Array where Element == Double {
  /// The median of the first `count` elements, which are sorted by this. `count` is at least one.
  mutating func medianOfPrefix(_ count: Int) -> Double {
    sortPrefix(count)
    return count % 2 == 1 ? self[count / 2] : (self[count / 2 - 1] + self[count / 2]) / 2
  }
}
