import Glibc

/// The periodogram of values where they stand (Lomb 1976, Scargle 1982), one-sided, in ms²/Hz: ½(…)·2T/N with T the time
/// from the first to the last value. Sines are carried on by rotation from frequency to frequency: exact to 10⁻¹². Storage is
/// kept from one load to the next.
struct LombScargle {
  private var cosine: [SIMD4<Double>] = []
  private var sine: [SIMD4<Double>] = []
  private var stepCosine: [SIMD4<Double>] = []
  private var stepSine: [SIMD4<Double>] = []
  private var values: [SIMD4<Double>] = []
  /// One where there is a value, zero in the last vector's rest.
  private var weights: [SIMD4<Double>] = []
  private var count = 0.0
  private var span = 0.0

  /// Values of `range`, less `mean`, at `times` in seconds; frequencies from `first` on by `step`, in hertz.
  mutating func load(
    _ given: [Double], at times: [Double], _ range: Range<Int>, mean: Double, first: Double, step: Double
  ) {
    cosine.removeAll(keepingCapacity: true)
    sine.removeAll(keepingCapacity: true)
    stepCosine.removeAll(keepingCapacity: true)
    stepSine.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    count = Double(range.count)
    guard let last = range.last else { return }
    let origin = times[range.lowerBound]
    span = times[last] - origin
    let (turn, turnStep) = (2 * Double.pi * first, 2 * Double.pi * step)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
      var (c, s) = (SIMD4<Double>(repeating: 1), SIMD4<Double>.zero)
      var (dc, ds) = (c, s)
      var (x, w) = (s, s)
      for lane in 0..<min(4, range.upperBound - start) {
        let time = times[start + lane] - origin
        (c[lane], s[lane]) = (cos(turn * time), sin(turn * time))
        (dc[lane], ds[lane]) = (cos(turnStep * time), sin(turnStep * time))
        x[lane] = given[start + lane] - mean
        w[lane] = 1
      }
      cosine.append(c)
      sine.append(s)
      stepCosine.append(dc)
      stepSine.append(ds)
      values.append(x)
      weights.append(w)
    }
  }

  /// Adds the density at each successive frequency to the elements of `densities`.
  mutating func add(to densities: inout [Double]) {
    for index in densities.indices {
      var (xc, xs, cc, cs) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
      for k in values.indices {
        let (c, s) = (cosine[k], sine[k])
        xc += values[k] * c
        xs += values[k] * s
        cc += weights[k] * c * c
        cs += weights[k] * c * s
        cosine[k] = c * stepCosine[k] - s * stepSine[k]
        sine[k] = s * stepCosine[k] + c * stepSine[k]
      }
      densities[index] += density(xc.sum(), xs.sum(), cc.sum(), cs.sum())
    }
  }

  private func density(_ xc: Double, _ xs: Double, _ cc: Double, _ cs: Double) -> Double {
    // Σ cos 2ωt = 2 Σ cos² − N and Σ sin 2ωt = 2 Σ cos·sin give Lomb's time shift τ.
    let double = atan2(2 * cs, 2 * cc - count)
    let (c, s) = (cos(double / 2), sin(double / 2))
    let cosines = c * c * cc + 2 * c * s * cs + s * s * (count - cc)
    let sines = count - cosines
    let (along, across) = (xc * c + xs * s, xs * c - xc * s)
    let power = (cosines > 0 ? along * along / cosines : 0) + (sines > 0 ? across * across / sines : 0)
    return count > 0 ? power * span / count : 0
  }
}
