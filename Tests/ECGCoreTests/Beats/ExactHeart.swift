import Glibc
import TestSupport

/// A heart whose R peaks are known exactly: sums of Gaussians (P. E. McSharry et al., IEEE TBME 50:289 (2003)) sampled
/// from a continuous function, the R wave symmetric so that its maximum is its centre.
struct ExactHeart {
  private(set) var samples: [Float]
  /// True R peaks in samples, between samples as they fall.
  private(set) var peaks: [Double]

  init(rate: Double, seconds: Double, seed: UInt64, noise: Double = 0.005, bpm: Double = 72) {
    var random = SeededGenerator(seed: seed)
    let count = Int(rate * seconds)
    var sum = [Double](repeating: 0, count: count)
    peaks = []
    var time = 0.4 + 0.3 * random.uniform()
    while time < seconds {
      // centre, height in mV, spread in seconds; Q and S alike, so that they do not move the maximum
      for (centre, height, spread) in [
        (-0.16, 0.12, 0.022), (-0.032, -0.12, 0.009), (0, 1.1, 0.011), (0.032, -0.12, 0.009), (0.28, 0.25, 0.05),
      ] {
        let first = max(0, Int((time + centre - 5 * spread) * rate))
        let last = min(count - 1, Int((time + centre + 5 * spread) * rate) + 1)
        guard first <= last else { continue }
        for k in first...last {
          let distance = (Double(k) / rate - time - centre) / spread
          sum[k] += height * exp(-0.5 * distance * distance)
        }
      }
      if time * rate < Double(count - 1) { peaks.append(time * rate) }
      time += 60 / bpm * (1 + 0.08 * (random.uniform() - 0.5))
    }
    samples = sum.map { Float($0 + noise * random.normal()) }
  }
}
