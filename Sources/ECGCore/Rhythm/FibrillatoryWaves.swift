import Glibc

/// Waves in place of complexes: ventricular fibrillation, or flutter.
///
/// Source: the VF filter of S. Kuo, R. Dillman, Computers in Cardiology 5 (1978) 347: a signal held against itself half a
/// mean period before cancels where it is one slow sine, and does not where it has complexes; leakage below 0.625 is
/// fibrillation (A. Amann et al., BioMed. Eng. OnLine 4 (2005) 60, who measure it over 8 s). Deviations: over 3 s, once a
/// second, twice in a row, so that it is told within 5 s; between Kuo's two limits (docs/rhythm.md); once told it goes on up to his upper
/// one; the mean period must be that of 2.5 to 9 Hz, and the waves no smaller than fibrillation's, so that a flat line with hum is
/// none; seconds that are not fit are no evidence, but for *poor*, which waves are to a judge that looks for complexes. Delay: 3 to
/// 5 s from the onset.
struct FibrillatoryWaves {
  /// Signal looked at, in seconds.
  private static let windowSeconds = 3.0
  /// The band, in hertz (Amann 2005: 1 … 30 Hz).
  private static let bandHertz = (1.0, 30.0)
  /// Rate at which it is looked at, in hertz: the band's twice.
  private static let hertz = 62.5
  /// Leakage below which it is a wave, and below which it still is one (Kuo 1978: 0.406 … 0.625 by size).
  private static let leakage = 0.48
  private static let leakageOnward = 0.6
  /// The waves' mean period, in seconds: 9 to 2.5 Hz, or 540 to 150 a minute.
  private static let period = 0.11...0.4
  /// Smallest wave that is one, as mean size in millivolts.
  private static let smallest = 0.08

  private let step: Double
  private var low: Biquad
  private var high: Biquad
  private var origin: Float?
  private var values: RingWindow<Float>
  private var phase = 0.0

  init(rate: SampleRate) {
    step = rate.hertz / Self.hertz
    high = .highPass(hertz: Self.bandHertz.0, rate: rate.hertz)
    low = .lowPass(hertz: min(Self.bandHertz.1, 0.4 * rate.hertz), rate: rate.hertz)
    values = RingWindow(capacity: Int(Self.windowSeconds * Self.hertz), blank: 0)
  }

  /// Takes the samples of `block` in `range`, in order.
  mutating func take(_ block: SampleBlock, _ range: Range<Int>) {
    for index in range {
      let value = block.millivolts[index - block.start]
      let first = origin ?? value
      origin = first
      let filtered = low.next(high.next(Double(value - first)))
      phase += 1
      if phase >= step {
        phase -= step
        values.append(Float(filtered))
      }
    }
  }

  /// A gap.
  mutating func restart() {
    low.settle(at: 0)
    high.settle(at: 0)
    origin = nil
    values.removeAll()
    phase = 0
  }

  /// How wave-like the last seconds are: 1 − leakage, where the period and the size are those of fibrillation; else `nil`.
  ///
  /// - Parameter goesOn: the seconds before were waves, and have been told.
  func wave(goesOn: Bool) -> Double? {
    guard values.isFull else { return nil }
    let n = values.count
    var size = 0.0
    var movement = 0.0
    for k in 1..<n {
      size += Double(abs(values[k]))
      movement += Double(abs(values[k] - values[k - 1]))
    }
    guard movement > 0, size / Double(n) > Self.smallest else { return nil }
    let period = 2 * Double.pi * size / movement
    guard Self.period.contains(period / Self.hertz) else { return nil }
    let half = max(1, Int((period / 2).rounded()))
    var remains = 0.0
    var whole = 0.0
    for k in half..<n {
      remains += Double(abs(values[k] + values[k - half]))
      whole += Double(abs(values[k]) + abs(values[k - half]))
    }
    guard whole > 0 else { return nil }
    let leakage = remains / whole
    return leakage < (goesOn ? Self.leakageOnward : Self.leakage) ? 1 - leakage : nil
  }
}
