import Glibc

/// One second-order section, in transposed direct form II.
///
/// Source: R. Bristow-Johnson, *Cookbook formulae for audio EQ biquad filter coefficients* (bilinear transform with
/// prewarping). Deviation: the state is held in double precision, because a 0.5-Hz pole at 1 kHz is out of reach of
/// single. Delay: as the design says; none is added here.
struct Biquad {
  private(set) var b0: Double
  private(set) var b1: Double
  private(set) var b2: Double
  private(set) var a1: Double
  private(set) var a2: Double
  private var first = 0.0
  private var second = 0.0

  /// Q of a second-order Butterworth section, 1/√2: no overshoot in magnitude.
  static let butterworth = 0.7071067811865476

  static func lowPass(hertz: Double, rate: Double) -> Biquad {
    let (cosine, alpha) = angles(hertz, rate)
    return Biquad((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha)
  }

  static func highPass(hertz: Double, rate: Double) -> Biquad {
    let (cosine, alpha) = angles(hertz, rate)
    return Biquad((1 + cosine) / 2, -1 - cosine, (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha)
  }

  /// Takes one frequency out: exactly `bandwidth` hertz between the −3 dB points.
  static func notch(hertz: Double, bandwidth: Double, rate: Double) -> Biquad {
    let cosine = cos(2 * Double.pi * hertz / rate)
    let alpha = tan(Double.pi * bandwidth / rate)
    return Biquad(1, -2 * cosine, 1, 1 + alpha, -2 * cosine, 1 - alpha)
  }

  private static func angles(_ hertz: Double, _ rate: Double) -> (Double, Double) {
    let angle = 2 * Double.pi * hertz / rate
    return (cos(angle), sin(angle) / (2 * butterworth))
  }

  private init(_ b0: Double, _ b1: Double, _ b2: Double, _ a0: Double, _ a1: Double, _ a2: Double) {
    self.b0 = b0 / a0
    self.b1 = b1 / a0
    self.b2 = b2 / a0
    self.a1 = a1 / a0
    self.a2 = a2 / a0
  }

  @inline(__always)
  mutating func next(_ input: Double) -> Double {
    let output = b0 * input + first
    first = b1 * input - a1 * output + second
    second = b2 * input - a2 * output
    return output
  }

  /// As if `value` had stood at the input for ever.
  mutating func settle(at value: Double) {
    let output = value * (b0 + b1 + b2) / (1 + a1 + a2)
    second = b2 * value - a2 * output
    first = b1 * value - a1 * output + second
  }

  /// Another design, going on from the same state.
  mutating func retune(_ other: Biquad) {
    b0 = other.b0
    b1 = other.b1
    b2 = other.b2
    a1 = other.a1
    a2 = other.a2
  }

  /// Group delay in samples at a frequency: −dφ/dω of numerator less denominator (J. O. Smith, *Introduction to
  /// Digital Filters*, 2007, "Numerical computation of group delay").
  func groupDelay(hertz: Double, rate: Double) -> Double {
    func part(_ c0: Double, _ c1: Double, _ c2: Double) -> Double {
      let w = 2 * Double.pi * hertz / rate
      let real = c0 + c1 * cos(w) + c2 * cos(2 * w)
      let imaginary = -(c1 * sin(w) + c2 * sin(2 * w))
      let rampReal = c1 * cos(w) + 2 * c2 * cos(2 * w)
      let rampImaginary = -(c1 * sin(w) + 2 * c2 * sin(2 * w))
      return (rampReal * real + rampImaginary * imaginary) / (real * real + imaginary * imaginary)
    }
    return part(b0, b1, b2) - part(1, a1, a2)
  }
}
