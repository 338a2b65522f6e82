import Glibc

/// From a second's noise ratios to one index, 0 (unusable) … 1 (clean).
///
/// Each ratio is put on a decibel-like scale and the two are added; a logistic curve maps the sum onto 0 … 1.
enum QualityIndex {
  /// Weight of a tenfold ratio between the complexes.
  static let betweenWeight: Float = 2
  /// Weight of a tenfold ratio in the muscle band.
  static let muscleWeight: Float = 2
  /// The sum at which the index is one half.
  static let midpoint: Float = -5.6
  /// Below this index nothing can be trusted.
  static let poorBelow: Float = 0.45
  /// From this index on the signal is good.
  static let goodFrom: Float = 0.7

  static func index(_ ratios: NoiseFeatures.Ratios) -> Float {
    let between = betweenWeight * log10f(max(ratios.between, 1e-6))
    let muscle = muscleWeight * log10f(max(ratios.muscle, 1e-6))
    return 1 / (1 + expf(between + muscle - midpoint))
  }

  static func state(_ index: Float) -> SignalState {
    index >= goodFrom ? .good : index >= poorBelow ? .fair : .poor
  }
}
