/// Where a stage puts what it makes. Generic sinks (`inout some Sink<T>`) inline; `any Sink` costs three times as much.
public protocol Sink<Element> {
  associatedtype Element
  mutating func receive(_ element: Element)
}

/// One step of the chain: a value that is fed in order and remembers what it needs.
///
/// A stage knows no clock and no file, allocates nothing after warm-up, and gives the same output for the same
/// samples however they are cut into blocks. Its output carries grid positions compensated for its own delay.
public protocol Stage {
  associatedtype Input
  associatedtype Output

  /// Longest time, in seconds of signal, between a sample's arrival and the output that speaks of it.
  var latencySeconds: Double { get }

  mutating func process(_ input: Input, into sink: inout some Sink<Output>)
  /// The input has ended: give out what is still held back.
  mutating func finish(into sink: inout some Sink<Output>)
}

/// A sink that keeps everything.
public struct Collected<Element>: Sink {
  public private(set) var elements: [Element] = []

  public init() {}

  public mutating func receive(_ element: Element) {
    elements.append(element)
  }

  public mutating func removeAll() {
    elements.removeAll(keepingCapacity: true)
  }
}

extension Collected: Sendable where Element: Sendable {}
