import Glibc

/// The name of a rhythm that is neither fibrillation nor ectopic, from its rate and its breath.
///
/// Slow, usual or fast by the median of the last 24 normal intervals; *sinus arrhythmia* where their spread is large and
/// repeats itself over two to eight beats, as breath does (Task Force, Eur. Heart J. 17 (1996) 354: its band, 0.15 to 0.4
/// Hz, is two to eight beats). Deviation: whether the sinus node leads is not proved by P waves. Delay: half the 24.
struct RegularRhythm {
  /// Limits of the rate by convention, in beats per minute, and how far past one it must be to leave it.
  private static let slow = 60.0
  private static let fast = 100.0
  private static let margin = 3.0
  /// Intervals looked at, and the fewest.
  private static let count = 24
  private static let fewest = 8
  /// Swing that is arrhythmia, as the spread of the middle four fifths over the median: by convention 0.16 s between the
  /// longest and the shortest interval, at 60 bpm.
  private static let swing: Float = 0.16
  /// Correlation from which it repeats itself: three standard errors of some 24 independent intervals are 0.6.
  private static let repeats: Float = 0.4

  private var lengths = RingWindow(capacity: count, blank: 1.0)
  private var pattern = IntervalPattern()
  private var numbers = [Float](repeating: 0, count: IntervalPattern.count)
  private(set) var name: RhythmName?

  init() {}

  /// Takes an interval between two usual beats.
  mutating func append(seconds: Double) {
    lengths.append(seconds)
    guard lengths.count >= Self.fewest else { return }
    pattern.measure(lengths, length: Self.count, into: &numbers, at: 0)
    let rate = 60 / exp(Double(numbers[IntervalPattern.Place.logMedian]))
    let slowLimit = name == .bradycardia ? Self.slow + Self.margin : Self.slow
    let fastLimit = name == .tachycardia ? Self.fast - Self.margin : Self.fast
    let swings =
      numbers[IntervalPattern.Place.spread] > Self.swing
      && numbers[IntervalPattern.Place.largestCorrelation] > Self.repeats
    name = rate > fastLimit ? .tachycardia : swings ? .sinusArrhythmia : rate < slowLimit ? .bradycardia : .sinus
  }

  mutating func removeAll() {
    lengths.removeAll()
    name = nil
  }
}
