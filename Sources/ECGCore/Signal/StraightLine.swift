extension Array where Element == Float {
  /// Takes the straight line of least squares off its first `length` values, or off all.
  mutating func removeStraightLine(_ length: Int? = nil) {
    let length = Swift.min(length ?? count, count)
    guard length > 1 else { return }
    let middle = Float(length - 1) / 2
    var (mean, slope, power): (Float, Float, Float) = (0, 0, 0)
    for k in 0..<length {
      let place = Float(k) - middle
      mean += self[k]
      slope += place * self[k]
      power += place * place
    }
    mean /= Float(length)
    slope /= power
    for k in 0..<length { self[k] -= mean + slope * (Float(k) - middle) }
  }
}
