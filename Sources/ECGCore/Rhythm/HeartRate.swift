/// The heart rate of the moment.
///
/// Mean over the normal ones among the last eight intervals, none of which closed more than 10 s before the newest;
/// where most of them are not normal (fibrillation, bigeminy), the mean over all, since every beat is a beat. The rate
/// does not stand without its beats: after `staleSeconds` without one it is withheld.
struct HeartRate {
  /// Intervals averaged: what bedside monitors take (IEC 60601-2-27 asks that the number be stated).
  private static let intervalCount = 8
  /// Fewest intervals that make a rate.
  private static let fewestIntervals = 2
  /// Oldest interval that counts, in seconds before now.
  static let memorySeconds = 10.0
  /// Longest time without a beat for which the rate stands, in seconds, the chain's own delay added.
  static let staleSeconds = 3.0

  private let rate: SampleRate
  private var recent: RingWindow<RRInterval>

  init(rate: SampleRate) {
    self.rate = rate
    recent = RingWindow(capacity: Self.intervalCount, blank: RRInterval(from: 0, to: 0, seconds: 1, verdict: .unfit))
  }

  /// Intervals that no heart has, or that stand in unfit signal, are passed over.
  mutating func append(_ interval: RRInterval) {
    if interval.verdict == .normal || interval.verdict == .irregular { recent.append(interval) }
  }

  mutating func removeAll() {
    recent.removeAll()
  }

  /// Beats per minute as of grid index `now`, were it not withheld for the signal's sake; `chainDelay` in seconds is
  /// how long a beat may be on its way.
  func beatsPerMinute(now: Int, chainDelay: Double) -> Reading<Double> {
    guard let newest = recent.last else { return .refused(.settling) }
    if rate.seconds(Double(now) - newest.to) > Self.staleSeconds + chainDelay { return .refused(.cannotTell) }
    let oldest = newest.to - Self.memorySeconds * rate.hertz
    var normal = (count: 0, seconds: 0.0)
    var possible = (count: 0, seconds: 0.0)
    for index in 0..<recent.count {
      let interval = recent[index]
      guard interval.to >= oldest else { continue }
      possible.count += 1
      possible.seconds += interval.seconds
      guard interval.verdict == .normal else { continue }
      normal.count += 1
      normal.seconds += interval.seconds
    }
    let chosen = 2 * normal.count >= possible.count ? normal : possible
    guard chosen.count >= Self.fewestIntervals, chosen.seconds > 0 else { return .refused(.settling) }
    return .value(60 * Double(chosen.count) / chosen.seconds)
  }
}
