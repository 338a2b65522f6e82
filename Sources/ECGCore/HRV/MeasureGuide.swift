/// A measurement that is made by rule, so that mornings compare.
public enum MeasureKind: String, Hashable, Sendable, CaseIterable {
  /// Five minutes at rest after one of settling (Task Force 1996 asks five for a short-term record).
  case morning
  /// Three minutes lying after one of settling, then three standing: what standing up costs the heart.
  case orthostatic
}

/// What the person is asked to do.
public enum MeasurePhase: String, Hashable, Sendable, CaseIterable {
  case settling
  /// Lying or sitting still.
  case resting
  /// Getting up: nothing is measured but the highest rate.
  case rising
  case standing
  case finished

  /// Length in seconds.
  public func seconds(in kind: MeasureKind) -> Int {
    switch (self, kind) {
    case (.settling, _): 60
    case (.resting, .morning): 300
    case (.resting, .orthostatic), (.standing, .orthostatic): 180
    case (.rising, .orthostatic): 30
    case (.rising, .morning), (.standing, .morning), (.finished, _): 0
    }
  }
}

/// Leads through a measurement and judges it; knows no screen and no clock: each judged second moves it on.
///
/// The countdown stands still in settling while there is no heart rate, so that a measurement does not begin with an
/// electrode off; from then on time runs, and what was lost is judged afterwards.
public struct MeasureGuide: Sendable {
  public let kind: MeasureKind
  public private(set) var phase = MeasurePhase.settling
  /// Seconds that are left of the phase.
  public private(set) var remainingSeconds: Int
  /// Why the countdown stands still.
  public private(set) var waitsFor: Refusal?
  /// Judged phases, as they end.
  public private(set) var results: [MeasurePhase: MeasureResult] = [:]
  /// Highest rate while rising, beats per minute.
  public private(set) var highestRising: Double?

  /// Of the seconds of this phase so far, the share in which the signal was good or fair, 0 … 1; `nil` before the first.
  public var fitShareSoFar: Double? {
    let seconds = phase.seconds(in: kind) - remainingSeconds
    return seconds > 0 ? Double(fitSeconds) / Double(seconds) : nil
  }

  private let rate: SampleRate
  private var intervals: [RRInterval] = []
  private var start = 0
  private var fitSeconds = 0

  public init(_ kind: MeasureKind, rate: SampleRate) {
    self.kind = kind
    self.rate = rate
    remainingSeconds = MeasurePhase.settling.seconds(in: kind)
  }

  /// Standing less resting, beats per minute, once both are judged.
  public var riseOfRate: Reading<Double> {
    guard let resting = results[.resting], let standing = results[.standing] else { return .refused(.settling) }
    guard let before = resting.figures.value, let after = standing.figures.value else { return .refused(.cannotTell) }
    return .value(after.meanHeartRate - before.meanHeartRate)
  }

  public mutating func take(_ interval: RRInterval) {
    if phase != .finished { intervals.append(interval) }
  }

  /// Moves on by a judged second with the rate that held at its end.
  public mutating func take(_ second: QualitySecond, heartRate: Reading<Double>) {
    guard phase != .finished else { return }
    if phase == .settling, let refusal = heartRate.refusal {
      waitsFor = refusal
      return
    }
    waitsFor = nil
    if phase == .rising, let rate = heartRate.value { highestRising = max(highestRising ?? rate, rate) }
    if second.state == .good || second.state == .fair { fitSeconds += 1 }
    remainingSeconds -= 1
    if remainingSeconds <= 0 { next(at: second.start + second.count) }
  }

  private mutating func next(at end: Int) {
    if phase == .resting || phase == .standing {
      let (from, to) = (Double(start), Double(end))
      results[phase] = MeasureResult(
        intervals.filter { $0.from >= from && $0.to <= to }, rate: rate, seconds: phase.seconds(in: kind),
        fitSeconds: fitSeconds)
    }
    let order = MeasurePhase.allCases
    var place = order.firstIndex(of: phase).map { $0 + 1 } ?? order.count - 1
    while order[place] != .finished, order[place].seconds(in: kind) == 0 { place += 1 }
    phase = order[place]
    remainingSeconds = phase.seconds(in: kind)
    start = end
    fitSeconds = 0
    intervals.removeAll { $0.from < Double(end) }
  }
}
