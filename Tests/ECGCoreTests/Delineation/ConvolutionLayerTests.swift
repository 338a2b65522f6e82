import TestSupport
import Testing

@testable import ECGCore

/// Against the definition of a convolution, written out in double precision.
struct ConvolutionLayerTests {
  @Test(arguments: [(6, 8, 5, 1, false), (8, 16, 5, 2, false), (24, 24, 3, 1, true), (8, 16, 1, 1, false)])
  func sameAsTheDefinition(inputs: Int, outputs: Int, taps: Int, stride: Int, isDoubled: Bool) {
    var generator = SeededGenerator(seed: 7)
    func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.normal()) } }
    let rows = 12
    let weights = numbers(taps * inputs * outputs)
    let bias = numbers(outputs)
    let input = numbers((rows * stride + taps) * inputs)
    let layer = ConvolutionLayer(
      inputs: inputs, outputs: outputs, taps: taps, stride: stride, weights: weights, bias: bias)
    let width = outputs + 8
    var output = [Float](repeating: 99, count: 2 * rows * width)
    layer.run(from: input, rows: rows, to: &output, width: width, isDoubled: isDoubled)
    for row in 0..<rows {
      for channel in 0..<outputs {
        var sum = Double(bias[channel])
        for k in 0..<taps * inputs {
          sum += Double(weights[k * outputs + channel]) * Double(input[row * stride * inputs + k])
        }
        for copy in isDoubled ? [2 * row, 2 * row + 1] : [row] {
          #expect(abs(Double(output[copy * width + channel]) - max(sum, 0)) < 1e-4)
        }
      }
    }
    #expect(output[outputs] == 99, "what stands beside is left alone")
  }
}
