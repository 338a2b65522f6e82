import Glibc

/// An evenly spaced series as what its own past foretells, and a rest.
///
/// Burg's method (J. P. Burg, 37th Meeting of the Society of Exploration Geophysicists, 1967): reflection coefficients
/// that make forward and backward errors least; the model is always stable. The density is that of the model, not of its
/// poles one by one.
struct AutoregressiveModel {
  /// 1, a₁ … a_order of x[t] + Σ a_k·x[t−k] = e[t].
  private(set) var coefficients: [Double] = [1]
  /// Variance of e.
  private(set) var variance: Double

  /// `nil` where the series is shorter than three times the order, or does not move.
  init?(_ values: [Double], order: Int) {
    variance = values.reduce(0) { $0 + $1 * $1 } / Double(max(values.count, 1))
    guard order > 0, values.count > 3 * order, variance > 0 else { return nil }
    var forward = values
    var backward = values
    for stage in 1...order {
      var (cross, power) = (0.0, 0.0)
      forward.withUnsafeBufferPointer { forward in
        backward.withUnsafeBufferPointer { backward in
          for t in stage..<forward.count {
            cross += forward[t] * backward[t - 1]
            power += forward[t] * forward[t] + backward[t - 1] * backward[t - 1]
          }
        }
      }
      guard power > 0 else { return nil }
      let reflection = -2 * cross / power
      for t in stride(from: values.count - 1, through: stage, by: -1) {
        let (f, b) = (forward[t], backward[t - 1])
        forward[t] = f + reflection * b
        backward[t] = b + reflection * f
      }
      var next = coefficients + [0]
      for k in 1...stage { next[k] += reflection * (stage - k < coefficients.count ? coefficients[stage - k] : 0) }
      coefficients = next
      variance *= 1 - reflection * reflection
    }
  }

  /// One-sided density at the frequencies from 0 on by `step`, of a series at `hertz`.
  func density(hertz: Double, step: Double, count: Int) -> [Double] {
    (0..<count).map { index in
      let turn = 2 * Double.pi * Double(index) * step / hertz
      let (c, s) = (cos(turn), -sin(turn))
      // Horner in e^(−iω).
      var (re, im) = (0.0, 0.0)
      for coefficient in coefficients.reversed() {
        (re, im) = (re * c - im * s + coefficient, re * s + im * c)
      }
      return 2 * variance / hertz / (re * re + im * im)
    }
  }
}
