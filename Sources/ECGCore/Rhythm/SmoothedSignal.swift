/// The last seconds of the signal below 40 Hz, in which P waves and QRS complexes are compared from beat to beat: read at 125
/// Hz, between samples, about any place.
///
/// Own design: a second-order Butterworth low-pass, and straight lines between samples. Delay: the filter's 6 ms, alike
/// everywhere, so that it shifts every window alike.
struct SmoothedSignal {
  /// Values a second of every window, as the detector's.
  static let hertz = 125.0
  /// Edge of the low-pass filter, in hertz: P and QRS lie below.
  private static let lowPassHertz = 40.0

  /// Samples of the grid from one value to the next.
  let step: Double
  private var filter: Biquad
  private var origin: Float?
  private var kept: [Float]
  /// Grid index just past the newest sample, and samples there are.
  private var end = 0
  private var known = 0

  init(rate: SampleRate, keeping seconds: Double) {
    step = rate.hertz / Self.hertz
    filter = .lowPass(hertz: min(Self.lowPassHertz, 0.4 * rate.hertz), rate: rate.hertz)
    kept = [Float](repeating: 0, count: rate.samples(in: seconds))
  }

  var isEmpty: Bool { known == 0 }

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

  /// A gap: what came before is no part of any window.
  mutating func restart() {
    filter.settle(at: 0)
    origin = nil
    known = 0
  }

  /// All of it is still kept, and has come.
  func covers(_ range: ClosedRange<Double>) -> Bool {
    range.lowerBound >= Double(end - known) && range.upperBound < Double(end - 1)
  }

  /// The value so many steps from `position`; beyond what is kept, that of the nearest end. Not to be asked while empty.
  func value(at position: Double, _ offset: Int) -> Float {
    let at = min(max(position + Double(offset) * step, Double(end - known)), Double(end - 1))
    let whole = min(Int(at), end - 2)
    guard whole >= end - known else { return kept[(end - 1) % kept.count] }
    let share = Float(at - Double(whole))
    return kept[whole % kept.count] * (1 - share) + kept[(whole + 1) % kept.count] * share
  }
}
