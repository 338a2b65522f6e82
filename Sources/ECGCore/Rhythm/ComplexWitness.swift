/// A second opinion on a hole between beats: was there anything as tall as a QRS complex that the detector passed over?
///
/// The largest deflection of the QRS band (`NoiseFeatures.complexHertz`) in each tenth of a second, held against the same at the last beats. A pause, and a very slow rate, count only where the hole
/// is quiet. Delay: one bin.
struct ComplexWitness {
  /// Length of a bin, in seconds.
  private static let binSeconds = 0.1
  /// Bins kept: more than the longest hole asked about.
  private static let binCount = 256
  /// Beats whose height is remembered.
  private static let beatCount = 8
  /// Quiet stays below this share of the beats' median height. P and T waves have a tenth to a fifth in this band.
  private static let quietShare: Float = 0.4
  /// A hole begins this long after its first beat, past the T wave, in seconds …
  private static let afterBeatSeconds = 0.45
  /// … and ends this long before its last, before the QRS complex begins.
  private static let beforeBeatSeconds = 0.15

  private let rate: SampleRate
  private let binLength: Int
  private var high: Biquad
  private var low: Biquad
  private var origin: Float?
  private var bins: RingWindow<Float>
  private var firstBin = 0
  private var heights = RingWindow<Float>(capacity: Self.beatCount, blank: 0)
  private var scratch = [Float](repeating: 0, count: Self.beatCount)

  init(rate: SampleRate) {
    self.rate = rate
    binLength = max(1, rate.samples(in: Self.binSeconds))
    high = .highPass(hertz: NoiseFeatures.complexHertz.0, rate: rate.hertz)
    low = .lowPass(hertz: NoiseFeatures.complexHertz.1, rate: rate.hertz)
    bins = RingWindow(capacity: Self.binCount, blank: 0)
  }

  /// Takes the samples of `block` from `range`, in order.
  mutating func take(_ block: SampleBlock, _ range: Range<Int>) {
    for index in range {
      let value = block.millivolts[index - block.start]
      let x: Double
      if let origin {
        x = Double(value - origin)
      } else {
        origin = value
        x = 0
      }
      let height = Float(abs(low.next(high.next(x))))
      let bin = index / binLength
      if bins.isEmpty || bin > firstBin + bins.count - 1 {
        if bins.isEmpty { firstBin = bin } else if bins.isFull { firstBin += 1 }
        bins.append(height)
      } else {
        bins[bins.count - 1] = max(bins[bins.count - 1], height)
      }
    }
  }

  /// A gap: nothing is carried over but the beats' height.
  mutating func restart() {
    high.settle(at: 0)
    low.settle(at: 0)
    origin = nil
    bins.removeAll()
  }

  mutating func note(_ beat: Beat) {
    let bin = beat.sample / binLength
    let height = max(tallest(from: bin, to: bin + 1) ?? 0, 0)
    if height > 0 { heights.append(height) }
  }

  /// Nothing between two beats looks like a third; `false`, too, where that is not known.
  mutating func isQuiet(from: Double, to: Double) -> Bool {
    guard heights.count >= 3 else { return false }
    let first = Int(from) + rate.samples(in: Self.afterBeatSeconds)
    let last = Int(to) - rate.samples(in: Self.beforeBeatSeconds)
    guard last > first, let tallest = tallest(from: first / binLength + 1, to: last / binLength - 1) else {
      return true
    }
    let count = heights.count
    for index in 0..<count { scratch[index] = heights[index] }
    scratch[0..<count].sort()
    return tallest < Self.quietShare * scratch[count / 2]
  }

  private func tallest(from: Int, to: Int) -> Float? {
    guard from >= firstBin, from <= to else { return nil }
    var tallest: Float?
    for bin in from...to where bin - firstBin < bins.count { tallest = max(tallest ?? 0, bins[bin - firstBin]) }
    return tallest
  }
}
