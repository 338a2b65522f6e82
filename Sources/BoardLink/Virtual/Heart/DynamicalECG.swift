import ECGCore
import Glibc

/// The ECG of a heart whose beats are given.
///
/// P. E. McSharry, G. D. Clifford, L. Tarassenko, L. A. Smith, IEEE Trans. Biomed. Eng. 50:289 (2003): a point runs round a
/// circle once a beat; each of P, Q, R, S, T pulls the third coordinate `z` up or down while the point passes its angle:
///
///     dz/dt = −Σ aᵢ Δθᵢ exp(−Δθᵢ² / 2bᵢ²) − (z − z₀(t)),  z₀ = 0.005 sin(2π f t), f the breath
///
/// Parameters are those of the authors' ECGSYN program. Deviations: the point starts on its limit cycle and so never
/// leaves it, and its angle is a closed form; what remains, `z`, is integrated by Runge and Kutta's fourth-order rule.
/// Angles and widths go with the square root of each interval where ECGSYN goes by the mean rate, so that R is equally
/// tall at any rate. Ventricular beats, which the paper has not, are wider, taller, without P, their T the other way.
///
/// R waves peak where the angle is 0; Q, S and the decay of `z` move the summit by less than 1 ms (3 ms where the beat is
/// ventricular).
struct DynamicalECG {
  private struct Wave {
    /// Radians at 60 beats a minute.
    var angle: Double
    var pull: Double
    var width: Double
    /// The angle goes with this power of the rate: ECGSYN's `hrfact`, its root for P and T.
    var power: Double
  }

  private static let degree = Double.pi / 180
  private static let normal = [
    Wave(angle: -70 * degree, pull: 1.2, width: 0.25, power: 0.25),
    Wave(angle: -15 * degree, pull: -5, width: 0.1, power: 0.5),
    Wave(angle: 0, pull: 30, width: 0.1, power: 0), Wave(angle: 15 * degree, pull: -7.5, width: 0.1, power: 0.5),
    Wave(angle: 100 * degree, pull: 0.75, width: 0.4, power: 0.25),
  ]
  private static let ventricular = [
    Wave(angle: 0, pull: 4.3, width: 0.3, power: 0), Wave(angle: 45 * degree, pull: -2.2, width: 0.2, power: 0.5),
    Wave(angle: 115 * degree, pull: -0.5, width: 0.45, power: 0.25),
  ]
  /// Height of R above what surrounds it, in the units of `z`: a b² / 2π of the wave R.
  private static let heightOfR = 30 * 0.1 * 0.1 / (2 * Double.pi)
  private static let breathing = 0.005
  /// Beyond so many widths a wave pulls by less than 1e-5 of its most.
  private static let reach = 5.0
  /// `z` forgets by half in 0.7 s: after so many seconds before the loop's end it stands as it will at its beginning.
  private static let warmUp = 12.0

  private let rhythm: HeartRhythm
  private let breathHertz: Double
  private let hasP: Bool

  init(_ rhythm: HeartRhythm, _ settings: HeartSettings) {
    self.rhythm = rhythm
    // A whole number of breaths a loop.
    breathHertz = max(1, (settings.breaths / 60 * rhythm.loop).rounded()) / rhythm.loop
    hasP = !settings.isFibrillating
  }

  /// One loop, in millivolts where a normal R is `height` tall.
  func millivolts(hertz: Double, height: Double) -> [Float] {
    let count = Int((rhythm.loop * hertz).rounded())
    guard count > 0, rhythm.beats.count > 1 else { return [] }
    let step = 1 / hertz
    let scale = height / Self.heightOfR
    var place = Place(rhythm)
    var z = 0.0
    var values = [Float](repeating: 0, count: count)
    let before = min(count, Int(Self.warmUp * hertz))
    var slope = drive(at: Double(-before) * step, &place)
    for index in (-before)..<count {
      if index >= 0 { values[index] = Float(z * scale) }
      let now = Double(index) * step
      let middle = drive(at: now + step / 2, &place)
      let end = drive(at: now + step, &place)
      let k1 = slope - z
      let k2 = middle - (z + step / 2 * k1)
      let k3 = middle - (z + step / 2 * k2)
      let k4 = end - (z + step * k3)
      z += step / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
      slope = end
    }
    return values
  }

  /// All of dz/dt but −z.
  private func drive(at seconds: Double, _ place: inout Place) -> Double {
    let (angle, interval, isVentricular) = place.phase(at: seconds)
    var sum = Self.breathing * sin(2 * .pi * breathHertz * seconds)
    let factor = 1 / sqrt(interval)
    for (index, wave) in (isVentricular ? Self.ventricular : Self.normal).enumerated() {
      if index == 0, !isVentricular, !hasP { continue }
      let width = wave.width * factor
      let off = angle - wave.angle * (wave.power == 0 ? 1 : pow(1 / interval, wave.power))
      guard abs(off) < Self.reach * width else { continue }
      sum -= wave.pull * off * exp(-off * off / (2 * width * width))
    }
    return sum
  }

  /// The interval that a moment lies in; moments come in order.
  private struct Place {
    private let beats: [HeartRhythm.TrueBeat]
    private let loop: Double
    /// The beat that opens the interval, counted on through the loops.
    private var number: Int

    init(_ rhythm: HeartRhythm) {
      beats = rhythm.beats
      loop = rhythm.loop
      number = -2 * rhythm.beats.count
    }

    private func beat(_ number: Int) -> (seconds: Double, isVentricular: Bool) {
      let round = Int((Double(number) / Double(beats.count)).rounded(.down))
      let beat = beats[number - round * beats.count]
      return (beat.seconds + Double(round) * loop, beat.label == .ventricular)
    }

    /// The angle from the nearest beat's R in −π … π, the interval, and whether that beat is ventricular.
    mutating func phase(at seconds: Double) -> (angle: Double, interval: Double, isVentricular: Bool) {
      while beat(number + 1).seconds <= seconds { number += 1 }
      let first = beat(number)
      let second = beat(number + 1)
      let interval = second.seconds - first.seconds
      let angle = 2 * .pi * (seconds - first.seconds) / interval
      return angle < .pi ? (angle, interval, first.isVentricular) : (angle - 2 * .pi, interval, second.isVentricular)
    }
  }
}
