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

  /// The middle of the first `count` elements; the upper of two. `count` is at least one. Leaves them in another order: C. A.
  /// R. Hoare, *Algorithm 65: find*, Comm. ACM 4 (1961) 321, a third of a sort's work.
  mutating func upperMedianOfPrefix(_ count: Int) -> Element {
    let middle = count / 2
    var (low, high) = (0, count - 1)
    while low < high {
      let pivot = self[middle]
      var (left, right) = (low, high)
      repeat {
        while self[left] < pivot { left += 1 }
        while pivot < self[right] { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      } while left <= right
      if right < middle { low = left }
      if middle < left { high = right }
    }
    return self[middle]
  }
}

extension Array where Element == Double {
  /// The median of the first `count` elements, which it leaves in another order. `count` is at least one.
  mutating func medianOfPrefix(_ count: Int) -> Double {
    let upper = upperMedianOfPrefix(count)
    guard count % 2 == 0 else { return upper }
    // What stands before the upper one is none greater.
    var lower = self[0]
    for k in 0..<(count / 2) { lower = Swift.max(lower, self[k]) }
    return (lower + upper) / 2
  }

  /// The same, of elements that this sorts.
  mutating func medianOfSortedPrefix(_ count: Int) -> Double {
    sortPrefix(count)
    return count % 2 == 1 ? self[count / 2] : (self[count / 2 - 1] + self[count / 2]) / 2
  }
}
