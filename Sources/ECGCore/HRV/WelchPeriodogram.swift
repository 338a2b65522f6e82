import Glibc

/// Averaged periodograms of an evenly spaced series (Welch 1967): Hann window, half overlapping, each segment less its mean; the
/// density is one-sided. Two segments are transformed at once, one as real and one as imaginary part.
struct WelchPeriodogram {
  /// Points of a transform.
  static let exponent = 12

  private let transform = FourierTransform(exponent: Self.exponent)
  private let window: [Double]
  private let scale: Double
  private let hertz: Double
  private var sums: [Double]
  private var real: [Double]
  private var imaginary: [Double]
  private(set) var segments = 0

  /// Segments of `length` samples, at most the points of a transform.
  init(length: Int, hertz: Double) {
    let points = transform.count
    let length = min(max(length, 2), points)
    window = (0..<length).map { 0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(length)) }
    scale = 2 / (hertz * window.reduce(0) { $0 + $1 * $1 })
    self.hertz = hertz
    sums = [Double](repeating: 0, count: points / 2 + 1)
    real = [Double](repeating: 0, count: points)
    imaginary = real
  }

  /// Adds the segments that fit into `values`, from the beginning on.
  mutating func add(_ values: [Double]) {
    let hop = window.count / 2
    var starts = Array(stride(from: 0, through: values.count - window.count, by: max(hop, 1)))
    while !starts.isEmpty {
      let first = starts.removeFirst()
      let second = starts.isEmpty ? nil : starts.removeFirst()
      for place in real.indices { (real[place], imaginary[place]) = (0, 0) }
      fill(&real, values, from: first)
      if let second { fill(&imaginary, values, from: second) }
      segments += second == nil ? 1 : 2
      transform.transform(&real, &imaginary)
      let points = real.count
      for k in sums.indices {
        let mirror = k == 0 ? 0 : points - k
        let own = real[k] * real[k] + imaginary[k] * imaginary[k]
        let other = real[mirror] * real[mirror] + imaginary[mirror] * imaginary[mirror]
        sums[k] += (own + other) / 2
      }
    }
  }

  /// Mean of the segments' densities.
  var density: PowerDensity {
    PowerDensity(
      first: 0, step: hertz / Double(real.count), values: sums.map { $0 * scale / Double(max(segments, 1)) })
  }

  private func fill(_ target: inout [Double], _ values: [Double], from start: Int) {
    var mean = 0.0
    for place in window.indices { mean += values[start + place] }
    mean /= Double(window.count)
    for place in window.indices { target[place] = (values[start + place] - mean) * window[place] }
  }
}
