/// One convolution over time with rectified output, eight channels at a time.
///
/// Rows are instants, a row holds its channels one after another; so a kernel's inputs are one contiguous run. Three
/// instants are worked at once, which keeps the processor's adders busy between dependent sums.
struct ConvolutionLayer: Sendable {
  let inputs: Int
  /// Output channels: whole octets.
  let outputs: Int
  let taps: Int
  let stride: Int
  let isRectified: Bool
  /// Tap by tap, input by input, `outputs` weights each.
  private let weights: [Float]
  private let bias: [Float]

  init(
    inputs: Int, outputs: Int, taps: Int, stride: Int = 1, isRectified: Bool = true, weights: [Float], bias: [Float]
  ) {
    precondition(outputs % 8 == 0 && bias.count == outputs && weights.count == taps * inputs * outputs)
    self.inputs = inputs
    self.outputs = outputs
    self.taps = taps
    self.stride = stride
    self.isRectified = isRectified
    self.weights = weights
    self.bias = bias
  }

  /// Makes `rows` output rows, a multiple of three. `input` points at the first row of the first kernel's run.
  ///
  /// Each output row goes to `output + row * width` (`width` floats apart), or, with `isDoubled`, to two rows running.
  @inline(__always)
  func run(
    from input: UnsafePointer<Float>, rows: Int, to output: UnsafeMutablePointer<Float>, width: Int,
    isDoubled: Bool = false
  ) {
    let run = taps * inputs
    let step = stride * inputs
    weights.withUnsafeBufferPointer { weights in
      bias.withUnsafeBufferPointer { bias in
        guard let weights = weights.baseAddress, let bias = bias.baseAddress else { return }
        var row = 0
        while row < rows {
          let x = input + row * step
          for octet in 0..<outputs / 8 {
            let start = Reduction.load(bias + 8 * octet)
            var (a, b, c) = (start, start, start)
            var weight = weights + 8 * octet
            for k in 0..<run {
              let w = Reduction.load(weight)
              a += w * x[k]
              b += w * x[k + step]
              c += w * x[k + 2 * step]
              weight += outputs
            }
            put(a, at: row, octet, in: output, width, isDoubled)
            put(b, at: row + 1, octet, in: output, width, isDoubled)
            put(c, at: row + 2, octet, in: output, width, isDoubled)
          }
          row += 3
        }
      }
    }
  }

  @inline(__always)
  private func put(
    _ sum: SIMD8<Float>, at row: Int, _ octet: Int, in output: UnsafeMutablePointer<Float>, _ width: Int,
    _ isDoubled: Bool
  ) {
    let value = isRectified ? sum.replacing(with: 0, where: sum .< 0) : sum
    let place = output + ((isDoubled ? 2 * row : row) * width + 8 * octet)
    Reduction.store(value, place)
    if isDoubled { Reduction.store(value, place + width) }
  }
}
