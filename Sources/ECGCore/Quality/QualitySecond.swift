/// The judgement of one second of signal.
public struct QualitySecond: Hashable, Sendable {
  /// First sample of the second on the session's grid.
  public var start: Int
  /// Samples judged (fewer than a second's worth beside a gap and at the end).
  public var count: Int
  /// Signal-quality index, 0 (unusable) … 1 (clean).
  public var index: Float
  public var state: SignalState

  public init(start: Int, count: Int, index: Float, state: SignalState) {
    self.start = start
    self.count = count
    self.index = index
    self.state = state
  }
}

/// What a second of signal is fit for.
public enum SignalState: String, Hashable, Sendable, CaseIterable {
  /// Clean enough for everything.
  case good
  /// Beats can be trusted, shapes cannot.
  case fair
  /// Nothing can be trusted.
  case poor
  /// At a rail.
  case clipped
  /// Not moving.
  case flat
  /// An electrode is off.
  case leadsOff

  /// Why figures from such a second are withheld; `nil` where they are not.
  public var refusal: Refusal? {
    switch self {
    case .good, .fair: nil
    case .poor: .poorSignal
    case .clipped: .clipped
    case .flat: .flat
    case .leadsOff: .leadsOff
    }
  }
}
