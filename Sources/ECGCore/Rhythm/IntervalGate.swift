/// Whether an interval lies between two plausible sinus beats, by the clock alone.
///
/// After M. Malik et al., Eur. Heart J. 10 (1989) 1060 (an interval more than 20 % off the one before is not normal)
/// and the local-median threshold of Kubios (M. P. Tarvainen et al., Comput. Methods Programs Biomed. 113 (2014) 210).
/// Deviations: an interval is irregular only where it breaks *both* rules, since an athlete's respiratory sinus
/// arrhythmia departs far from the median, but gradually, and the first interval after an ectopic beat departs from its
/// predecessor, but not from the median; the median is over past intervals only (causal). The interval that opens at a
/// premature beat is irregular whatever its length: it is not between two sinus beats. Delay: none.
struct IntervalGate {
  /// Share by which an interval may depart from its predecessor (Malik 1989).
  private static let stepShare = 0.2
  /// Share by which an interval may depart from the local median: the same 20 %; Kubios' *medium* level is 250 ms at
  /// 60 bpm, *strong* 150 ms.
  private static let medianShare = 0.2
  /// Past intervals the local median is taken over: it follows the onset of effort within half of them.
  private static let medianCount = 9
  /// Fewer past intervals than this make no median.
  private static let fewestForMedian = 3
  /// What a human heart does, in seconds: from 300 bpm (1:1 conduction over an accessory pathway at its fastest) to the
  /// longest pauses that are survived standing; a longer one is a lost signal before it is a heart.
  static let plausibleSeconds = 0.2...10.0
  /// Without a median to hold it against, an interval beyond this is not taken for normal, in seconds (20 bpm).
  private static let longestUnprovenSeconds = 3.0

  private var past = RingWindow(capacity: Self.medianCount, blank: 0.0)
  private var scratch = [Double](repeating: 0, count: Self.medianCount)
  private var previous: Double?
  private var opensAtPremature = false

  /// The verdict on the next interval of an unbroken chain.
  mutating func verdict(seconds: Double) -> RRInterval.Verdict {
    guard Self.plausibleSeconds.contains(seconds) else {
      // Neither is it remembered: a missed stretch must not move the median.
      previous = nil
      opensAtPremature = false
      return .impossible
    }
    defer {
      past.append(seconds)
      previous = seconds
    }
    guard past.count >= Self.fewestForMedian else {
      return seconds <= Self.longestUnprovenSeconds ? .normal : .irregular
    }
    let median = localMedian()
    let breaksStep = previous.map { abs(seconds - $0) > Self.stepShare * $0 } ?? true
    let breaksMedian = abs(seconds - median) > Self.medianShare * median
    let followsPremature = opensAtPremature
    opensAtPremature = breaksStep && breaksMedian && seconds < median
    return opensAtPremature || followsPremature || (breaksStep && breaksMedian) ? .irregular : .normal
  }

  /// The chain broke: what came before no longer is the predecessor, but its median still holds.
  mutating func breakChain() {
    previous = nil
    opensAtPremature = false
  }

  private mutating func localMedian() -> Double {
    let count = past.count
    for index in 0..<count { scratch[index] = past[index] }
    return scratch.medianOfPrefix(count)
  }
}
