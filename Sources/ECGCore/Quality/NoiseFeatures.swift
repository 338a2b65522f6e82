import Glibc

/// What one second's noise amounts to against the QRS complexes it has to be told from: the raw material of the index.
///
/// Both features are ratios, so the gain drops out. The noise is measured by a *median* of the rectified signal, which
/// lies between the complexes as long as they take up less than half of the time; the complexes by their peak.
/// After the idea of Q. Li, R. G. Mark, G. D. Clifford, Physiol. Meas. 29 (2008) 15 (kurtosis and in-band power as
/// quality indices). Deviations: medians in place of the fourth moment, which one spike rules; the peak is held over
/// the last seconds, so that a second without a beat (a pause, a slow heart) is judged by its noise alone.
struct NoiseFeatures {
  /// The band in which a QRS complex still stands out and P and T waves do not, in hertz. Lower down (8–20 Hz) P and T
  /// fill the time between the complexes of a fast heart, and effort looks like noise.
  private static let complexHertz = (12.0, 25.0)
  /// Muscle noise is what lies above this, in hertz: the T and P waves and most of the QRS complex lie below.
  private static let muscleHertz = 30.0
  /// Both mains frequencies are taken out: hum is removed downstream and spoils nothing.
  private static let mainsHertz = [50.0, 60.0]
  /// Width of those notches, in hertz: the band is only measured, so ringing does no harm.
  private static let mainsBandwidth = 16.0
  /// Seconds whose peaks are remembered: long enough to hold a beat at 20 bpm in four of them.
  private static let rememberedSeconds = 12
  /// The rank, from the top, of the remembered peak that stands for the complexes: a few bumps do not raise it, and a
  /// heart slower than one beat a second does not lower it.
  private static let peakRank: Float = 0.3

  private var complexHigh: Biquad
  private var complexLow: Biquad
  private var muscleHigh: Biquad
  private var notch50: Biquad?
  private var notch60: Biquad?
  private var origin: Float?
  private var complexes = MagnitudeHistogram()
  private var muscles = MagnitudeHistogram()
  private var peak: Float = 0
  private var peaks: RingWindow<Float>
  private var sorted = [Float](repeating: 0, count: Self.rememberedSeconds)

  init(rate: SampleRate) {
    complexHigh = .highPass(hertz: Self.complexHertz.0, rate: rate.hertz)
    complexLow = .lowPass(hertz: Self.complexHertz.1, rate: rate.hertz)
    muscleHigh = .highPass(hertz: Self.muscleHertz, rate: rate.hertz)
    // What the rate does not carry needs no notch.
    let notches = Self.mainsHertz.map { hertz in
      hertz < 0.45 * rate.hertz ? Biquad.notch(hertz: hertz, bandwidth: Self.mainsBandwidth, rate: rate.hertz) : nil
    }
    notch50 = notches[0]
    notch60 = notches[1]
    peaks = RingWindow(capacity: Self.rememberedSeconds, blank: 0)
  }

  mutating func take(_ sample: Float) {
    let x: Double
    if let origin {
      x = Double(sample - origin)
    } else {
      origin = sample
      x = 0
    }
    var clean = x
    clean = notch50?.next(clean) ?? clean
    clean = notch60?.next(clean) ?? clean
    let inBand = Float(abs(complexLow.next(complexHigh.next(clean))))
    peak = max(peak, inBand)
    complexes.add(inBand)
    muscles.add(Float(abs(muscleHigh.next(clean))))
  }

  /// The second's features; it then begins anew. `isFit` seconds alone are remembered for their peak.
  mutating func close(isFit: Bool) -> Ratios {
    defer {
      complexes.removeAll()
      muscles.removeAll()
      peak = 0
    }
    if isFit { peaks.append(peak) }
    let reference = max(referencePeak(), Float.leastNormalMagnitude)
    return Ratios(
      between: complexes.quantile(0.5) / reference,
      muscle: muscles.quantile(0.5) / reference,
      surge: peak / reference)
  }

  /// A hole in the signal: nothing is carried over but the memory of the complexes' height.
  mutating func restart() {
    complexHigh.settle(at: 0)
    complexLow.settle(at: 0)
    muscleHigh.settle(at: 0)
    notch50?.settle(at: 0)
    notch60?.settle(at: 0)
    origin = nil
    complexes.removeAll()
    muscles.removeAll()
    peak = 0
  }

  private mutating func referencePeak() -> Float {
    let count = peaks.count
    guard count > 0 else { return peak }
    for index in 0..<count { sorted[index] = peaks[index] }
    sorted.sortPrefix(count)
    return sorted[count - 1 - Int(Self.peakRank * Float(count - 1))]
  }

  /// Noise against the height of the complexes; all without unit.
  struct Ratios {
    /// Median of the rectified QRS band: what goes on between the complexes.
    var between: Float
    /// Median of the rectified band above the QRS complex: muscle, contact noise.
    var muscle: Float
    /// This second's peak against the usual one.
    var surge: Float
  }
}
