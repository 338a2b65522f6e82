/// The cubic spline through points, with continuous third derivative at the second and the last but one (*not a knot*,
/// C. de Boor, A Practical Guide to Splines, 1978, ch. IV): what scipy's and MATLAB's splines are. O(n).
struct CubicSpline {
  private let x: [Double]
  private let y: [Double]
  /// First derivatives at the points.
  private var slopes: [Double]

  /// `x` rises strictly; fewer than four points give the line, or the constant.
  init(x: [Double], y: [Double]) {
    self.x = x
    self.y = y
    slopes = [Double](repeating: 0, count: x.count)
    let n = x.count
    guard n >= 2 else { return }
    guard n >= 4 else {
      let slope = (y[n - 1] - y[0]) / (x[n - 1] - x[0])
      for index in 0..<n { slopes[index] = slope }
      return
    }
    func width(_ k: Int) -> Double { x[k + 1] - x[k] }
    func rise(_ k: Int) -> Double { (y[k + 1] - y[k]) / width(k) }
    // Tridiagonal system for the slopes, forward elimination into `diagonal` and `slopes`.
    var diagonal = [Double](repeating: 0, count: n)
    var upper = [Double](repeating: 0, count: n)
    diagonal[0] = width(1)
    upper[0] = x[2] - x[0]
    slopes[0] =
      ((width(0) + 2 * upper[0]) * width(1) * rise(0) + width(0) * width(0) * rise(1)) / upper[0]
    for k in 1..<(n - 1) {
      let lower = width(k)
      diagonal[k] = 2 * (width(k - 1) + width(k))
      upper[k] = width(k - 1)
      slopes[k] = 3 * (width(k) * rise(k - 1) + width(k - 1) * rise(k))
      let factor = lower / diagonal[k - 1]
      diagonal[k] -= factor * upper[k - 1]
      slopes[k] -= factor * slopes[k - 1]
    }
    let span = x[n - 1] - x[n - 3]
    let (last, before) = (width(n - 2), width(n - 3))
    slopes[n - 1] =
      (last * last * rise(n - 3) + (2 * span + last) * before * rise(n - 2)) / span
    diagonal[n - 1] = before
    let factor = span / diagonal[n - 2]
    diagonal[n - 1] -= factor * upper[n - 2]
    slopes[n - 1] -= factor * slopes[n - 2]
    slopes[n - 1] /= diagonal[n - 1]
    for k in stride(from: n - 2, through: 0, by: -1) {
      slopes[k] = (slopes[k] - upper[k] * slopes[k + 1]) / diagonal[k]
    }
  }

  /// Values at places that rise.
  func values(at places: some Sequence<Double>) -> [Double] {
    var values: [Double] = []
    guard x.count > 1 else { return places.map { _ in y.first ?? 0 } }
    var piece = 0
    for place in places {
      while piece + 2 < x.count, x[piece + 1] <= place { piece += 1 }
      values.append(value(at: place, in: piece))
    }
    return values
  }

  private func value(at place: Double, in piece: Int) -> Double {
    let width = x[piece + 1] - x[piece]
    let rise = (y[piece + 1] - y[piece]) / width
    let t = place - x[piece]
    let bend = (slopes[piece] + slopes[piece + 1] - 2 * rise) / (width * width)
    let curve = (rise - slopes[piece]) / width - bend * width
    return y[piece] + t * (slopes[piece] + t * (curve + t * bend))
  }
}
