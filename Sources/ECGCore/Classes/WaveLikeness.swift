import Glibc

/// How like the usual beat's a beat's waves are: the P wave where it should be, the T wave, and the whole.
///
/// Derived here: projection on, and correlation with, the usual family's mean, each window less its own straight line, at
/// the best of a few alignments. No delay of its own.
struct WaveLikeness {
  /// Correlation of the P window at the best alignment, and there: gain over the usual P wave, and what is left over its
  /// energy.
  var atrial: Float = 0
  var atrialGain: Float = 0
  /// Peak to peak of the usual P wave over the usual complex: whether there is one to look for.
  var usualAtrial: Float = 0
  /// Energy of what differs in the P window over that of the usual complex, as a square root.
  var atrialResidual: Float = 0
  /// Correlation of the T window.
  var repolarisation: Float = 0
  /// Correlation over P to T.
  var whole: Float = 0
  /// Energy of what differs in the complex over the usual complex's, as a square root.
  var complexResidual: Float = 0
  /// Energy of what differs from P to T over the usual complex's size, as a square root.
  var distance: Float = 0
  /// Correlation of the complex's beginning: an aberrantly conducted beat begins as usual, a ventricular one does not.
  var beginning: Float = 0
  /// Peak to peak, over the usual complex, of what the P window holds beyond the beat before it: a P wave on its T wave.
  var surplus: Float = 0

  /// Correlation of the slopes about the R peak, where a baseline that moves hardly shows: a usual beat on a slow wave keeps it.
  var slope: Float = 0

  /// Where slopes are compared, ±64 ms, and alignments tried either way, ±16 ms, in values.
  private static let slopeRange = -8...8
  private static let slopeSlack = 2
  /// Alignments of the P wave tried either way, in values: ±40 ms, as conduction varies.
  private static let atrialSlack = 5
  /// The first 40 to 56 ms of a complex.
  private static let beginningRange = -10...(-2)
  /// From P wave to the end of T: −256 … +400 ms.
  private static let wholeRange = -32...50

  init() {}

  /// Compares `window` with the family in `slot`, the complexes aligned at `lag`.
  /// `since` values ago came the beat before, if any.
  init(_ window: [Float], _ families: BeatFamilies, slot: Int, lag: Int, since: Int?) {
    guard slot >= 0 else { return }
    var best: Float = -2
    for shift in -Self.atrialSlack...Self.atrialSlack {
      let (likeness, gain, _) = Self.compare(
        window, families, slot, BeatWindow.atrial, lag: lag + shift, clampBefore: BeatWindow.atrial.upperBound + 4 + lag
      )
      if likeness > best {
        best = likeness
        atrialGain = gain
      }
    }
    atrial = best
    let (_, _, atrialEnergy) = Self.compare(window, families, slot, BeatWindow.atrial, lag: lag)
    let (_, _, complexEnergy) = Self.compare(window, families, slot, BeatWindow.complex, lag: lag)
    (repolarisation, _, _) = Self.compare(window, families, slot, BeatWindow.repolarisation, lag: lag)
    (beginning, _, _) = Self.compare(window, families, slot, Self.beginningRange, lag: lag)
    slope = Self.slopes(window, families, slot, lag: lag)
    let (alike, _, energy) = Self.compare(window, families, slot, Self.wholeRange, lag: lag)
    whole = alike
    var top = -Float.infinity
    var bottom = Float.infinity
    let first = families.mean(slot, BeatWindow.atrial.lowerBound)
    let step =
      (families.mean(slot, BeatWindow.atrial.upperBound) - first) / Float(BeatWindow.atrial.count - 1)
    for (k, offset) in BeatWindow.atrial.enumerated() {
      let value = families.mean(slot, offset) - first - Float(k) * step
      top = max(top, value)
      bottom = min(bottom, value)
    }
    let size = exp(families.standings[slot].logSize)
    usualAtrial = (top - bottom) / size
    if let since { surplus = Self.surplus(window, families, slot, since: since) / size }
    distance = (energy / Float(Self.wholeRange.count)).squareRoot() / size
    atrialResidual = (atrialEnergy / Float(BeatWindow.atrial.count)).squareRoot() / size
    complexResidual = (complexEnergy / Float(BeatWindow.complex.count)).squareRoot() / size
  }

  /// What stays of the P window once the end of a usual beat `since` values ago is taken off, less its straight line.
  private static func surplus(_ window: [Float], _ families: BeatFamilies, _ slot: Int, since: Int) -> Float {
    func value(_ offset: Int) -> Float {
      window[BeatWindow.place(offset)] - families.mean(slot, min(offset + since, BeatWindow.after))
    }
    let first = value(BeatWindow.atrial.lowerBound)
    let step = (value(BeatWindow.atrial.upperBound) - first) / Float(BeatWindow.atrial.count - 1)
    var (top, bottom) = (Float(0), Float(0))
    for (k, offset) in BeatWindow.atrial.enumerated() {
      let rest = value(offset) - first - Float(k) * step
      top = max(top, rest)
      bottom = min(bottom, rest)
    }
    return top - bottom
  }

  private static func slopes(_ window: [Float], _ families: BeatFamilies, _ slot: Int, lag: Int) -> Float {
    let count = Float(slopeRange.count)
    var best: Float = -1
    for shift in (lag - slopeSlack)...(lag + slopeSlack) {
      var (sumA, sumB, aa, bb, ab) = (Float(0), Float(0), Float(0), Float(0), Float(0))
      for offset in slopeRange {
        let at = BeatWindow.place(offset + shift)
        let a = window[at + 1] - window[at - 1]
        let b = families.mean(slot, offset + 1) - families.mean(slot, offset - 1)
        sumA += a
        sumB += b
        aa += a * a
        bb += b * b
        ab += a * b
      }
      aa -= sumA * sumA / count
      bb -= sumB * sumB / count
      if aa > 0, bb > 0 { best = max(best, (ab - sumA * sumB / count) / (aa * bb).squareRoot()) }
    }
    return best
  }

  /// Correlation and gain of `window` on the family's mean over `range`, straight lines off, and the energy of the
  /// difference.
  private static func compare(
    _ window: [Float], _ families: BeatFamilies, _ slot: Int, _ range: ClosedRange<Int>, lag: Int,
    clampBefore: Int = BeatWindow.after
  ) -> (likeness: Float, gain: Float, residual: Float) {
    let count = Float(range.count)
    let middle = (count - 1) / 2
    var (sumA, sumB, rampA, rampB) = (Float(0), Float(0), Float(0), Float(0))
    var (aa, bb, ab) = (Float(0), Float(0), Float(0))
    var x = -middle
    for offset in range {
      let at = min(max(offset + lag, -BeatWindow.before), min(BeatWindow.after, clampBefore))
      let a = window[BeatWindow.place(at)]
      let b = families.mean(slot, offset)
      sumA += a
      sumB += b
      rampA += x * a
      rampB += x * b
      aa += a * a
      bb += b * b
      ab += a * b
      x += 1
    }
    let power = count * (count * count - 1) / 12
    aa -= sumA * sumA / count + rampA * rampA / power
    bb -= sumB * sumB / count + rampB * rampB / power
    ab -= sumA * sumB / count + rampA * rampB / power
    guard aa > 0, bb > 0 else { return (0, 0, max(aa, 0)) }
    return (ab / (aa * bb).squareRoot(), min(max(ab / bb, -4), 4), max(aa + bb - 2 * ab, 0))
  }
}
