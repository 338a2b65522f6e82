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
  /// Nothing of these, and yet off its neighbours and the median by more than a fifth, or beside a premature beat (`IntervalGate`). In
  /// bigeminy and fibrillation the quartiles behind the other classes are of ectopic beats themselves, and hide them. Left as it is.
  case irregular
  /// In signal unfit to be judged, or longer than a heart rests: neither kept nor mended.
  case leftOut
}

/// How many intervals of each class were found, and out of how many.
public struct ArtefactCount: Hashable, Sendable {
  public var missed = 0
  public var extra = 0
  public var ectopic = 0
  public var longOrShort = 0
  public var irregular = 0
  public var leftOut = 0
  /// Intervals as they came, those left out among them.
  public var intervals = 0

  public init() {}

  /// Intervals mended, added or left out.
  public var corrected: Int { missed + extra + ectopic + longOrShort + leftOut }
  /// `corrected` over `intervals`, 0 … 1.
  public var correctedShare: Double { share(of: corrected) }
  /// Intervals that are no sinus rhythm as it came, mended or not, over `intervals`, 0 … 1: what figures are withheld by.
  public var artefactShare: Double { share(of: corrected + irregular) }

  private func share(of count: Int) -> Double { intervals > 0 ? min(1, Double(count) / Double(intervals)) : 0 }

  mutating func count(_ kind: ArtefactClass) {
    intervals += 1
    switch kind {
    case .normal: break
    case .missed: missed += 1
    case .extra: extra += 1
    case .ectopic: ectopic += 1
    case .longOrShort: longOrShort += 1
    case .irregular: irregular += 1
    case .leftOut: leftOut += 1
    }
  }
}
