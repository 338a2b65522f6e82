/// DFA-α1 of the last two minutes, for effort.
///
/// As intensity rises, α1 falls from about 1 or more at rest through 0.75 near the first (aerobic) threshold to 0.5 near the second
/// (anaerobic) one: B. Rogers et al., Front. Physiol. 11 (2021) 596567; J. Funct. Morphol. Kinesiol. 6 (2021) 38. Both come from groups;
/// a single athlete may lie beside them by a tenth or two, and artefacts of 3 % already shift α1.
public struct ShortTermScaling: Hashable, Sendable {
  /// Slope over boxes of 4 … 16 intervals (`DetrendedFluctuation`), of corrected intervals, not detrended beyond that.
  public var alpha: Double
  /// Share of the window's intervals that were corrected, or are irregular and were not, 0 … 1.
  public var artefactShare: Double
  /// Intervals in the window.
  public var intervals: Int

  /// Length of the window, and how often it is looked at, in seconds.
  public static let windowSeconds = 120.0
  public static let everySeconds = 5
  /// α1 at the first and the second threshold.
  public static let aerobicThreshold = 0.75
  public static let anaerobicThreshold = 0.5

  /// Where the heart is between the thresholds.
  public var intensity: Intensity {
    alpha > Self.aerobicThreshold ? .low : alpha > Self.anaerobicThreshold ? .moderate : .high
  }

  public enum Intensity: String, Hashable, Sendable, CaseIterable {
    /// Below the first threshold.
    case low
    /// Between the thresholds.
    case moderate
    /// Above the second.
    case high
  }

  /// More than 5 % are artefacts or ectopic.
  public var isUnreliable: Bool { artefactShare > HRVRequirement.unreliableShare }
}

/// The sliding window behind `ShortTermScaling`. Delay: that of `LiveArtefactCorrection`, five intervals.
struct LiveScaling: Sink {
  /// Least share of the window that its intervals must cover.
  private static let coveredShare = 0.8
  /// As many as the fastest heart beats in the window.
  private static let most = Int(ShortTermScaling.windowSeconds / IntervalGate.plausibleSeconds.lowerBound)

  private let rate: SampleRate
  private var recent: RingWindow<CorrectedInterval>
  private var lost: RingWindow<Double>
  private var lengths: [Double] = []
  private var chains: [Range<Int>] = []
  private var profile = [Double](repeating: 0, count: Self.most)
  private var updated: Int?
  /// As of the last look.
  private(set) var reading: Reading<ShortTermScaling> = .refused(.settling)

  init(rate: SampleRate) {
    self.rate = rate
    recent = RingWindow(
      capacity: Self.most, blank: CorrectedInterval(to: 0, milliseconds: 0, kind: .normal, opensChain: true))
    lost = RingWindow(capacity: Self.most, blank: 0)
    lengths.reserveCapacity(Self.most)
    chains.reserveCapacity(Self.most)
  }

  mutating func receive(_ interval: CorrectedInterval) { recent.append(interval) }

  /// An interval that closed at `to` was left out.
  mutating func leaveOut(at to: Double) { lost.append(to) }

  /// Looks at the window that ends at grid index `now`, every five seconds of the grid.
  mutating func look(now: Int) {
    let slot = Int(rate.seconds(Double(now))) / ShortTermScaling.everySeconds
    guard slot != updated else { return }
    updated = slot
    let border = Double(now) - ShortTermScaling.windowSeconds * rate.hertz
    while let first = recent.first, first.to < border { recent.removeFirst() }
    while let first = lost.first, first < border { lost.removeFirst() }
    lengths.removeAll(keepingCapacity: true)
    chains.removeAll(keepingCapacity: true)
    var (corrected, covered, start) = (lost.count, 0.0, 0)
    for index in 0..<recent.count {
      let interval = recent[index]
      if interval.opensChain, index > start {
        chains.append(start..<index)
        start = index
      }
      lengths.append(interval.milliseconds)
      covered += interval.milliseconds / 1000
      if interval.kind != .normal { corrected += 1 }
    }
    if start < lengths.count { chains.append(start..<lengths.count) }
    reading = figure(corrected: corrected, covered: covered)
  }

  private mutating func figure(corrected: Int, covered: Double) -> Reading<ShortTermScaling> {
    let all = recent.count + lost.count
    let share = all > 0 ? Double(corrected) / Double(all) : 0
    if 2 * lost.count > all { return .refused(.poorSignal) }
    guard covered >= Self.coveredShare * ShortTermScaling.windowSeconds else { return .refused(.settling) }
    if share > HRVRequirement.withheldShare { return .refused(.cannotTell) }
    switch DetrendedFluctuation.reading(of: lengths, chains, scales: DetrendedFluctuation.short, profile: &profile) {
    case .refused(let refusal): return .refused(refusal)
    case .value(let figure):
      return .value(ShortTermScaling(alpha: figure.alpha, artefactShare: share, intervals: lengths.count))
    }
  }
}
