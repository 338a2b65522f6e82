import Glibc
import Testing

@testable import ECGCore

/// A sine in must be the same sine out, at the same times.
struct PolyphaseResamplerTests {
  static func resampled(_ input: [Float], from rate: Double, to output: Double) -> [Float] {
    let resampler = PolyphaseResampler(from: rate, to: output)
    var padded = input
    padded.append(contentsOf: [Float](repeating: 0, count: resampler.taps))
    var result: [Float] = []
    var k = 0
    while true {
      let (centre, phase) = resampler.place(of: k)
      k += 1
      if centre + resampler.halfWidth >= input.count { return result }
      if centre < resampler.halfWidth {
        result.append(0)
        continue
      }
      padded.withUnsafeBufferPointer { samples in
        guard let base = samples.baseAddress else { return }
        result.append(resampler.output(at: base + (centre - resampler.halfWidth), phase: phase))
      }
    }
  }

  @Test(arguments: [100.0, 128, 200, 250, 257.3, 360, 500, 1000])
  func sinesKeepTheirTimeAndSize(rate: Double) {
    for hertz in [2.0, 10, 20] {
      let input = (0..<Int(rate * 4)).map { Float(sin(2 * Double.pi * hertz * Double($0) / rate)) }
      let output = Self.resampled(input, from: rate, to: 125)
      // Fit a·sin + b·cos over the middle two seconds: a is the size, b the error in time.
      var sine = 0.0
      var cosine = 0.0
      for k in 125..<375 {
        let angle = 2 * Double.pi * hertz * Double(k) / 125
        sine += Double(output[k]) * sin(angle) / 125
        cosine += Double(output[k]) * cos(angle) / 125
      }
      #expect(sine > 0.84 && sine < 1.08, "\(hertz) Hz at \(rate) Hz: \(sine)")
      // 0.2 ms
      #expect(abs(cosine / sine) < 2 * Double.pi * hertz * 0.0002, "\(hertz) Hz at \(rate) Hz: \(cosine)")
    }
  }

  @Test(arguments: [100.0, 250, 360, 1000])
  func aConstantStaysItself(rate: Double) {
    let output = Self.resampled([Float](repeating: 2, count: Int(rate)), from: rate, to: 125)
    for value in output[30..<90] { #expect(abs(value - 2) < 1e-5) }
  }

  @Test func muscleNoiseAboveTheBandIsKeptOut() {
    // 110 Hz would fold onto 15 Hz, the middle of the QRS band.
    let input = (0..<2000).map { Float(sin(2 * Double.pi * 110 * Double($0) / 500)) }
    let output = Self.resampled(input, from: 500, to: 125)
    #expect((output[50..<400].max() ?? 1) < 0.03)
  }
}
