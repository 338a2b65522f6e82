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
  /// What the numbers are where there are too few: those of nothing in particular.
  private static let unknownSegment: [Float] = [-2, -6, -5, 0.3, 0.1]
  private static let unknownIntervals: [Float] = [0.05, 0.6, 0.05, 0.6]

  private var scratch = [Float](repeating: 0, count: IntervalPattern.longest)
  private var lengths = [Float](repeating: 0, count: IntervalPattern.longest)

  /// Writes `count` numbers about the last `length` beats from `place` on. `beats` close the intervals of the same place.
  mutating func measure(
    _ beats: RingWindow<BeatForm>, _ intervals: RingWindow<Double>, length: Int, into numbers: inout [Float],
    at place: Int
  ) {
    let n = min(length, beats.count)
    let from = beats.count - n
    var usual = 0
    var alike = 0
    var sum = BeatForm.SegmentValues()
    var squares: Float = 0
    for k in from..<beats.count {
      if beats[k].likeness > 0.85 { alike += 1 }
      guard beats[k].isUsual else { continue }
      scratch[usual] = beats[k].energy
      usual += 1
      sum += beats[k].segment
      squares += beats[k].segmentPower
    }
    numbers[place] = Float(usual) / Float(n)
    numbers[place + 1] = Float(alike) / Float(n)
    measureSegments(beats, from, usual, sum, squares, into: &numbers, at: place + 2)
    measureIntervals(beats, intervals, n, into: &numbers, at: place + 7)
  }

  private mutating func measureSegments(
    _ beats: RingWindow<BeatForm>, _ from: Int, _ usual: Int, _ sum: BeatForm.SegmentValues, _ squares: Float,
    into numbers: inout [Float], at place: Int
  ) {
    guard usual >= Self.fewestBeats else {
      for k in 0..<5 { numbers[place + k] = Self.unknownSegment[k] }
      return
    }
    let n = Float(usual)
    let energy = scratch.upperMedianOfPrefix(usual) + 1e-12
    let mean = sum / n
    let power = (mean * mean).sum()
    let varying = max((squares - n * power) / (n - 1), 1e-9)
    let common = max(power - varying / n, 1e-9)
    var found = 0
    for k in from..<beats.count where beats[k].isUsual {
      scratch[found] = (beats[k].segment * mean).sum() / ((beats[k].segmentPower * power).squareRoot() + 1e-9)
      found += 1
    }
    numbers[place] = log(common / varying + 1e-2)
    numbers[place + 1] = log(common / energy + 1e-4)
    numbers[place + 2] = log(varying / energy + 1e-4)
    numbers[place + 3] = scratch.upperMedianOfPrefix(found)
    numbers[place + 4] = (n * n * power - squares) / ((n - 1) * squares + 1e-12)
  }

  /// Scatter of the intervals between two beats of the usual form about their median, and from one to the next.
  private mutating func measureIntervals(
    _ beats: RingWindow<BeatForm>, _ intervals: RingWindow<Double>, _ n: Int, into numbers: inout [Float],
    at place: Int
  ) {
    for k in 0..<4 { numbers[place + k] = Self.unknownIntervals[k] }
    var count = 0
    func isPlain(_ k: Int) -> Bool { k > 0 && beats[k].isUsual && beats[k - 1].isUsual }
    func length(_ k: Int) -> Float { Float(intervals[intervals.count - beats.count + k]) }
    for k in (beats.count - n)..<beats.count where isPlain(k) {
      lengths[count] = length(k)
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
    var steps = 0
    var small = 0
    for k in (beats.count - n)..<beats.count where isPlain(k) && isPlain(k - 1) {
      scratch[steps] = abs(length(k) - length(k - 1)) / middle
      if scratch[steps] < Self.near { small += 1 }
      steps += 1
    }
    guard steps >= Self.fewestSteps else { return }
    numbers[place + 2] = scratch.upperMedianOfPrefix(steps)
    numbers[place + 3] = Float(small) / Float(steps)
  }
}
