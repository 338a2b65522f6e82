/// Supraventricular tachycardia: a narrow, regular, fast rhythm that begins from one beat to the next.
///
/// Source: the onset and stability criteria of C. D. Swerdlow et al., J. Am. Coll. Cardiol. 23 (1994) 1342, by which defibrillators
/// tell a tachycardia from the sinus node's own: the mean of four intervals below 81 % of the four before them, and none of four in a
/// row much unlike the others. The sinus node gains speed over many beats, in a sprint, too. Above 100 bpm: R. L. Page et al.,
/// Circulation 133 (2016) e506. Deviations: the first interval, too, is a step by itself; stable is within 60 ms, not 40, so that
/// an atrial tachycardia that settles counts; eight beats, so that a short run of early beats does not. That P waves are other ones
/// is not asked: at these rates they lie in T. Delay: eight beats and the last one's class, 2 to 6 s.
struct SupraventricularWatch {
  /// Intervals in either mean.
  private static let averaged = 4
  /// Mean of the four as a share of the four before (Swerdlow 1994), and the first of them as a share of the last before.
  private static let onsetShare = 0.81
  private static let stepShare = 0.85
  /// Four intervals in a row differ by less, in seconds.
  private static let stable = 0.06
  /// Faster than this, in beats per minute.
  private static let fast = 100.0
  /// Intervals from which a run counts.
  private static let fewest = 8

  /// A run as it stands.
  struct Run: Hashable, Sendable {
    /// R peaks: where it began, and its newest beat.
    var from: Double
    var to: Double
    var intervals: Int

    /// How sure: the longer, the surer.
    var confidence: Double { 1 - 2 / Double(intervals) }
  }

  private var lengths = RingWindow(capacity: 2 * averaged, blank: 0.0)
  private var begun = 0.0
  private var open: Run?

  init() {}

  /// The run that goes on; `nil` where none does, or it is too short to be one.
  var run: Run? { open.flatMap { $0.intervals >= Self.fewest ? $0 : nil } }

  /// Takes the next interval of an unbroken chain, and the class of the beat that closes it.
  mutating func append(_ interval: RRInterval, label: BeatLabel) {
    guard label == .normal || label == .supraventricular else { return restart() }
    lengths.append(interval.seconds)
    if var run = open {
      guard isStable else {
        open = nil
        return
      }
      run.to = interval.to
      run.intervals += 1
      open = run
    } else if lengths.isFull, isOnset {
      open = Run(
        from: interval.to - seconds(last: Self.averaged) / interval.seconds * (interval.to - interval.from),
        to: interval.to, intervals: Self.averaged)
    }
  }

  /// The beats that follow do not follow on these, or are ventricular ones.
  mutating func restart() {
    lengths.removeAll()
    open = nil
  }

  private func seconds(last count: Int) -> Double {
    var sum = 0.0
    for index in (lengths.count - count)..<lengths.count { sum += lengths[index] }
    return sum
  }

  private var isStable: Bool {
    var (shortest, longest) = (Double.infinity, 0.0)
    for index in max(lengths.count - Self.averaged, 0)..<lengths.count {
      shortest = min(shortest, lengths[index])
      longest = max(longest, lengths[index])
    }
    return longest - shortest <= Self.stable
  }

  private var isOnset: Bool {
    let newer = seconds(last: Self.averaged)
    let older = seconds(last: 2 * Self.averaged) - newer
    return newer < Self.onsetShare * older && lengths[Self.averaged] < Self.stepShare * lengths[Self.averaged - 1]
      && 60 * Double(Self.averaged) > Self.fast * newer && isStable
  }
}
