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

  /// Values that came in and were not yet stepped over.
  var isBehind: Bool { count < filled }

  /// Steps on, value by value, until the newest is `due`, or the values end, or an envelope peak has just become certain:
  /// the greatest value within `reach` of it, whose feature index is given.
  mutating func advance(until due: Int, reach: Int) -> Int? {
    var peak: Int?
    values.withUnsafeBufferPointer { values in
      powers.withUnsafeBufferPointer { powers in
        guard let values = values.baseAddress, let powers = powers.baseAddress else { return }
        repeat {
          newest += 1
          if newest % Self.unrestStep == 0 {
            let low = lowBand.power(at: values + (count - 2 * lowBand.reach)).squareRoot()
            restless[newest / Self.unrestStep % Self.unrestReadings] = low
          }
          count += 1
          let middle = powers + (count - 1 - Self.envelopeReach - reach)
          if middle[0] > middle[-1], middle[0] >= middle[1], Self.isGreatest(middle, reach) {
            peak = newest - Self.envelopeReach - reach
          }
        } while peak == nil && newest < due && count < filled
      }
    }
    return peak
  }

  @inline(__always)
  private static func isGreatest(_ middle: UnsafePointer<Float>, _ reach: Int) -> Bool {
    for k in 2...reach where middle[-k] >= middle[0] || middle[k] > middle[0] { return false }
    return true
  }

  /// Whether the envelope at `index` is below a share of the greatest known from `span` before it on.
  func isDwarfed(_ index: Int, share: Float, span: Int) -> Bool {
    withWindows { _, power, base in
      let middle = power + (index - base)
      let known = newest - Self.envelopeReach - index
      return middle[0] < share * share * Reduction.greatest(middle - span, span + known)
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
    // An array passed as a pointer is valid for the call, and never nil.
    body(values, powers, newest + 1 - count)
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
