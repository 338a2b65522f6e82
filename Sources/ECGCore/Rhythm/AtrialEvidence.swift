import Glibc

/// Whether something of the same shape goes before each QRS complex: the P wave, in eleven numbers about a run of beats.
///
/// The PQ segments of the beats of the usual form are averaged, aligned at the R peak. What they have in common (the
/// average's power, less what chance leaves in it) is held against what differs from beat to beat (their variance: noise,
/// fibrillatory and flutter waves), after the beat-aligned averaging of P waves in S. Ladavich, B. Ghoraani, Biomed.
/// Signal Process. Control 18 (2015) 274, and J. Lian et al., Am. J. Cardiol. 107 (2011) 1494 (P waves missing along with
/// irregular intervals). Beside it, the intervals between two beats of the usual form, which ectopy does not touch.
/// Deviations: no P wave is delineated. Delay: none of its own.
struct AtrialEvidence {
  /// Numbers measured.
  static let count = 11
  /// Fewest beats of the usual form that make an average, and fewest intervals that make a median.
  private static let fewestBeats = 6
  private static let fewestIntervals = 6
  private static let fewestSteps = 4
  /// An interval this near to the median, as a share of it, is like the others.
  private static let near: Float = 0.06
  /// Correlation with the usual form from which a beat counts as like it.
  private static let alikeFrom: Float = 0.85
  /// What the numbers are where there are too few: those of nothing in particular.
  private static let unknownSegment: [Float] = [-2, -6, -5, 0.3, 0.1]
  private static let unknownIntervals: [Float] = [0.05, 0.6, 0.05, 0.6]

  private var scratch = [Float](repeating: 0, count: IntervalPattern.longest)
  private var lengths = [Float](repeating: 0, count: IntervalPattern.longest)
  /// The run's beats, figure by figure: what is asked for many times over lies side by side.
  private var usual = [Bool](repeating: false, count: IntervalPattern.longest)
  private var alike = [Bool](repeating: false, count: IntervalPattern.longest)
  private var energies = [Float](repeating: 0, count: IntervalPattern.longest)
  /// The PQ segments, a quarter after the other: SIMD32 adds lane by lane, SIMD8 in two instructions.
  private var quarters = [SIMD8<Float>](repeating: .zero, count: 4 * IntervalPattern.longest)
  private var powers = [Float](repeating: 0, count: IntervalPattern.longest)
  private var between = [Float](repeating: 0, count: IntervalPattern.longest)

  /// Writes `count` numbers about the last `lengths` beats each, one after the other from `place` on. `beats` close the
  /// intervals of the same place.
  mutating func measure(
    _ beats: RingWindow<BeatForm>, _ intervals: RingWindow<Double>, lengths: (Int, Int), into numbers: inout [Float],
    at place: Int
  ) {
    for k in 0..<beats.count {
      // Once: each look at the ring copies the whole form.
      let beat = beats[k]
      usual[k] = beat.isUsual
      alike[k] = beat.likeness > Self.alikeFrom
      energies[k] = beat.energy
      quarters[4 * k] = beat.segment.lowHalf.lowHalf
      quarters[4 * k + 1] = beat.segment.lowHalf.highHalf
      quarters[4 * k + 2] = beat.segment.highHalf.lowHalf
      quarters[4 * k + 3] = beat.segment.highHalf.highHalf
      powers[k] = beat.segmentPower
      between[k] = Float(intervals[intervals.count - beats.count + k])
    }
    measure(beats.count - min(lengths.0, beats.count)..<beats.count, into: &numbers, at: place)
    measure(beats.count - min(lengths.1, beats.count)..<beats.count, into: &numbers, at: place + Self.count)
  }

  private mutating func measure(_ run: Range<Int>, into numbers: inout [Float], at place: Int) {
    let n = Float(run.count)
    numbers[place] = Float(usual[run].count(where: { $0 })) / n
    numbers[place + 1] = Float(alike[run].count(where: { $0 })) / n
    measureSegments(run, into: &numbers, at: place + 2)
    measureIntervals(run, into: &numbers, at: place + 7)
  }

  private mutating func measureSegments(_ run: Range<Int>, into numbers: inout [Float], at place: Int) {
    var (first, second, third, fourth) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
    var squares: Float = 0
    var found = 0
    for k in run where usual[k] {
      scratch[found] = energies[k]
      found += 1
      first += quarters[4 * k]
      second += quarters[4 * k + 1]
      third += quarters[4 * k + 2]
      fourth += quarters[4 * k + 3]
      squares += powers[k]
    }
    guard found >= Self.fewestBeats else {
      for k in 0..<5 { numbers[place + k] = Self.unknownSegment[k] }
      return
    }
    let n = Float(found)
    let energy = scratch.upperMedianOfPrefix(found) + 1e-12
    (first, second, third, fourth) = (first / n, second / n, third / n, fourth / n)
    let power = Self.total(first * first + second * second + third * third + fourth * fourth)
    let varying = max((squares - n * power) / (n - 1), 1e-9)
    let common = max(power - varying / n, 1e-9)
    found = 0
    for k in run where usual[k] {
      var product = quarters[4 * k] * first + quarters[4 * k + 1] * second
      product += quarters[4 * k + 2] * third + quarters[4 * k + 3] * fourth
      scratch[found] = Self.total(product) / ((powers[k] * power).squareRoot() + 1e-9)
      found += 1
    }
    numbers[place] = log(common / varying + 1e-2)
    numbers[place + 1] = log(common / energy + 1e-4)
    numbers[place + 2] = log(varying / energy + 1e-4)
    numbers[place + 3] = scratch.upperMedianOfPrefix(found)
    numbers[place + 4] = (n * n * power - squares) / ((n - 1) * squares + 1e-12)
  }

  private static func total(_ values: SIMD8<Float>) -> Float {
    let four = values.lowHalf + values.highHalf
    return (four.x + four.z) + (four.y + four.w)
  }

  /// Scatter of the intervals between two beats of the usual form about their median, and from one to the next.
  private mutating func measureIntervals(_ run: Range<Int>, into numbers: inout [Float], at place: Int) {
    for k in 0..<4 { numbers[place + k] = Self.unknownIntervals[k] }
    var count = 0
    for k in run where isPlain(k) {
      lengths[count] = between[k]
      count += 1
    }
    guard count >= Self.fewestIntervals else { return }
    let middle = lengths.upperMedianOfPrefix(count)
    var near = 0
    for k in 0..<count {
      scratch[k] = abs(lengths[k] / middle - 1)
      if scratch[k] < Self.near { near += 1 }
    }
    numbers[place] = scratch.upperMedianOfPrefix(count)
    numbers[place + 1] = Float(near) / Float(count)
    var found = 0
    var small = 0
    for k in run where isPlain(k) && isPlain(k - 1) {
      scratch[found] = abs(between[k] - between[k - 1]) / middle
      if scratch[found] < Self.near { small += 1 }
      found += 1
    }
    guard found >= Self.fewestSteps else { return }
    numbers[place + 2] = scratch.upperMedianOfPrefix(found)
    numbers[place + 3] = Float(small) / Float(found)
  }

  /// Interval `k` lies between two beats of the usual form.
  private func isPlain(_ k: Int) -> Bool { k > 0 && usual[k] && usual[k - 1] }
}
