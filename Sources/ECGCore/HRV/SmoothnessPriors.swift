/// Takes the slow trend out of evenly spaced values, as a high-pass of which one number is the setting.
///
/// M. P. Tarvainen et al., IEEE Trans. Biomed. Eng. 49 (2002) 172: what remains is x − (I + λ²D₂ᵀD₂)⁻¹x, D₂ the second
/// difference. λ = 500 passes above 0.035 Hz at 4 Hz. The matrix has five diagonals: it is solved by LDLᵀ in O(n), without
/// ever being stored (the paper inverts it whole).
struct SmoothnessPriors {
  /// λ, no unit.
  let smoothness: Double

  /// λ that the paper and Kubios use at 4 Hz.
  static let usual = 500.0

  /// `values` less their trend; fewer than five have none but their mean.
  func detrended(_ values: [Double]) -> [Double] {
    let n = values.count
    guard n > 0 else { return [] }
    guard n >= 5 else {
      let mean = values.reduce(0, +) / Double(n)
      return values.map { $0 - mean }
    }
    let weight = smoothness * smoothness
    var diagonal = [Double](repeating: 0, count: n)
    var first = [Double](repeating: 0, count: n)
    var second = [Double](repeating: 0, count: n)
    var trend = values
    for k in 0..<n {
      let edge = min(k, n - 1 - k)
      let onDiagonal = edge == 0 ? 1.0 : edge == 1 ? 5.0 : 6.0
      let beside = min(k, n - 2 - k) == 0 ? -2.0 : -4.0
      diagonal[k] = 1 + weight * onDiagonal
      if k >= 1 { diagonal[k] -= first[k - 1] * first[k - 1] * diagonal[k - 1] }
      if k >= 2 { diagonal[k] -= second[k - 2] * second[k - 2] * diagonal[k - 2] }
      if k + 1 < n {
        first[k] = weight * beside
        if k >= 1 { first[k] -= second[k - 1] * first[k - 1] * diagonal[k - 1] }
        first[k] /= diagonal[k]
      }
      if k + 2 < n { second[k] = weight / diagonal[k] }
      if k >= 1 { trend[k] -= first[k - 1] * trend[k - 1] }
      if k >= 2 { trend[k] -= second[k - 2] * trend[k - 2] }
    }
    for k in stride(from: n - 1, through: 0, by: -1) {
      trend[k] /= diagonal[k]
      if k + 1 < n { trend[k] -= first[k] * trend[k + 1] }
      if k + 2 < n { trend[k] -= second[k] * trend[k + 2] }
    }
    return values.indices.map { values[$0] - trend[$0] }
  }
}
