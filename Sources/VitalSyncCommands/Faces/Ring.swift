/// The newest so many of a series; appending never allocates once made.
package struct Ring<Element> {
  private var storage: [Element]
  private var next = 0
  package private(set) var count = 0

  /// `filler` stands in the places not yet taken; it is never given out.
  package init(capacity: Int, filler: Element) {
    storage = Array(repeating: filler, count: max(1, capacity))
  }

  package mutating func append(_ element: Element) {
    storage[next] = element
    next = next + 1 == storage.count ? 0 : next + 1
    count = min(count + 1, storage.count)
  }

  /// `0` is the newest; `age` must be less than `count`.
  package subscript(age age: Int) -> Element {
    get { storage[place(age)] }
    set { storage[place(age)] = newValue }
  }

  private func place(_ age: Int) -> Int {
    let index = next - 1 - age
    return index >= 0 ? index : index + storage.count
  }
}

extension Ring: Sendable where Element: Sendable {}
