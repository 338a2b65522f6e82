import Glibc

/// A complex Gabor wavelet: its magnitude is the energy near one frequency, whatever the polarity and shape of the complex.
///
/// Source: S. Kadambe et al., *Wavelet transform-based QRS complex detector*, IEEE TBME 46:838 (1999), and the analytic
/// envelope of M.-E. Nygårds, L. Sörnmo, Med. Biol. Eng. Comput. 21:538 (1983). Deviations: one complex scale in place
/// of a dyadic bank; the real part's mean is taken off so that a constant offset gives exactly nothing.
/// Delay: `reach` samples; the magnitude stands at the middle.
struct QRSWavelet {
  /// Samples on either side.
  let reach: Int
  /// Even and odd parts, padded with zeros to whole SIMD8 vectors.
  private let even: [Float]
  private let odd: [Float]
  let taps: Int

  /// - Parameters:
  ///   - hertz: centre frequency.
  ///   - spread: standard deviation of the Gaussian in seconds.
  ///   - reach: half length in samples.
  ///   - rate: samples per second.
  init(hertz: Double, spread: Double, reach: Int, rate: Double) {
    self.reach = reach
    let length = 2 * reach + 1
    taps = (length + 7) / 8 * 8
    var window = [Double](repeating: 0, count: length)
    var even = window
    var odd = window
    for tap in 0..<length {
      let seconds = Double(tap - reach) / rate
      window[tap] = exp(-0.5 * (seconds / spread) * (seconds / spread))
      even[tap] = window[tap] * cos(2 * Double.pi * hertz * seconds)
      odd[tap] = window[tap] * sin(2 * Double.pi * hertz * seconds)
    }
    // No response to a constant: take the window's own share off the even part.
    let share = even.reduce(0, +) / window.reduce(0, +)
    for tap in 0..<length { even[tap] -= share * window[tap] }
    // A sine of amplitude 1 at the centre frequency gives magnitude 1.
    var gain = 0.0
    for tap in 0..<length { gain += even[tap] * cos(2 * Double.pi * hertz * Double(tap - reach) / rate) }
    self.even = (0..<taps).map { $0 < length ? Float(even[$0] / gain) : 0 }
    self.odd = (0..<taps).map { $0 < length ? Float(odd[$0] / gain) : 0 }
  }

  /// Squared magnitude; `first` points `reach` samples before the middle, and `taps` values are read.
  @inline(__always)
  func power(at first: UnsafePointer<Float>) -> Float {
    even.withUnsafeBufferPointer { even in
      odd.withUnsafeBufferPointer { odd in
        guard let even = even.baseAddress, let odd = odd.baseAddress else { return 0 }
        var real = SIMD8<Float>.zero
        var imaginary = SIMD8<Float>.zero
        var tap = 0
        while tap < taps {
          let value = Reduction.load(first + tap)
          real += value * Reduction.load(even + tap)
          imaginary += value * Reduction.load(odd + tap)
          tap += 8
        }
        let a = real.sum()
        let b = imaginary.sum()
        return a * a + b * b
      }
    }
  }

  /// Real part and magnitude at `count` middles in a row, the first of them `reach` samples behind `first`; eight at a
  /// time, so both outputs and the input need seven values of room.
  func run(
    at first: UnsafePointer<Float>, count: Int, real: UnsafeMutablePointer<Float>,
    amplitude: UnsafeMutablePointer<Float>
  ) {
    even.withUnsafeBufferPointer { even in
      odd.withUnsafeBufferPointer { odd in
        var k = 0
        while k < count {
          var a = SIMD8<Float>.zero
          var b = SIMD8<Float>.zero
          for tap in 0...(2 * reach) {
            let value = Reduction.load(first + (k + tap))
            a += even[tap] * value
            b += odd[tap] * value
          }
          Reduction.store(a, real + k)
          Reduction.store((a * a + b * b).squareRoot(), amplitude + k)
          k += 8
        }
      }
    }
  }

  /// Squared magnitude at `count` middles in a row, the first of them `reach` samples behind `first`; eight at a time, so
  /// both output and input need seven values of room. Each lane adds in the same order, whatever is beside it.
  @inline(__always)
  func runPower(at first: UnsafePointer<Float>, count: Int, power: UnsafeMutablePointer<Float>) {
    even.withUnsafeBufferPointer { even in
      odd.withUnsafeBufferPointer { odd in
        guard let even = even.baseAddress, let odd = odd.baseAddress else { return }
        var k = 0
        while k < count {
          // Even and odd symmetry: two samples share a coefficient.
          var a = even[reach] * Reduction.load(first + (k + reach))
          var b = SIMD8<Float>.zero
          for tap in 0..<reach {
            let near = Reduction.load(first + (k + tap))
            let far = Reduction.load(first + (k + 2 * reach - tap))
            a += even[tap] * (near + far)
            b += odd[tap] * (near - far)
          }
          Reduction.store(a * a + b * b, power + k)
          k += 8
        }
      }
    }
  }
}
