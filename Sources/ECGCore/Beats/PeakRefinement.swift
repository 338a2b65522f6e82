/// Finds the R peak, between samples, near a candidate.
///
/// Source: a parabola by least squares through the samples about the extremum (a Savitzky–Golay fit; A. Savitzky,
/// M. J. E. Golay, Anal. Chem. 36:1627 (1964)); the peak is the largest deflection from the local baseline. No delay.
struct PeakRefinement {
  /// The R peak lies this near the middle of the complex's energy: half of a wide QRS (160 ms).
  static let searchSeconds = 0.080
  /// Half width of the parabola: about the standard deviation of a narrow R wave.
  static let fitSeconds = 0.010
  /// Where the local baseline is read: just outside the search window.
  static let flankSeconds = 0.030

  let search: Int
  let flank: Int
  let fit: Int

  init(rate: Double) {
    search = Int((Self.searchSeconds * rate).rounded())
    flank = max(1, Int((Self.flankSeconds * rate).rounded()))
    fit = max(1, Int((Self.fitSeconds * rate).rounded(.down)))
  }

  struct Peak {
    var offset: Double
    var amplitude: Float
  }

  /// Samples needed on either side of `middle`.
  var reach: Int { search + flank }

  func peak(around middle: UnsafePointer<Float>) -> Peak {
    var before: Float = 0
    var after: Float = 0
    for k in 1...flank {
      before += middle[-search - k]
      after += middle[search + k]
    }
    let baseline = (before + after) / Float(2 * flank)
    var best = 0
    var height: Float = 0
    for k in -search...search {
      let deviation = middle[k] - baseline
      if abs(deviation) > abs(height) {
        height = deviation
        best = k
      }
    }
    // Least squares for a + b·k + c·k² over −fit…fit: b and c from the orthogonal polynomials.
    let n = Float(fit)
    let points = 2 * n + 1
    let second = n * (n + 1) * points / 3
    let fourth = second * (3 * n * n + 3 * n - 1) / 5
    var sum: Float = 0
    var first: Float = 0
    var square: Float = 0
    for k in -fit...fit {
      let value = middle[best + k] - baseline
      sum += value
      first += Float(k) * value
      square += Float(k * k) * value
    }
    let slope = first / second
    let curve = (square - sum * second / points) / (fourth - second * second / points)
    var offset: Float = 0
    if curve * height < 0 { offset = min(max(-slope / (2 * curve), -n), n) }
    return Peak(offset: Double(best) + Double(offset), amplitude: height)
  }
}
