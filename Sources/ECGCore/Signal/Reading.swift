/// A figure, or why there is none. A refusal is an answer, never a zero or a NaN.
public enum Reading<Value> {
  case value(Value)
  case refused(Refusal)

  /// The figure where there is one.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// The reason where there is no figure.
  public var refusal: Refusal? {
    if case .refused(let refusal) = self { refusal } else { nil }
  }
}

extension Reading: Sendable where Value: Sendable {}
extension Reading: Equatable where Value: Equatable {}
extension Reading: Hashable where Value: Hashable {}

/// Why a figure is withheld.
public enum Refusal: String, Hashable, Sendable, CaseIterable {
  /// An electrode is off the skin.
  case leadsOff
  /// The converter or amplifier stands at a rail.
  case clipped
  /// No signal at all: the input does not move.
  case flat
  /// Too much noise or motion to trust a beat.
  case poorSignal
  /// Too little has been seen yet.
  case settling
  /// Enough was seen, but it does not decide.
  case cannotTell
  /// No finger is on the sensor.
  case notWorn

  /// For a screen or a report.
  public var words: String {
    switch self {
    case .leadsOff: "leads off"
    case .clipped: "clipped"
    case .flat: "flat line"
    case .poorSignal: "poor signal"
    case .settling: "settling"
    case .cannotTell: "cannot tell"
    case .notWorn: "sensor not worn"
    }
  }
}
