import Glibc

/// The discrete Fourier transform of a power of two of complex numbers (J. W. Cooley and J. W. Tukey, Math. Comput. 19
/// (1965) 297), in place; the roots of unity are made once.
struct FourierTransform {
  let count: Int
  private let cosines: [Double]
  private let sines: [Double]
  private let reversed: [Int]

  /// `exponent` is the binary logarithm of the length, at least 1.
  init(exponent: Int) {
    count = 1 << exponent
    let step = 2 * Double.pi / Double(count)
    cosines = (0..<(count / 2)).map { cos(Double($0) * step) }
    sines = (0..<(count / 2)).map { -sin(Double($0) * step) }
    var places = [Int](repeating: 0, count: count)
    for index in 1..<count { places[index] = places[index >> 1] >> 1 | (index & 1) << (exponent - 1) }
    reversed = places
  }

  /// Transforms `real` + i `imaginary`, both of `count` elements.
  func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        for index in 0..<count where index < reversed[index] {
          real.swapAt(index, reversed[index])
          imaginary.swapAt(index, reversed[index])
        }
        var half = 1
        while half < count {
          let stride = count / (2 * half)
          for start in Swift.stride(from: 0, to: count, by: 2 * half) {
            for k in 0..<half {
              let (c, s) = (cosines[k * stride], sines[k * stride])
              let (low, high) = (start + k, start + k + half)
              let (re, im) = (real[high] * c - imaginary[high] * s, real[high] * s + imaginary[high] * c)
              real[high] = real[low] - re
              imaginary[high] = imaginary[low] - im
              real[low] += re
              imaginary[low] += im
            }
          }
          half *= 2
        }
      }
    }
  }
}
