import Glibc
import Testing

@testable import ECGCore

/// Responses against the closed forms of the bilinear transform.
struct BiquadTests {
  /// Amplitude of a settled sine through a filter, by correlation over whole periods.
  static func gain(of filter: Biquad, hertz: Double, rate: Double) -> Double {
    var filter = filter
    var real = 0.0
    var imaginary = 0.0
    let settle = Int(20 * rate)
    let count = Int(10 * rate)
    for k in 0..<(settle + count) {
      let angle = 2 * Double.pi * hertz * Double(k) / rate
      let output = filter.next(sin(angle))
      if k >= settle {
        real += output * sin(angle)
        imaginary += output * cos(angle)
      }
    }
    return 2 * hypot(real, imaginary) / Double(count)
  }

  @Test(arguments: [(40.0, 250.0), (0.5, 250.0), (0.5, 1000.0), (40.0, 125.0), (15.0, 360.0)])
  func butterworthMagnitude(edge: Double, rate: Double) {
    for hertz in [0.3, 0.5, 1.0, 5.0, 15.0, 30.0, 40.0, 50.0] where hertz < 0.45 * rate {
      let warped = tan(Double.pi * hertz / rate) / tan(Double.pi * edge / rate)
      let low = 1 / (1 + warped * warped * warped * warped).squareRoot()
      let high = warped * warped * low
      #expect(abs(Self.gain(of: .lowPass(hertz: edge, rate: rate), hertz: hertz, rate: rate) - low) < 2e-3)
      #expect(abs(Self.gain(of: .highPass(hertz: edge, rate: rate), hertz: hertz, rate: rate) - high) < 2e-3)
    }
  }

  @Test func notchTakesOneFrequencyAndSparesTheQRSBand() {
    let notch = Biquad.notch(hertz: 50, bandwidth: 2, rate: 250)
    #expect(Self.gain(of: notch, hertz: 50, rate: 250) < 1e-6)
    #expect(Self.gain(of: notch, hertz: 15, rate: 250) > 0.999)
    let edge = Self.gain(of: notch, hertz: 51, rate: 250)
    #expect(abs(edge - 0.5.squareRoot()) < 0.03)
  }

  @Test func groupDelayIsThePhaseSlope() {
    // A first-order-like check: the delay of a Butterworth low-pass at 0 Hz is 1/(√2·π·f) … in the analogue limit.
    let filter = Biquad.lowPass(hertz: 40, rate: 100_000)
    let seconds = filter.groupDelay(hertz: 0.01, rate: 100_000) / 100_000
    #expect(abs(seconds - 2.0.squareRoot() / (2 * Double.pi * 40)) < 1e-6)
  }

  @Test func settledFilterStandsStill() {
    var high = Biquad.highPass(hertz: 0.5, rate: 250)
    high.settle(at: 3)
    var low = Biquad.lowPass(hertz: 40, rate: 250)
    low.settle(at: 3)
    for _ in 0..<1000 {
      #expect(abs(high.next(3)) < 1e-9)
      #expect(abs(low.next(3) - 3) < 1e-9)
    }
  }
}
