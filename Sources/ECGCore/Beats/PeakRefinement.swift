/// Finds the R peak, between samples, near a candidate.
///
/// Source: a parabola by least squares through the samples about the extremum (A. Savitzky, M. J. E. Golay, Anal. Chem.
/// 36:1627 (1964)); the peak is the largest deflection from the local baseline, as annotators mark it.
/// Deviation: the baseline is the mean just outside the complex, before and behind. Delay: none of its own.
struct PeakRefinement {
  /// The R peak lies this near the middle of the complex's energy: half of a wide QRS (160 ms).
  static let searchSeconds = 0.080
  /// Half width of the parabola: about the standard deviation of a narrow R wave.
  static let fitSeconds = 0.010
  /// Where the local baseline is read: just outside the search window.
  static let flankSeconds = 0.030

  private let search: Int
  private let flank: Int
  private let fit: Int

  init(rate: Double) {
    search = Int((Self.searchSeconds * rate).rounded())
    flank = max(1, Int((Self.flankSeconds * rate).rounded()))
    fit = max(1, Int((Self.fitSeconds * rate).rounded(.down)))
  }

  struct Peak {
    /// From `middle`, in samples.
    var offset: Double
    /// Over the local baseline, in millivolts, signed.
    var amplitude: Float
  }

  /// Samples that are read on either side of the middle.
  var reach: Int { search + max(flank, fit) }

  func peak(around middle: UnsafePointer<Float>) -> Peak {
    let sides =
      Reduction.sum(middle - search - flank, flank) + Reduction.sum(middle + search + 1, flank)
    let baseline = sides / Float(2 * flank)
    let top = Reduction.greatest(middle - search, 2 * search + 1)
    let bottom = Reduction.least(middle - search, 2 * search + 1)
    let extremum = top - baseline > baseline - bottom ? top : bottom
    let height = extremum - baseline
    var best = -search
    while best < search, middle[best] != extremum { best += 1 }
    return Peak(offset: Double(best) + Double(vertex(around: middle + best, height: height)), amplitude: height)
  }

  /// Where the parabola a + b·k + c·k² over −fit…fit has its vertex: b and c from the orthogonal polynomials.
  private func vertex(around extremum: UnsafePointer<Float>, height: Float) -> Float {
    let n = Float(fit)
    let points = 2 * n + 1
    let second = n * (n + 1) * points / 3
    let fourth = second * (3 * n * n + 3 * n - 1) / 5
    var sum: Float = 0
    var first: Float = 0
    var square: Float = 0
    for k in -fit...fit {
      let value = extremum[k] - extremum[0]
      sum += value
      first += Float(k) * value
      square += Float(k * k) * value
    }
    let slope = first / second
    let curve = (square - sum * second / points) / (fourth - second * second / points)
    guard curve * height < 0 else { return 0 }
    return min(max(-slope / (2 * curve), -n), n)
  }
}
