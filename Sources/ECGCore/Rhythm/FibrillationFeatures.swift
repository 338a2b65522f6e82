/// What the model of fibrillation sees: the intervals and the PQ segments of the last 60 beats and of the last 24.
///
/// The two lengths: 24 beats are some 20 s of fibrillation, and their middle is what the decision speaks of; 60 beats show
/// what 24 by chance do not (S. Dash et al. take 128, A. Petrėnas et al., Biomed. Signal Process. Control 22 (2015) 1, 8
/// with a long memory). Delay: `FibrillationFeatures.delay` beats.
struct FibrillationFeatures {
  /// Beats of the long and of the short run.
  static let long = IntervalPattern.longest
  static let short = 24
  /// Beats by which the decision follows the beat of which it speaks: half the short run.
  static let delay = 12
  /// Fewest intervals on which anything is said.
  static let fewest = 8
  static let count = 2 * IntervalPattern.count + 1 + 2 * AtrialEvidence.count + 1
  /// No interval counts as longer or shorter, in seconds: what IntervalGate holds possible, and what pauses may be.
  private static let reach = 0.2...3.0

  private(set) var values = [Float](repeating: 0, count: count)
  private var intervals = RingWindow(capacity: long, blank: 1.0)
  private var beats = RingWindow(capacity: long, blank: BeatForm())
  private var pattern = IntervalPattern()
  private var evidence = AtrialEvidence()

  /// Intervals there are.
  var available: Int { intervals.count }

  /// Takes an interval and the form of the beat that closes it; `nil` where only intervals are known.
  mutating func append(seconds: Double, form: BeatForm?) {
    intervals.append(min(max(seconds, Self.reach.lowerBound), Self.reach.upperBound))
    if let form { beats.append(form) }
  }

  mutating func removeAll() {
    intervals.removeAll()
    beats.removeAll()
  }

  /// Brings `values` up to date; `false` where there are too few intervals.
  mutating func measure() -> Bool {
    guard intervals.count >= Self.fewest else { return false }
    pattern.measure(intervals, length: Self.long, into: &values, at: 0)
    pattern.measure(intervals, length: Self.short, into: &values, at: IntervalPattern.count)
    var place = 2 * IntervalPattern.count
    values[place] = Float(intervals.count) / Float(Self.long)
    place += 1
    let hasForms = beats.count == intervals.count
    if hasForms {
      evidence.measure(beats, intervals, lengths: (Self.long, Self.short), into: &values, at: place)
    } else {
      for k in 0..<(2 * AtrialEvidence.count) { values[place + k] = 0 }
    }
    values[place + 2 * AtrialEvidence.count] = hasForms ? 1 : 0
    return true
  }
}
