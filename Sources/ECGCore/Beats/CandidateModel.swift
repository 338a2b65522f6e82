/// Decides on one candidate: a perceptron of two hidden layers over `CandidateFeatures`. Its score is the logarithm of
/// the odds that the candidate is a beat.
///
/// Source: rectified linear units, trained by maximum likelihood (I. Goodfellow et al., *Deep Learning*, 2016, ch. 6);
/// a network over candidates as in Q. Xue et al., IEEE TBME 39:317 (1992), but as the judge, not as a filter.
/// Delay: none.
struct CandidateModel {
  /// Units in the hidden layers: whole SIMD8 vectors.
  static let wide = 32
  static let narrow = 16

  /// Input by input, `wide` weights each.
  private let first: [Float]
  private let firstBias: [Float]
  /// First-layer unit by unit, `narrow` weights each.
  private let second: [Float]
  private let secondBias: [Float]
  private let last: [Float]
  private let lastBias: Float

  init(
    first: [Float], firstBias: [Float], second: [Float], secondBias: [Float], last: [Float], lastBias: Float
  ) {
    precondition(first.count == CandidateFeatures.count * Self.wide && firstBias.count == Self.wide)
    precondition(second.count == Self.wide * Self.narrow && secondBias.count == Self.narrow)
    precondition(last.count == Self.narrow)
    self.first = first
    self.firstBias = firstBias
    self.second = second
    self.secondBias = secondBias
    self.last = last
    self.lastBias = lastBias
  }

  func score(_ features: [Float]) -> Float {
    features.withUnsafeBufferPointer { features in
      first.withUnsafeBufferPointer { first in
        firstBias.withUnsafeBufferPointer { firstBias in
          second.withUnsafeBufferPointer { second in
            secondBias.withUnsafeBufferPointer { secondBias in
              guard let bias = firstBias.baseAddress, let row = first.baseAddress,
                let nextBias = secondBias.baseAddress, let nextRow = second.baseAddress
              else { return -Float.infinity }
              return run(features, bias, row, nextBias, nextRow)
            }
          }
        }
      }
    }
  }

  private func run(
    _ features: UnsafeBufferPointer<Float>, _ bias: UnsafePointer<Float>, _ rows: UnsafePointer<Float>,
    _ nextBias: UnsafePointer<Float>, _ nextRows: UnsafePointer<Float>
  ) -> Float {
    var a = Reduction.load(bias)
    var b = Reduction.load(bias + 8)
    var c = Reduction.load(bias + 16)
    var d = Reduction.load(bias + 24)
    var row = rows
    for feature in features {
      let value = SIMD8(repeating: feature)
      a += value * Reduction.load(row)
      b += value * Reduction.load(row + 8)
      c += value * Reduction.load(row + 16)
      d += value * Reduction.load(row + 24)
      row += Self.wide
    }
    var e = Reduction.load(nextBias)
    var f = Reduction.load(nextBias + 8)
    var nextRow = nextRows
    for unit in 0..<Self.wide {
      let octet = unit < 8 ? a : unit < 16 ? b : unit < 24 ? c : d
      let value = SIMD8(repeating: max(octet[unit & 7], 0))
      e += value * Reduction.load(nextRow)
      f += value * Reduction.load(nextRow + 8)
      nextRow += Self.narrow
    }
    var score = lastBias
    for unit in 0..<8 { score += last[unit] * max(e[unit], 0) + last[unit + 8] * max(f[unit], 0) }
    return score
  }
}
