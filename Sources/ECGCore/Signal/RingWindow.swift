/// The newest elements, oldest first, in storage that is allocated once and never grows.
struct RingWindow<Element: Sendable>: Sendable {
  let capacity: Int
  private(set) var count = 0
  private var storage: [Element]
  private var head = 0

  /// `blank` fills the slots until they are taken; `capacity` is at least one element.
  init(capacity: Int, blank: Element) {
    self.capacity = max(capacity, 1)
    storage = Array(repeating: blank, count: max(capacity, 1))
  }

  var isEmpty: Bool { count == 0 }
  var isFull: Bool { count == capacity }
  var first: Element? { isEmpty ? nil : self[0] }
  var last: Element? { isEmpty ? nil : self[count - 1] }

  /// The element `index` places after the oldest.
  subscript(index: Int) -> Element {
    get { storage[slot(index)] }
    set { storage[slot(index)] = newValue }
  }

  /// Adds the newest; the oldest makes room where the window is full.
  mutating func append(_ element: Element) {
    if isFull { removeFirst() }
    storage[slot(count)] = element
    count += 1
  }

  /// Drops the oldest.
  mutating func removeFirst() {
    guard count > 0 else { return }
    head = head + 1 < capacity ? head + 1 : 0
    count -= 1
  }

  mutating func removeAll() {
    head = 0
    count = 0
  }

  private func slot(_ index: Int) -> Int {
    let place = head + index
    return place < capacity ? place : place - capacity
  }
}
