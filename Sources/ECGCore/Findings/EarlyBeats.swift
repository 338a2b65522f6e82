/// Early beats, by the clock alone: how many in the last 10 s, and whether effort brings more of them.
///
/// A beat is early where its interval is irregular (`IntervalGate`) and a fifth shorter than the median of the normal ones before
/// it. It counts once the next interval is told, and only where the two together last 1.5 medians at least: an extra detection
/// (a T wave, an artefact) splits one interval into two, and an interpolated extra beat, which does so too, is lost with it.
/// Atrial or ventricular it cannot tell. Where the intervals follow no pattern, as in fibrillation, there is no
/// early. Delay: one interval.
struct EarlyBeats {
  /// Seconds looked back: the length of a standard ECG, for which the International Criteria count.
  static let windowSeconds = 10.0
  /// Share of the median below which an interval is early: `IntervalGate`'s 20 %.
  private static let earlyShare = 0.8
  /// The early interval and the next, together, in medians.
  private static let leastPair = 1.5
  /// Up to this many medians the two are one interval split, and neither is early.
  private static let splitPair = 1.15
  /// Normal intervals the median is over, and fewest.
  private static let (medianCount, fewest) = (9, 5)
  /// From this confidence in fibrillation on nothing is early: where its rule is met.
  private static let patternless = 0.5
  /// Effort is a rate from this on where no maximum is known, or this share of it: as `HeartRateRecovery` has it.
  private static let (effortRate, effortShare) = (110.0, 0.65)
  /// Seconds that effort is looked back on, and fewest seconds of effort and before it.
  private static let (effortWindow, fewestEffort, fewestCalm) = (180, 120, 120)
  /// Early beats a minute in effort that are growth where there were none before.
  private static let growth = 2.0

  private let rate: SampleRate
  private let threshold: Double
  private var normal = RingWindow(capacity: medianCount, blank: 0.0)
  private var scratch = [Double](repeating: 0, count: medianCount)
  private var pending: RRInterval?
  private var pendingIsVentricular = false
  /// R peaks of the newest early beats.
  private var newest = RingWindow(capacity: 32, blank: 0.0)
  /// Early beats of each second of effort, as far back as is looked.
  private var inEachSecond = RingWindow(capacity: effortWindow, blank: 0)
  private var calm = (seconds: 0, early: 0)
  private var sinceLook = 0

  /// As of the newest look.
  private(set) var recent: Reading<Double> = .refused(.settling)
  private(set) var inEffort: Reading<Double> = .refused(.settling)

  init(rate: SampleRate, limits: HeartRateLimits) {
    self.rate = rate
    threshold = limits.maximum.map { $0 * Self.effortShare } ?? Self.effortRate
  }

  /// Takes an interval; `isVentricular` of the beat that closes it: such a beat is told by a rule of its own, and counts here
  /// in effort only.
  mutating func append(_ interval: RRInterval, isVentricular: Bool = false) {
    defer {
      if interval.verdict == .normal { normal.append(interval.seconds) }
      let first = pending
      pending = nil
      if interval.verdict == .irregular, !isSplit(first, interval), let median = median(),
        interval.seconds < Self.earlyShare * median
      {
        pending = interval
        pendingIsVentricular = isVentricular
      }
    }
    guard let pending, pending.to == interval.from, let median = median() else { return }
    guard interval.verdict == .normal || interval.verdict == .irregular,
      pending.seconds + interval.seconds >= Self.leastPair * median
    else { return }
    if !pendingIsVentricular { newest.append(pending.to) }
    sinceLook += 1
  }

  /// A second was judged that ends at grid index `end`.
  mutating func look(
    _ heartRate: Reading<Double>, second: QualitySecond, end: Int, fibrillation: Reading<Double>
  ) {
    let early = sinceLook
    sinceLook = 0
    switch fibrillation {
    case .refused(let why): recent = .refused(why)
    case .value(let confidence) where confidence >= Self.patternless: recent = .refused(.cannotTell)
    case .value: recent = .value(count(end: end))
    }
    // Motion makes early beats of its own: only clean seconds are compared.
    if second.state == .good, recent.value != nil, let beats = heartRate.value {
      if beats >= threshold {
        inEachSecond.append(early)
      } else {
        calm.seconds += 1
        calm.early += early
      }
    }
    inEffort = grown(isEffort: heartRate.value.map { $0 >= threshold } ?? false)
  }

  private func grown(isEffort: Bool) -> Reading<Double> {
    guard inEachSecond.count >= Self.fewestEffort, calm.seconds >= Self.fewestCalm else { return .refused(.settling) }
    guard isEffort else { return .value(0) }
    var sum = 0
    for index in 0..<inEachSecond.count { sum += inEachSecond[index] }
    let here = 60 * Double(sum) / Double(inEachSecond.count)
    let before = 60 * Double(calm.early) / Double(calm.seconds)
    return .value(here >= Self.growth * before ? here : 0)
  }

  private func count(end: Int) -> Double {
    let from = Double(end) - Self.windowSeconds * rate.hertz
    var count = 0.0
    for index in 0..<newest.count where newest[index] >= from { count += 1 }
    return count
  }

  private mutating func isSplit(_ first: RRInterval?, _ second: RRInterval) -> Bool {
    guard let first, first.to == second.from, let median = median() else { return false }
    return first.seconds + second.seconds <= Self.splitPair * median
  }

  private mutating func median() -> Double? {
    guard normal.count >= Self.fewest else { return nil }
    for index in 0..<normal.count { scratch[index] = normal[index] }
    return scratch.medianOfPrefix(normal.count)
  }
}
