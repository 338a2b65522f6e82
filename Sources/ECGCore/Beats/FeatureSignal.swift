/// The signal at the fixed feature rate and its QRS envelope, with enough history to look back on.
///
/// Delay: the envelope stands `envelopeReach` feature samples (72 ms) behind the newest value.
struct FeatureSignal {
  /// Samples per second of everything behind the resampler: 125 Hz holds 0–45 Hz, and divides 250, 500 and 1000.
  static let rate = 125.0
  /// Half length of the envelope's wavelet: 72 ms, three standard deviations.
  static let envelopeReach = 9
  /// History kept, in feature samples: 4 s.
  static let history = 512
  private static let capacity = 4096
  /// Room behind the newest value that vector reads may touch.
  private static let margin = 80
  /// Low-band amplitude is read this often: every 96 ms, twenty readings in two seconds.
  private static let unrestStep = 12
  private static let unrestReadings = 20

  /// QRS energy is greatest at 10–15 Hz (N. V. Thakor et al., IEEE TBME 31:702 (1984)); the upper end keeps clear of
  /// T waves and motion.
  private let wavelet = QRSWavelet(hertz: 15, spread: 0.024, reach: envelopeReach, rate: rate)
  /// P and T waves and motion: 5 Hz.
  private let lowBand = QRSWavelet(hertz: 5, spread: 0.050, reach: 15, rate: rate)
  private var values = [Float](repeating: 0, count: capacity + margin)
  private var powers = [Float](repeating: 0, count: capacity + margin)
  private var restless = [Float](repeating: 0, count: unrestReadings)
  /// Values stepped over; index `count − 1` is the newest.
  private var count = Self.history
  /// Values there: what a block brought is filtered together and then stepped over one by one.
  private var filled = Self.history
  /// Feature index of the newest value.
  private(set) var newest = -1

  /// Forgets everything: the past is a constant.
  mutating func reset() {
    for k in 0..<values.count {
      values[k] = 0
      powers[k] = 0
    }
    for k in 0..<restless.count { restless[k] = 0 }
    count = Self.history
    filled = Self.history
    newest = -1
  }

  /// Takes in as many of the outputs from `first` on as `raw` holds the samples for, and says how many.
  mutating func fill(from raw: RawHistory, by resampler: PolyphaseResampler, first: Int) -> Int {
    if filled == Self.capacity { compact() }
    let room = Self.capacity - filled
    let at = filled
    var taken = 0
    values.withUnsafeMutableBufferPointer { values in
      guard let values = values.baseAddress else { return }
      raw.withWindow(from: 0) { samples in
        while taken < room {
          let (centre, phase) = resampler.place(of: first + taken)
          guard centre + resampler.halfWidth < raw.end else { break }
          values[at + taken] = resampler.output(at: samples + (centre - resampler.halfWidth), phase: phase)
          taken += 1
        }
      }
      powers.withUnsafeMutableBufferPointer { powers in
        guard let powers = powers.baseAddress else { return }
        wavelet.runPower(
          at: UnsafePointer(values) + (at - 2 * Self.envelopeReach), count: taken,
          power: powers + (at - Self.envelopeReach))
      }
    }
    filled += taken
    return taken
  }

  /// Goes on by one value; the feature index of an envelope peak where one has just become certain: the greatest value
  /// within `reach` of it.
  @inline(__always)
  mutating func step(reach: Int) -> Int? {
    newest += 1
    if newest % Self.unrestStep == 0 {
      let low = values.withUnsafeBufferPointer { values in
        values.baseAddress.map { lowBand.power(at: $0 + (count - 2 * lowBand.reach)) } ?? 0
      }
      restless[newest / Self.unrestStep % Self.unrestReadings] = low.squareRoot()
    }
    count += 1
    return powers.withUnsafeBufferPointer { powers in
      let middle = count - 1 - Self.envelopeReach - reach
      let value = powers[middle]
      guard value > powers[middle - 1], value >= powers[middle + 1] else { return nil }
      for k in 2...reach where powers[middle - k] >= value || powers[middle + k] > value { return nil }
      return newest - Self.envelopeReach - reach
    }
  }

  /// Mean low-band amplitude of the last two seconds: T waves at rest, more in motion.
  var unrest: Float {
    var sum: Float = 0
    for value in restless { sum += value }
    return sum / Float(Self.unrestReadings)
  }

  /// Values and powers, and the feature index of their first element.
  @inline(__always)
  func withWindows<Result>(_ body: (UnsafePointer<Float>, UnsafePointer<Float>, Int) -> Result) -> Result {
    values.withUnsafeBufferPointer { values in
      powers.withUnsafeBufferPointer { powers in
        body(values.baseAddress.unsafelyUnwrapped, powers.baseAddress.unsafelyUnwrapped, newest + 1 - count)
      }
    }
  }

  private mutating func compact() {
    let drop = count - Self.history
    for k in 0..<Self.history {
      values[k] = values[k + drop]
      powers[k] = powers[k + drop]
    }
    for k in Self.history..<values.count {
      values[k] = 0
      powers[k] = 0
    }
    count = Self.history
    filled = Self.history
  }
}
