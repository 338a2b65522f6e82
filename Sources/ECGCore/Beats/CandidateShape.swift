import Glibc

/// What the signal about one candidate looks like: sizes as logarithms, and outlines of slope and high band.
///
/// Source: slope, energy and width are the classical QRS features (B.-U. Köhler et al., IEEE Eng. Med. Biol. 21(1):42
/// (2002)); three bands tell QRS (10–20 Hz) from P and T waves (below 8 Hz) and from muscle noise (above 30 Hz), as in
/// V. X. Afonso et al., IEEE TBME 46:192 (1999). Deviation: magnitudes of Gabor wavelets stand for the band energies.
/// Delay: looks `BeatDetector.decisionDelay` ahead of the R peak.
struct CandidateShape {
  /// Where the outlines are read, in feature samples (8 ms) from the candidate: 290 ms back, as far ahead as is known.
  static let sharpOffsets = [-36, -32, -28, -24, -20, -16, -12, -9, -6, -3, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30]
  /// Steepness is read in bins of 24 ms, nine before and nine behind the complex.
  static let bins = 9
  /// No outline value counts for more: something four times the candidate's size.
  static let outlineLimit: Float = 4
  /// Feature samples of the past that belong to the surroundings: 2 s.
  static let surroundings = 250
  /// Farthest feature sample looked at before and after the candidate.
  static let back = 36
  static let ahead = 59
  /// Least value of which a logarithm is taken, in millivolts: far below a converter's step.
  static let least: Float = 1e-9

  private(set) var logPeak: Float = 0
  private(set) var logRecent: Float = 0
  private(set) var logAmbient: Float = 0
  private(set) var high: Float = 0
  private(set) var low: Float = 0
  private(set) var logSlope: Float = 0
  private(set) var logSharp: Float = 0
  private(set) var before: Float = 0
  private(set) var after: Float = 0
  private(set) var meanBefore: Float = 0
  private(set) var meanAfter: Float = 0
  private(set) var slopeBefore: Float = 0
  private(set) var slopeAfter: Float = 0
  private(set) var roughness: Float = 0
  private(set) var narrowness: Float = 0
  private(set) var sharpSurroundings: Float = 0
  private(set) var sharpWidth: Float = 0
  private(set) var unrest: Float = 0
  /// The complex with its P and T waves, coarsely: means of three, a value every 24 ms; the candidate stands at `coarseBack`.
  static let coarseStep = 3
  static let coarseBack = 12
  static let coarseCount = 32
  private(set) var coarse = [Float](repeating: 0, count: coarseCount)
  private(set) var slopeOutline = [Float](repeating: 0, count: 2 * bins)
  private(set) var sharpOutline = [Float](repeating: 0, count: sharpOffsets.count)

  /// Sharp detail is what only a QRS has: 24 Hz, ±10 Hz.
  private let highBand = QRSWavelet(hertz: 24, spread: 0.016, reach: 6, rate: FeatureSignal.rate)
  /// P and T waves: 5 Hz, ±3 Hz.
  private let lowBand = QRSWavelet(hertz: 5, spread: 0.050, reach: 15, rate: FeatureSignal.rate)
  /// The high band's real part and magnitude, and the slope, from `back` before the candidate on.
  private var sharp = [Float](repeating: 0, count: back + ahead + 9)
  private var sharpAmplitude = [Float](repeating: 0, count: back + ahead + 9)
  private var steepness = [Float](repeating: 0, count: back + ahead + 9)

  /// The candidate's size and that of its surroundings.
  ///
  /// - Parameters:
  ///   - candidate: feature index of the envelope's peak.
  ///   - now: the newest feature index that counts.
  mutating func measureSize(_ signal: FeatureSignal, candidate: Int, now: Int) {
    let known = min(now - candidate, Self.ahead) - FeatureSignal.envelopeReach
    signal.withWindows { _, power, base in
      let power = power + (candidate - base)
      logPeak = logAmplitude(power[0])
      logRecent = logAmplitude(Reduction.greatest(power - Self.surroundings, Self.surroundings + known))
    }
  }

  /// The size of another peak, measured alike.
  func logPeak(of signal: FeatureSignal, at index: Int) -> Float {
    signal.withWindows { _, power, base in logAmplitude(power[index - base]) }
  }

  /// All the rest, of the same candidate.
  mutating func measureOutline(_ signal: FeatureSignal, candidate: Int, now: Int) {
    let ahead = min(now - candidate, Self.ahead)
    signal.withWindows { x, power, base in
      let x = x + (candidate - base)
      measureEnvelope(power + (candidate - base), known: ahead - FeatureSignal.envelopeReach)
      measureSlope(x, known: ahead)
      measureCoarse(x, known: ahead)
      measureSharpness(x, known: ahead - highBand.reach)
      low = logAmplitude(lowBand.power(at: x - lowBand.reach)) - logPeak
    }
    unrest = logarithm(signal.unrest)
  }

