/// Judges `FibrillationFeatures`: a logistic model. Its score is the logarithm of the odds of fibrillation or flutter.
///
/// Source: logistic regression over measures of irregularity as in S. Dash et al., Ann. Biomed. Eng. 37 (2009) 1701, and
/// J. Lian et al., Am. J. Cardiol. 107 (2011) 1494; no hidden layer, since with few patients to learn from it carries over
/// better to others (docs/rhythm.md). Delay: none.
struct FibrillationModel: Sendable {
  /// No feature counts for more than this many standard deviations.
  private static let reach: Float = 5

  private let middles: [Float]
  private let scales: [Float]
  private let weights: [Float]
  private let bias: Float

  init(middles: [Float], scales: [Float], weights: [Float], bias: Float) {
    self.middles = middles
    self.scales = scales
    self.weights = weights
    self.bias = bias
  }

  /// Reads as many of the features as it has weights.
  func score(_ features: [Float]) -> Float {
    var sum = bias
    for k in weights.indices {
      sum += weights[k] * min(max((features[k] - middles[k]) * scales[k], -Self.reach), Self.reach)
    }
    return sum
  }
}
