/// The signal at the fixed feature rate and its QRS envelope, with enough history to look back on.
struct FeatureSignal {
  /// Samples per second of everything behind the resampler: 125 Hz holds 0–45 Hz, and divides 250, 500 and 1000.
  static let rate = 125.0
  /// Half length of the envelope's wavelet: 88 ms.
  static let envelopeReach = 11
  /// History kept, in feature samples: 4 s.
  static let history = 512
  private static let capacity = 4096
  /// Room behind the newest value that vector reads may touch.
  private static let margin = 16

  /// QRS energy is greatest at 10–15 Hz (N. V. Thakor et al., IEEE TBME 31:702 (1984)).
  private let wavelet = QRSWavelet(hertz: 12, spread: 0.028, reach: envelopeReach, rate: rate)
  private var values = [Float](repeating: 0, count: capacity + margin)
  private var powers = [Float](repeating: 0, count: capacity + margin)
  /// Values held; index `count − 1` is the newest.
  private var count = Self.history
  /// Feature index of the newest value.
  private(set) var newest = -1

  /// Forgets everything: the past is a constant.
  mutating func reset() {
    for k in 0..<(Self.capacity + Self.margin) {
      values[k] = 0
      powers[k] = 0
    }
    count = Self.history
    newest = -1
  }

  /// Takes the next value; gives the newest envelope power known, which stands `envelopeReach` behind.
  @inline(__always)
  mutating func append(_ value: Float) {
    if count == Self.capacity { compact() }
    let wavelet = wavelet
    let at = count
    values.withUnsafeMutableBufferPointer { values in
      values[at] = value
      let first = UnsafePointer(values.baseAddress.unsafelyUnwrapped) + (at - 2 * Self.envelopeReach)
      let power = wavelet.power(at: first)
      powers.withUnsafeMutableBufferPointer { $0[at - Self.envelopeReach] = power }
    }
    count += 1
    newest += 1
  }

  /// The feature index whose envelope is the greatest within `reach` of it and for which all of that is now known.
  @inline(__always)
  func peak(reach: Int) -> Int? {
    powers.withUnsafeBufferPointer { powers in
      let middle = count - 1 - Self.envelopeReach - reach
      let value = powers[middle]
      guard value > powers[middle - 1], value >= powers[middle + 1] else { return nil }
      for k in 2...reach where powers[middle - k] >= value || powers[middle + k] > value { return nil }
      return newest - Self.envelopeReach - reach
    }
  }

  /// Values and powers, and the feature index of their first element.
  @inline(__always)
  func withWindows<Result>(
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>, Int) -> Result
  ) -> Result {
    values.withUnsafeBufferPointer { values in
      powers.withUnsafeBufferPointer { powers in
        body(
          values.baseAddress.unsafelyUnwrapped, powers.baseAddress.unsafelyUnwrapped, newest + 1 - count)
      }
    }
  }

  private mutating func compact() {
    let drop = count - Self.history
    for k in 0..<Self.history {
      values[k] = values[k + drop]
      powers[k] = powers[k + drop]
    }
    for k in Self.history..<(Self.capacity + Self.margin) {
      values[k] = 0
      powers[k] = 0
    }
    count = Self.history
  }
}
