/// Time-domain variability over a window that slides, or over everything there has been.
///
/// M. Malik et al. (Task Force of the ESC and NASPE), Circulation 93 (1996) 1043. Successive differences are taken
/// between *adjacent* normal intervals only: those that share a beat. An update adds one interval and drops those that
/// left; its cost does not depend on the window's length. Delay: none beyond the intervals' own.
struct WindowedHRV: Sendable {
  /// Length in seconds; infinite for everything there has been (figures then state the time covered).
  let windowSeconds: Double
  private let requirement: HRVRequirement
  private let rate: SampleRate
  private var entries: RingWindow<Entry>
  private var moments = IntervalMoments()
  private var excluded = 0
  private var unfit = 0
  private var newestNormal: (to: Double, milliseconds: Double)?

  private struct Entry: Sendable {
    var to: Double
    var verdict: RRInterval.Verdict
    var milliseconds: Double
    var difference: Double?
  }

  /// A window of `windowSeconds`, or with `nil` everything (then nothing is stored).
  init(rate: SampleRate, windowSeconds: Double?, requirement: HRVRequirement) {
    self.rate = rate
    self.requirement = requirement
    self.windowSeconds = windowSeconds ?? .infinity
    // As many as the fastest plausible heart beats in the window.
    let most = windowSeconds.map { Int($0 / IntervalGate.plausibleSeconds.lowerBound) + 1 } ?? 1
    entries = RingWindow(capacity: most, blank: Entry(to: 0, verdict: .unfit, milliseconds: 0, difference: nil))
  }

  mutating func append(_ interval: RRInterval) {
    var entry = Entry(
      to: interval.to, verdict: interval.verdict, milliseconds: interval.seconds * 1000, difference: nil)
    switch interval.verdict {
    case .normal:
      moments.add(milliseconds: entry.milliseconds)
      if let newestNormal, newestNormal.to == interval.from {
        let difference = entry.milliseconds - newestNormal.milliseconds
        entry.difference = difference
        moments.add(difference: difference)
      }
      newestNormal = (interval.to, entry.milliseconds)
    case .irregular, .impossible:
      excluded += 1
    case .unfit:
      excluded += 1
      unfit += 1
    }
    guard windowSeconds.isFinite else { return }
    if entries.isFull { dropFirst() }
    entries.append(entry)
  }

  /// Drops the intervals that closed before the window, which ends at grid index `now`.
  mutating func slide(to now: Int) {
    guard windowSeconds.isFinite else { return }
    let border = Double(now) - windowSeconds * rate.hertz
    while let first = entries.first, first.to < border { dropFirst() }
  }

  /// The figures of the window as it stands.
  func reading() -> Reading<TimeDomainHRV> {
    let all = moments.count + excluded
    let share = all > 0 ? Double(excluded) / Double(all) : 0
    let reachable = moments.seconds >= requirement.coveredSeconds
    if all > 0, share > requirement.excludedShare, reachable || 2 * excluded > all {
      return .refused(2 * unfit > excluded ? .poorSignal : .cannotTell)
    }
    let length = windowSeconds.isFinite ? windowSeconds : moments.seconds
    guard reachable, let figures = moments.figures(windowSeconds: length, excludedShare: share) else {
      return .refused(.settling)
    }
    return .value(figures)
  }

  private mutating func dropFirst() {
    guard let entry = entries.first else { return }
    entries.removeFirst()
    if entry.verdict == .normal {
      moments.remove(milliseconds: entry.milliseconds)
      // Its own difference went with its predecessor; the one to its successor goes with it.
      if let difference = entries.first?.difference {
        moments.remove(difference: difference)
        entries[0].difference = nil
      }
    } else {
      excluded -= 1
      if entry.verdict == .unfit { unfit -= 1 }
    }
  }
}
