/// A second opinion on a hole between beats: was there anything as tall as a QRS complex that the detector passed over?
///
/// The largest deflection of the QRS band in each tenth of a second, held against the same at the last beats. A pause,
/// and a very slow rate, count only where the hole is quiet; a pause, only where it is level, too: an electrode that
/// lets go lifts the baseline, which then sinks back over seconds without a beat in it. Delay: one bin.
struct ComplexWitness {
  /// The QRS band, in hertz (M. Elgendi et al., Biosignals 2010, 428): wide complexes show in it, too.
  private static let bandHertz = (8.0, 20.0)
  /// Length of a bin, in seconds.
  private static let binSeconds = 0.1
  /// Bins kept: more than the longest hole asked about.
  private static let binCount = 256
  /// Beats whose height is remembered, and how few will do.
  private static let beatCount = 8
  private static let fewestBeats = 3
  /// Quiet stays below this share of the beats' median height. P and T waves have a tenth to a fifth in this band.
  private static let quietShare: Float = 0.4
  /// Level means that the signal moves by less than this share of the beats' height from peak to peak.
  private static let levelShare: Float = 0.6
  /// A hole begins this long after its first beat, past the T wave, in seconds …
  private static let afterBeatSeconds = 0.45
  /// … and ends this long before its last, before the QRS complex begins.
  private static let beforeBeatSeconds = 0.15

  private let rate: SampleRate
  private let binLength: Int
  private var high: Biquad
  private var low: Biquad
  private var origin: Float?
  private var bins: RingWindow<Bin>
  private var firstBin = 0
  private var beats = RingWindow<Bin>(capacity: Self.beatCount, blank: Bin())
  private var scratch = [Float](repeating: 0, count: Self.beatCount)

  init(rate: SampleRate) {
    self.rate = rate
    binLength = max(1, rate.samples(in: Self.binSeconds))
    high = .highPass(hertz: Self.bandHertz.0, rate: rate.hertz)
    low = .lowPass(hertz: Self.bandHertz.1, rate: rate.hertz)
    bins = RingWindow(capacity: Self.binCount, blank: Bin())
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
        bins.append(Bin(height: height, lowest: value, highest: value))
      } else {
        bins[bins.count - 1].widen(Bin(height: height, lowest: value, highest: value))
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
    // The complex may straddle bins.
    if let seen = overall(from: bin - 1, to: bin + 1), seen.height > 0 { beats.append(seen) }
  }

  /// Nothing between two beats looks like a third; `false`, too, where that is not known.
  mutating func isQuiet(from: Double, to: Double) -> Bool {
    guard beats.count >= Self.fewestBeats else { return false }
    guard let hole = hole(from: from, to: to) else { return true }
    return hole.height < Self.quietShare * median(\.height)
  }

  /// The baseline stays where it is between two beats; `false`, too, where that is not known.
  mutating func isLevel(from: Double, to: Double) -> Bool {
    guard beats.count >= Self.fewestBeats else { return false }
    guard let hole = hole(from: from, to: to) else { return true }
    return hole.range < Self.levelShare * median(\.range)
  }

  private func hole(from: Double, to: Double) -> Bin? {
    let first = Int(from) + rate.samples(in: Self.afterBeatSeconds)
    let last = Int(to) - rate.samples(in: Self.beforeBeatSeconds)
    return last > first ? overall(from: first / binLength + 1, to: last / binLength - 1) : nil
  }

  private mutating func median(_ feature: (Bin) -> Float) -> Float {
    let count = beats.count
    for index in 0..<count { scratch[index] = feature(beats[index]) }
    return scratch.upperMedianOfPrefix(count)
  }

  private func overall(from: Int, to: Int) -> Bin? {
    guard from >= firstBin, from <= to else { return nil }
    var all: Bin?
    for bin in from...to where bin - firstBin < bins.count {
      all?.widen(bins[bin - firstBin])
      all = all ?? bins[bin - firstBin]
    }
    return all
  }

  /// What was seen in one bin, or several.
  private struct Bin: Sendable {
    /// Largest rectified deflection in the QRS band.
    var height: Float = 0
    /// Extremes of the signal as it came.
    var lowest: Float = 0
    var highest: Float = 0

    var range: Float { highest - lowest }

    mutating func widen(_ other: Bin) {
      height = max(height, other.height)
      lowest = min(lowest, other.lowest)
      highest = max(highest, other.highest)
    }
  }
}
