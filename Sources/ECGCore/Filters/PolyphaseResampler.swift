import Glibc

/// Brings any sample rate to one fixed rate, so that everything behind it has one set of constants.
///
/// Source: R. E. Crochiere, L. R. Rabiner, *Multirate Digital Signal Processing*, 1983, ch. 4 (polyphase windowed-sinc
/// interpolation). Deviation: the fractional phase is rounded to 1/64 of an input sample (0.16 ms at 100 Hz), so any
/// ratio works with one table. Delay: `halfWidth` input samples; linear phase, so output *k* stands at exactly *k*·ratio.
struct PolyphaseResampler {
  /// Half the kernel's length: six zero crossings of a 45-Hz sinc are 67 ms; a Hann window of ±24 ms keeps the main lobe
  /// and passes 0–30 Hz within 1 dB, which is what QRS energy needs (Thakor 1984: 5–30 Hz).
  static let halfWidthSeconds = 0.024
  /// Pass band edge in hertz; below the mains lines, above the QRS band.
  static let cutoffHertz = 45.0
  static let phases = 64

  /// Input samples per output sample.
  let ratio: Double
  /// Input samples on either side that one output needs.
  let halfWidth: Int
  /// `phases` kernels of `taps` values, one after another.
  private let kernels: [Float]
  /// Kernel length, padded with zeros to whole SIMD8 vectors.
  let taps: Int

  init(from input: Double, to output: Double) {
    ratio = input / output
    let cutoff = min(Self.cutoffHertz, 0.45 * input)
    let reach = max(Self.halfWidthSeconds, 2.5 / input)
    halfWidth = Int((reach * input).rounded(.up))
    let length = 2 * halfWidth + 1
    taps = (length + 7) / 8 * 8
    var kernels = [Float](repeating: 0, count: Self.phases * taps)
    var row = [Double](repeating: 0, count: length)
    for phase in 0..<Self.phases {
      let fraction = Double(phase) / Double(Self.phases)
      var sum = 0.0
      for tap in 0..<length {
        let seconds = (Double(tap - halfWidth) - fraction) / input
        let relative = seconds / (reach + 1 / input)
        let window = abs(relative) < 1 ? 0.5 + 0.5 * cos(Double.pi * relative) : 0
        let angle = 2 * Double.pi * cutoff * seconds
        row[tap] = window * (angle == 0 ? 1 : sin(angle) / angle)
        sum += row[tap]
      }
      for tap in 0..<length { kernels[phase * taps + tap] = Float(row[tap] / sum) }
    }
    self.kernels = kernels
  }

  /// The input sample just at or before output `index`, and the phase between it and the next.
  @inline(__always)
  func place(of index: Int) -> (centre: Int, phase: Int) {
    let exact = Double(index) * ratio
    // Never negative, so that truncation is the floor, without a call into the maths library.
    let whole = Int(exact)
    let phase = Int((exact - Double(whole)) * Double(Self.phases) + 0.5)
    return phase == Self.phases ? (whole + 1, 0) : (whole, phase)
  }

  /// One output: `first` points at the input sample `halfWidth` before the centre; `taps` values are read.
  @inline(__always)
  func output(at first: UnsafePointer<Float>, phase: Int) -> Float {
    kernels.withUnsafeBufferPointer { kernels in
      guard let kernels = kernels.baseAddress else { return 0 }
      return Reduction.dot(first, kernels + phase * taps, octets: taps / 8)
    }
  }
}
