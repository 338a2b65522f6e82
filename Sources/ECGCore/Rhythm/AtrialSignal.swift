/// The signal in which P waves are compared: below 40 Hz, read at 125 Hz about any place of the last seconds.
///
/// Own design; the edge of the filter is the one of `BeatForms`: P lies below it. Delay: the filter's 6 ms, alike everywhere.
struct AtrialSignal {
  /// Values a second of every window.
  static let hertz = 125.0
  /// Values either side of a window's middle: 56 ms, a P wave of 112 ms.
  static let reach = 7
  static let length = 2 * reach + 1
  private static let lowPassHertz = 40.0
  /// Signal kept, in seconds: an interval of four, its second beat's waves and class, and a second to spare.
  private static let keptSeconds = 9.0

  private let step: Double
  private var filter: Biquad
  private var origin: Float?
  private var kept: [Float]
  private var end = 0
  private var known = 0

  init(rate: SampleRate) {
    step = rate.hertz / Self.hertz
    filter = .lowPass(hertz: min(Self.lowPassHertz, 0.4 * rate.hertz), rate: rate.hertz)
    kept = [Float](repeating: 0, count: rate.samples(in: Self.keptSeconds))
  }

  /// Takes the samples of `block` in `range`, in order.
  mutating func take(_ block: SampleBlock, _ range: Range<Int>) {
    for index in range {
      let value = block.millivolts[index - block.start]
      let first = origin ?? value
      origin = first
      kept[index % kept.count] = Float(filter.next(Double(value - first)))
    }
    if !range.isEmpty {
      end = range.upperBound
      known = min(known + range.count, kept.count)
    }
  }

  /// A gap.
  mutating func restart() {
    filter.settle(at: 0)
    origin = nil
    known = 0
  }

  /// Reads the window about `position`, less its own straight line; false where it is not kept.
  func read(_ window: inout [Float], about position: Double) -> Bool {
    let from = position - Double(Self.reach) * step
    let to = position + Double(Self.reach) * step
    guard from >= Double(end - known), to < Double(end - 1) else { return false }
    var (mean, slope, power): (Float, Float, Float) = (0, 0, 0)
    for k in 0..<Self.length {
      let at = from + Double(k) * step
      let whole = Int(at)
      let share = Float(at - Double(whole))
      let value = kept[whole % kept.count] * (1 - share) + kept[(whole + 1) % kept.count] * share
      let place = Float(k - Self.reach)
      window[k] = value
      mean += value
      slope += place * value
      power += place * place
    }
    mean /= Float(Self.length)
    slope /= power
    for k in 0..<Self.length { window[k] -= mean + slope * Float(k - Self.reach) }
    return true
  }
}
