import Glibc

/// Decides on one candidate: a perceptron of one hidden layer over `CandidateFeatures`.
struct CandidateModel {
  let inputs: Int
  let hidden: Int
  let weights1: [Float]
  let bias1: [Float]
  let weights2: [Float]
  let bias2: Float

  func score(_ features: UnsafePointer<Float>) -> Float {
    var sum = bias2
    for unit in 0..<hidden {
      var value = bias1[unit]
      for input in 0..<inputs { value += weights1[unit * inputs + input] * features[input] }
      sum += weights2[unit] * max(0, value)
    }
    return sum
  }
}
