/// How far the heart rate falls in the first and second minute after effort, found by itself.
///
/// C. R. Cole et al., N. Engl. J. Med. 341 (1999) 1351: a fall of 12 bpm or less in the first minute is abnormal (after a cool-down;
/// 18 or less when lying at once). Fed with one heart rate a second. Effort is a minute of sinus rhythm at a rate that is moderate
/// effort or more by C. E. Garber et al., Med. Sci. Sports Exerc. 43 (2011) 1334: 40 % of the reserve, or 64 % of the maximum where the
/// resting rate is not known, or `effortRate` where neither is. A fast heart full of extra beats is no effort. Its end is the last second within 2 bpm of the highest of the half minute, once the rate has stood 6 bpm lower for 15 s. Rising to
/// its level again within the minute makes it a lull, not the end. A heart that does not fall at all shows no end: from the rate
/// alone that cannot be told from going on.
public struct HeartRateRecovery: Hashable, Sendable {
  /// One end of effort.
  public struct Figures: Hashable, Sendable {
    /// Second, as counted by `add`, of the end.
    public var endedAt: Int
    /// Rate at the end, beats per minute.
    public var peak: Double
    /// Fall in one and in two minutes, beats per minute.
    public var after60: Reading<Double>
    public var after120: Reading<Double>
  }

  /// The newest end, as soon as its first minute is over.
  public private(set) var newest: Figures?

  /// Rate from which it is effort where no maximum is known, beats per minute: 64 % of 200, above which hardly anybody's lies
  /// (Tanaka 2001); less may be a heart that is fast at rest.
  static let effortRate = 128.0
  /// Shares of the reserve and of the maximum (Garber 2011).
  private static let (reserveShare, maximumShare) = (0.40, 0.64)
  /// Seconds of effort before an end can come.
  private static let effortSeconds = 60
  /// Seconds looked back for the level, and within how many bpm of it still counts as effort.
  private static let (levelSeconds, levelReach) = (30, 2.0)
  /// The rate must have stood so much lower for so long.
  private static let (fall, fallSeconds) = (6.0, 15)
  /// A missing rate may be taken from so many seconds about.
  private static let nearSeconds = 3

  private let threshold: Double
  private var rates: RingWindow<Second>
  private var second = -1
  private var effort = 0
  private var pending: Figures?

  private struct Second: Sendable {
    var rate: Double?
    var isEffort: Bool
  }

  public init(limits: HeartRateLimits) {
    if limits.isAtRest {
      threshold = .infinity
    } else if let maximum = limits.maximum, let resting = limits.resting, maximum > resting {
      threshold = resting + Self.reserveShare * (maximum - resting)
    } else {
      threshold = limits.maximum.map { $0 * Self.maximumShare } ?? Self.effortRate
    }
    rates = RingWindow(capacity: 180, blank: Second(rate: nil, isEffort: false))
  }

  public static func == (a: Self, b: Self) -> Bool { a.second == b.second && a.newest == b.newest }
  public func hash(into hasher: inout Hasher) { hasher.combine(second) }

  /// Takes the rate of the next second, and whether the beats behind it are mostly sinus beats.
  public mutating func add(_ rate: Reading<Double>, isRegular: Bool = true) {
    second += 1
    let isEffort = isRegular && rate.value.map { $0 >= threshold } ?? false
    rates.append(Second(rate: rate.value, isEffort: isEffort))
    if pending != nil { follow(rate.value) } else { watch(rate.value, isEffort: isEffort) }
  }

  private mutating func watch(_ rate: Double?, isEffort: Bool) {
    if rate != nil { effort = isEffort ? effort + 1 : max(0, effort - 2) }
    guard effort >= Self.effortSeconds || (effort > 0 && wasEffort), let rate else { return }
    var level = -Double.infinity
    for back in 0..<(Self.levelSeconds + Self.fallSeconds) { level = max(level, self.rate(at: second - back) ?? level) }
    guard level >= threshold, rate <= level - Self.fall else { return }
    var end: Int?
    for back in 0..<(Self.levelSeconds + Self.fallSeconds) {
      if let then = self.rate(at: second - back), then >= level - Self.levelReach {
        end = second - back
        break
      }
    }
    guard let end, second - end >= Self.fallSeconds else { return }
    pending = Figures(
      endedAt: end, peak: self.rate(at: end) ?? level, after60: .refused(.settling), after120: .refused(.settling))
  }

  private mutating func follow(_ rate: Double?) {
    guard var figures = pending else { return }
    let since = second - figures.endedAt
    if let rate, rate >= figures.peak - Self.levelReach {
      pending = nil
      return
    }
    if since == 60 + Self.nearSeconds {
      figures.after60 = fall(from: figures, at: 60)
      newest = figures
    }
    if since == 120 + Self.nearSeconds {
      figures.after120 = fall(from: figures, at: 120)
      newest = figures
      effort = 0
      pending = nil
      return
    }
    pending = figures
  }

  private func fall(from figures: Figures, at seconds: Int) -> Reading<Double> {
    for near in 0...Self.nearSeconds {
      for place in [figures.endedAt + seconds - near, figures.endedAt + seconds + near] {
        if let rate = rate(at: place) { return .value(figures.peak - rate) }
      }
    }
    return .refused(.poorSignal)
  }

  /// There was a minute of effort within what is remembered.
  private var wasEffort: Bool {
    var count = 0
    for index in 0..<rates.count where rates[index].isEffort { count += 1 }
    return count >= Self.effortSeconds
  }

  private func rate(at place: Int) -> Double? {
    let index = rates.count - 1 - (second - place)
    guard index >= 0, index < rates.count else { return nil }
    return rates[index].rate
  }
}
