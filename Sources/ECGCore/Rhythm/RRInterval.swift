/// The time from one beat to the next, and whether it may count as a normal interval.
public struct RRInterval: Hashable, Sendable {
  /// R peak that opens the interval, on the session's grid.
  public var from: Double
  /// R peak that closes it.
  public var to: Double
  public var seconds: Double
  public var verdict: Verdict

  public init(from: Double, to: Double, seconds: Double, verdict: Verdict) {
    self.from = from
    self.to = to
    self.seconds = seconds
    self.verdict = verdict
  }

  /// Whether the interval counts in heart-rate variability.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// Between two plausible sinus beats.
    case normal
    /// Early or late against its neighbours: an ectopic beat, or a missed or extra detection.
    case irregular
    /// No heart does that: outside the physiological range.
    case impossible
    /// The signal inside was not fit to be judged.
    case unfit
  }
}
