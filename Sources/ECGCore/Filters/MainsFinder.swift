import Glibc

/// Finds mains hum in the signal and says at which frequency.
///
/// Source: complex demodulation with the frequency from the phase advance between windows (S. A. Tretter, IEEE Trans.
/// Inf. Theory 31:832 (1985); the lag-one autocorrelation of W. C. Lee's pulse-pair estimator). Hum keeps its phase from
/// window to window, QRS complexes do not: the coherence tells them apart at any gain. Deviations: both nominal
/// frequencies are watched at once; Hann windows of half a second, back to back.
/// Delay: the verdict is renewed every half second, from the last four seconds.
struct MainsFinder {
  /// The world's two mains frequencies in hertz.
  static let nominal = [50.0, 60.0]
  /// Half a second resolves ±1 Hz without ambiguity: networks and cheap sample clocks stay within it.
  static let windowSeconds = 0.5
  /// Weight of a new window: an exponential memory of eight windows, 4 s.
  static let forgetting = 1.0 / 8
  /// Windows seen before the first verdict: 2 s.
  static let settling = 4
  /// Hum is found above the first coherence and lost below the second. Eight random phases reach 0.75 in 1 % of cases.
  static let found = 0.85
  static let lost = 0.5
  /// The newest window must hold this share of the mean power, or the hum has ceased.
  static let present = 0.1
  /// A line below this amplitude, in millivolts, is under the AD8232's own noise (14 µV peak to peak) and left alone.
  static let leastMillivolts = 0.005

  private struct Line {
    var hertz: Double
    var step: (real: Double, imaginary: Double)
    var phasor: (real: Double, imaginary: Double) = (1, 0)
    var sum: (real: Double, imaginary: Double) = (0, 0)
    var last: (real: Double, imaginary: Double) = (0, 0)
    var advance: (real: Double, imaginary: Double) = (0, 0)
    var power = 0.0
  }

  private let rate: Double
  private let length: Int
  private let window: [Double]
  private var lines: [Line]
  private var filled = 0
  private var windows = 0
  /// The hum's frequency in hertz; `nil` where there is none.
  private(set) var hertz: Double?

  init(rate: Double) {
    self.rate = rate
    let length = max(8, Int((Self.windowSeconds * rate).rounded()))
    self.length = length
    window = (0..<length).map { (1 - cos(2 * Double.pi * (Double($0) + 0.5) / Double(length))) * 2 / Double(length) }
    // Near the Nyquist frequency a line cannot be told from its mirror; the low-pass takes it there.
    lines = Self.nominal.filter { $0 < 0.45 * rate }.map { hertz in
      let angle = 2 * Double.pi * hertz / rate
      return Line(hertz: hertz, step: (cos(angle), -sin(angle)))
    }
  }

  /// Forgets all but the frequency: the room's mains are the same behind a gap.
  mutating func reset() {
    filled = 0
    windows = 0
    for k in lines.indices { lines[k] = Line(hertz: lines[k].hertz, step: lines[k].step) }
  }

  /// Takes a sample without its baseline; `true` where a window was completed and the verdict renewed.
  mutating func next(_ value: Double) -> Bool {
    let weighted = value * window[filled]
    for k in lines.indices {
      let phasor = lines[k].phasor
      let step = lines[k].step
      lines[k].sum.real += weighted * phasor.real
      lines[k].sum.imaginary += weighted * phasor.imaginary
      lines[k].phasor = (
        phasor.real * step.real - phasor.imaginary * step.imaginary,
        phasor.real * step.imaginary + phasor.imaginary * step.real
      )
    }
    filled += 1
    guard filled == length else { return false }
    filled = 0
    windows += 1
    judge()
    return true
  }

  private mutating func judge() {
    let seconds = Double(length) / rate
    var best: (coherence: Double, amplitude: Double, hertz: Double) = (0, 0, 0)
    for k in lines.indices {
      let now = lines[k].sum
      let last = lines[k].last
      let weight = max(Self.forgetting, 1 / Double(windows))
      if windows > 1 {
        let real = now.real * last.real + now.imaginary * last.imaginary
        let imaginary = now.imaginary * last.real - now.real * last.imaginary
        lines[k].advance.real += weight * (real - lines[k].advance.real)
        lines[k].advance.imaginary += weight * (imaginary - lines[k].advance.imaginary)
        let power =
          (now.real * now.real + now.imaginary * now.imaginary + last.real * last.real
            + last.imaginary * last.imaginary) / 2
        lines[k].power += weight * (power - lines[k].power)
      }
      // The phasor is renewed from the angle itself, so that rounding does not add up over a day.
      let turned = hypot(lines[k].phasor.real, lines[k].phasor.imaginary)
      lines[k].phasor = (lines[k].phasor.real / turned, lines[k].phasor.imaginary / turned)
      lines[k].last = now
      lines[k].sum = (0, 0)
      guard now.real * now.real + now.imaginary * now.imaginary > Self.present * lines[k].power else { continue }
      let coherence = hypot(lines[k].advance.real, lines[k].advance.imaginary) / lines[k].power
      let amplitude = lines[k].power.squareRoot()
      let offset = atan2(lines[k].advance.imaginary, lines[k].advance.real) / (2 * Double.pi * seconds)
      if coherence * amplitude > best.coherence * best.amplitude {
        best = (coherence, amplitude, lines[k].hertz + offset)
      }
    }
    guard windows >= Self.settling else { return }
    let limit = hertz == nil ? Self.found : Self.lost
    hertz = best.coherence >= limit && best.amplitude >= Self.leastMillivolts ? best.hertz : nil
  }
}
