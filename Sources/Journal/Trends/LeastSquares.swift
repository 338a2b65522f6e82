/// Linear least squares by the normal equations and Cholesky's decomposition, examples added one at a time.
struct LeastSquares {
  private let count: Int
  /// Lower triangle, row by row, and the right side.
  private var matrix: [Double]
  private var right: [Double]

  init(count: Int) {
    self.count = count
    matrix = [Double](repeating: 0, count: count * count)
    right = [Double](repeating: 0, count: count)
  }

  mutating func add(_ features: [Double], _ value: Double) {
    for row in 0..<count {
      right[row] += features[row] * value
      for column in 0...row { matrix[row * count + column] += features[row] * features[column] }
    }
  }

  /// - Parameter ridge: added to each diagonal element, as a share of itself.
  /// - Returns: `nil` where the examples do not settle the weights.
  func solve(ridge: Double) -> [Double]? {
    var lower = matrix
    for row in 0..<count {
      lower[row * count + row] *= 1 + ridge
      for column in 0...row {
        var sum = lower[row * count + column]
        for k in 0..<column { sum -= lower[row * count + k] * lower[column * count + k] }
        if row == column {
          guard sum > 0 else { return nil }
          lower[row * count + row] = sum.squareRoot()
        } else {
          lower[row * count + column] = sum / lower[column * count + column]
        }
      }
    }
    var weights = right
    for row in 0..<count {
      for k in 0..<row { weights[row] -= lower[row * count + k] * weights[k] }
      weights[row] /= lower[row * count + row]
    }
    for row in (0..<count).reversed() {
      for k in (row + 1)..<max(row + 1, count) { weights[row] -= lower[k * count + row] * weights[k] }
      weights[row] /= lower[row * count + row]
    }
    return weights
  }
}
