/// Whether two windows have one shape.
enum Similarity {
  /// True where the correlation of `one` and `other` over `range` is `least` or more.
  static func areAlike(_ one: [Float], _ other: [Float], in range: Range<Int>, least: Double) -> Bool {
    var (a, b, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for k in range {
      let (x, y) = (Double(one[k]), Double(other[k]))
      a += x
      b += y
      aa += x * x
      bb += y * y
      ab += x * y
    }
    let n = Double(range.count)
    let spread = ((aa - a * a / n) * (bb - b * b / n)).squareRoot()
    return spread.isFinite && ab - a * b / n >= least * spread
  }
}