  /// The high band's real part about the candidate.
  func withSharpWindow<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    // An array passed as a pointer is valid for the call, and never nil.
    func at(_ base: UnsafePointer<Float>) -> Result { body(base + Self.back) }
    return at(sharp)
  }

  private mutating func measureEnvelope(_ power: UnsafePointer<Float>, known: Int) {
    logAmbient = logAmplitude(
      Reduction.sum(power - Self.surroundings, Self.surroundings + known) / Float(Self.surroundings + known))
    before = logAmplitude(Reduction.greatest(power - 31, 21)) - logPeak
    meanBefore = logAmplitude(Reduction.sum(power - 50, 41) / 41) - logPeak
    let behind = max(known - 10, 1)
    after = logAmplitude(Reduction.greatest(power + 11, behind)) - logPeak
    meanAfter = logAmplitude(Reduction.sum(power + 11, behind) / Float(behind)) - logPeak
    narrowness = logAmplitude((power[-5] + power[5]) / 2) - logPeak
  }

  /// The coarse outline about the candidate.
  func withCoarseWindow<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    func at(_ base: UnsafePointer<Float>) -> Result { body(base + Self.coarseBack) }
    return at(coarse)
  }

  private mutating func measureCoarse(_ x: UnsafePointer<Float>, known: Int) {
    for k in 0..<Self.coarseCount {
      let middle = min(Self.coarseStep * (k - Self.coarseBack), known - 1)
      coarse[k] = (x[middle - 1] + x[middle] + x[middle + 1]) / 3
    }
  }

  private mutating func measureSlope(_ x: UnsafePointer<Float>, known: Int) {
    let back = Self.back
    let bins = Self.bins
    var rough: Float = 0
    var steepest: Float = 0
    var beforehand: Float = 0
    var afterwards: Float = 0
    steepness.withUnsafeMutableBufferPointer { steepness in
      guard let first = steepness.baseAddress else { return }
      var k = 0
      while k < back + Self.ahead {
        let difference = Reduction.load(x + (k - back + 1)) - Reduction.load(x + (k - back - 1))
        Reduction.store(difference.replacing(with: -difference, where: difference .< 0), first + k)
        k += 8
      }
      steepest = Reduction.greatest(first + (back - 7), 15)
      beforehand = Reduction.greatest(first + (back - 31), 20)
      afterwards = Reduction.greatest(first + (back + 12), max(known - 12, 1))
      let over = 1 / max(steepest, Self.least)
      slopeOutline.withUnsafeMutableBufferPointer { outline in
        for bin in 0..<bins {
          let early = first + (back - 34 + 3 * bin)
          outline[bin] = min(max(early[0], max(early[1], early[2])) * over, Self.outlineLimit)
          var most: Float = 0
          for k in (8 + 3 * bin)..<(11 + 3 * bin) where k < known { most = max(most, first[back + k]) }
          outline[bins + bin] = min(most * over, Self.outlineLimit)
        }
      }
    }
    var sum = SIMD8<Float>.zero
    for octet in 0..<5 {
      let at = x + (8 * octet - 50)
      let second = Reduction.load(at + 1) - 2 * Reduction.load(at) + Reduction.load(at - 1)
      sum += second.replacing(with: -second, where: second .< 0)
    }
    rough = sum.sum() / 40
    logSlope = logarithm(steepest)
    slopeBefore = logarithm(beforehand) - logSlope
    slopeAfter = logarithm(afterwards) - logSlope
    roughness = logarithm(rough) - logSlope
  }

  private mutating func measureSharpness(_ x: UnsafePointer<Float>, known: Int) {
    let back = Self.back
    let count = back + 1 + known
    let band = highBand
    var highest: Float = 0
    var total: Float = 0
    sharp.withUnsafeMutableBufferPointer { real in
      sharpAmplitude.withUnsafeMutableBufferPointer { amplitude in
        guard let real = real.baseAddress, let amplitude = amplitude.baseAddress else { return }
        band.run(at: x - (back + band.reach), count: count, real: real, amplitude: amplitude)
        highest = Reduction.greatest(amplitude + (back - 3), 7)
        total = Reduction.sum(amplitude, count)
        let over = 1 / max(highest, Self.least)
        var wide: Float = 0
        for k in (back - 15)...(back + 15) { wide += min(amplitude[k] * over, 1) }
        sharpWidth = wide / 16
        for (k, offset) in Self.sharpOffsets.enumerated() {
          sharpOutline[k] = offset <= known ? min(amplitude[back + offset] * over, Self.outlineLimit) : 0
        }
      }
    }
    logSharp = logarithm(highest)
    high = logSharp - logPeak
    sharpSurroundings = logarithm(total / Float(count)) - logSharp
  }

  @inline(__always)
  private func logarithm(_ value: Float) -> Float { log(max(value, Self.least)) }

  /// Logarithm of the amplitude whose square is given.
  @inline(__always)
  private func logAmplitude(_ power: Float) -> Float { 0.5 * log(max(power, Self.least * Self.least)) }
}
