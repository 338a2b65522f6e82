/// Windows as wide as a P wave about any place of the last seconds, less their own straight line.
///
/// Own design, on `SmoothedSignal`: P lies below its edge. Delay: that one's 6 ms, alike everywhere.
struct AtrialSignal {
  /// Values either side of a window's middle: 56 ms, a P wave of 112 ms.
  static let reach = 7
  static let length = 2 * reach + 1
  /// Signal kept, in seconds: an interval of four, its second beat's waves and class, and a second to spare.
  private static let keptSeconds = 9.0

  private var signal: SmoothedSignal

  init(rate: SampleRate) { signal = SmoothedSignal(rate: rate, keeping: Self.keptSeconds) }

  /// Takes the samples of `block` in `range`, in order.
  mutating func take(_ block: SampleBlock, _ range: Range<Int>) { signal.take(block, range) }

  /// A gap.
  mutating func restart() { signal.restart() }

  /// Reads the window of `length` values about `position`; false where it is not kept.
  func read(_ window: inout [Float], about position: Double) -> Bool {
    let half = Double(Self.reach) * signal.step
    guard signal.covers(position - half...position + half) else { return false }
    for k in 0..<Self.length { window[k] = signal.value(at: position, k - Self.reach) }
    window.removeStraightLine(Self.length)
    return true
  }
}
