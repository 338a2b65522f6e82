/// Sampling rates that people choose on purpose. A measured rate that cannot be told from one of them is taken as it.
package enum CommonRates {
  package static let hertz: [Double] = [100, 125, 128, 200, 250, 256, 300, 360, 500, 512, 1000]

  /// The widest that measured and meant rate may differ: 250 and 256 are 2.4 % apart.
  package static let widestTolerance = 0.01

  /// The common rate within `uncertainty` (relative, at most `widestTolerance`) of `measured`.
  package static func nearest(to measured: Double, uncertainty: Double) -> Double? {
    let tolerance = min(max(uncertainty, 0), widestTolerance)
    return hertz.min { abs($0 - measured) < abs($1 - measured) }
      .flatMap { abs($0 - measured) <= tolerance * $0 ? $0 : nil }
  }
}
