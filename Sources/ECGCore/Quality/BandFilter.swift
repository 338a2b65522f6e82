import Glibc

/// One second-order section for the quality features, transposed direct form II.
///
/// Coefficients: R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients" (bilinear transform).
/// Deviation: none. Delay: that of a second-order section; features are taken over a whole second, so it does not count.
struct BandFilter {
  private let b0: Float
  private let b1: Float
  private let b2: Float
  private let a1: Float
  private let a2: Float
  private var z1: Float = 0
  private var z2: Float = 0

  enum Shape { case bandPass, highPass, lowPass, notch }

  /// `hertz` beyond what the rate carries is drawn in to 0.45 of it; a notch there passes everything.
  init(_ shape: Shape, hertz: Double, q: Double, rate: SampleRate) {
    let reachable = 0.45 * rate.hertz
    let omega = 2 * Double.pi * min(hertz, reachable) / rate.hertz
    let alpha = sin(omega) / (2 * q)
    let cosine = cos(omega)
    let scale = 1 / (1 + alpha)
    var numerator: (Double, Double, Double)
    switch shape {
    case .bandPass: numerator = (alpha, 0, -alpha)
    case .highPass: numerator = ((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2)
    case .lowPass: numerator = ((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2)
    case .notch: numerator = (1, -2 * cosine, 1)
    }
    if shape == .notch, hertz > reachable { numerator = (1 + alpha, -2 * cosine, 1 - alpha) }
    b0 = Float(numerator.0 * scale)
    b1 = Float(numerator.1 * scale)
    b2 = Float(numerator.2 * scale)
    a1 = Float(-2 * cosine * scale)
    a2 = Float((1 - alpha) * scale)
  }

  mutating func filter(_ x: Float) -> Float {
    let y = b0 * x + z1
    z1 = b1 * x - a1 * y + z2
    z2 = b2 * x - a2 * y
    return y
  }

  mutating func reset() {
    z1 = 0
    z2 = 0
  }
}
