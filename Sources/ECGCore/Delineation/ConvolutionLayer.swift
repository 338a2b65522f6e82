/// One convolution over time with rectified output, eight channels at a time.
///
/// Rows are instants, a row holds its channels one after another; so a kernel's inputs are one contiguous run. Three
/// instants are worked at once, which keeps the processor's adders busy between dependent sums. The sums are spelled out as 24
/// scalars: the optimiser makes of them the vectors that are meant, and a build without it runs them some twenty times faster
/// than vector types, each of whose operations is a call there.
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
    let spread = isDoubled ? 2 * width : width
    weights.withUnsafeBufferPointer { weights in
      bias.withUnsafeBufferPointer { bias in
        guard let weights = weights.baseAddress, let bias = bias.baseAddress else { return }
        var row = 0
        while row < rows {
          let place = output + row * spread
          var channel = 0
          while channel < outputs {
            Self.octet(
              input + row * step, step: step, run: run, weights: weights + channel, outputs: outputs,
              bias: bias + channel, into: place + channel, spread: spread, isRectified: isRectified)
            channel += 8
          }
          row += 3
        }
      }
    }
    guard isDoubled else { return }
    var row = 0
    while row < rows {
      let place = output + row * spread
      var channel = 0
      while channel < outputs {
        place[width + channel] = place[channel]
        channel += 1
      }
      row += 1
    }
  }

  /// Eight channels of three rows: `step` apart in the input, `spread` in the output.
  @inline(__always)
  private static func octet(
    _ x: UnsafePointer<Float>, step: Int, run: Int, weights: UnsafePointer<Float>, outputs: Int,
    bias: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, spread: Int, isRectified: Bool
  ) {
    let s0 = bias[0]
    let s1 = bias[1]
    let s2 = bias[2]
    let s3 = bias[3]
    let s4 = bias[4]
    let s5 = bias[5]
    let s6 = bias[6]
    let s7 = bias[7]
    var (a0, a1, a2, a3, a4, a5, a6, a7) = (s0, s1, s2, s3, s4, s5, s6, s7)
    var (b0, b1, b2, b3, b4, b5, b6, b7) = (s0, s1, s2, s3, s4, s5, s6, s7)
    var (c0, c1, c2, c3, c4, c5, c6, c7) = (s0, s1, s2, s3, s4, s5, s6, s7)
    var weight = weights
    var k = 0
    while k < run {
      let x0 = x[k]
      let x1 = x[k + step]
      let x2 = x[k + 2 * step]
      let w0 = weight[0]
      let w1 = weight[1]
      let w2 = weight[2]
      let w3 = weight[3]
      let w4 = weight[4]
      let w5 = weight[5]
      let w6 = weight[6]
      let w7 = weight[7]
      a0 += w0 * x0
      a1 += w1 * x0
      a2 += w2 * x0
      a3 += w3 * x0
      a4 += w4 * x0
      a5 += w5 * x0
      a6 += w6 * x0
      a7 += w7 * x0
      b0 += w0 * x1
      b1 += w1 * x1
      b2 += w2 * x1
      b3 += w3 * x1
      b4 += w4 * x1
      b5 += w5 * x1
      b6 += w6 * x1
      b7 += w7 * x1
      c0 += w0 * x2
      c1 += w1 * x2
      c2 += w2 * x2
      c3 += w3 * x2
      c4 += w4 * x2
      c5 += w5 * x2
      c6 += w6 * x2
      c7 += w7 * x2
      weight += outputs
      k += 1
    }
    if isRectified {
      a0 = a0 < 0 ? 0 : a0
      a1 = a1 < 0 ? 0 : a1
      a2 = a2 < 0 ? 0 : a2
      a3 = a3 < 0 ? 0 : a3
      a4 = a4 < 0 ? 0 : a4
      a5 = a5 < 0 ? 0 : a5
      a6 = a6 < 0 ? 0 : a6
      a7 = a7 < 0 ? 0 : a7
      b0 = b0 < 0 ? 0 : b0
      b1 = b1 < 0 ? 0 : b1
      b2 = b2 < 0 ? 0 : b2
      b3 = b3 < 0 ? 0 : b3
      b4 = b4 < 0 ? 0 : b4
      b5 = b5 < 0 ? 0 : b5
      b6 = b6 < 0 ? 0 : b6
      b7 = b7 < 0 ? 0 : b7
      c0 = c0 < 0 ? 0 : c0
      c1 = c1 < 0 ? 0 : c1
      c2 = c2 < 0 ? 0 : c2
      c3 = c3 < 0 ? 0 : c3
      c4 = c4 < 0 ? 0 : c4
      c5 = c5 < 0 ? 0 : c5
      c6 = c6 < 0 ? 0 : c6
      c7 = c7 < 0 ? 0 : c7
    }
    let second = target + spread
    let third = second + spread
    target[0] = a0
    target[1] = a1
    target[2] = a2
    target[3] = a3
    target[4] = a4
    target[5] = a5
    target[6] = a6
    target[7] = a7
    second[0] = b0
    second[1] = b1
    second[2] = b2
    second[3] = b3
    second[4] = b4
    second[5] = b5
    second[6] = b6
    second[7] = b7
    third[0] = c0
    third[1] = c1
    third[2] = c2
    third[3] = c3
    third[4] = c4
    third[5] = c5
    third[6] = c6
    third[7] = c7
  }
}
