/// What artefact correction takes an interval for (Lipponen and Tarvainen 2019).
public enum ArtefactClass: String, Hashable, Sendable, CaseIterable {
  case normal
  /// A beat was passed over: the interval is two.
  case missed
  /// A beat was seen that was none: the interval and the next are one.
  case extra
  /// Beside an early or late beat that makes itself up at once.
  case ectopic
  /// Too long or too short, and none of the others: a misplaced beat, or an ectopic one without its pause.
  case longOrShort
}

/// How many intervals of each class were found, and out of how many.
public struct ArtefactCount: Hashable, Sendable {
  public var missed = 0
  public var extra = 0
  public var ectopic = 0
  public var longOrShort = 0
  /// Intervals that lay in signal unfit to be judged, or longer than a heart rests: left out, not mended.
  public var leftOut = 0
  /// Intervals as they came, those left out among them.
  public var intervals = 0

  public init() {}

  /// Intervals mended, added or left out.
  public var corrected: Int { missed + extra + ectopic + longOrShort + leftOut }
  /// `corrected` over `intervals`, 0 … 1.
  public var share: Double { intervals > 0 ? min(1, Double(corrected) / Double(intervals)) : 0 }

  mutating func count(_ kind: ArtefactClass) {
    intervals += 1
    switch kind {
    case .normal: break
    case .missed: missed += 1
    case .extra: extra += 1
    case .ectopic: ectopic += 1
    case .longOrShort: longOrShort += 1
    }
  }
}
