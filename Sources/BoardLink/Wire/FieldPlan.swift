/// Which of a line's numbers is the ECG and which the time; settled by `FieldSurvey` from what they do, not by position.
package struct FieldPlan: Hashable, Sendable {
  /// What a number was found to be.
  package enum Role: Hashable, Sendable {
    case time(StampUnit)
    /// Runs forward, and not with the clock: a line number.
    case counter
    /// Changes now and then, within what a heart does in a minute.
    case heartRate
    /// Changes now and then.
    case slow
    case constant
    case signal

    var words: String {
      switch self {
      case .time(let unit): "time in \(unit.symbol)"
      case .counter: "line number"
      case .heartRate: "a heart rate, it seems"
      case .slow: "changes seldom"
      case .constant: "constant"
      case .signal: "another signal"
      }
    }
  }

  /// Labels or keys; for plain columns "1", "2", ….
  package var names: [String]
  package var roles: [Role]
  /// Places in `names`.
  package var signal: Int
  package var time: Int?
  /// The ECG was seen to move, and no column is left that may yet prove to be the time; else it is what can be told so far.
  package var isSure: Bool

  /// "column 2 of 3: ECG; 1: time in µs; 3: heart rate".
  package var words: String {
    let areColumns = names.first == "1"
    var parts = [areColumns ? "column \(names[signal]) of \(names.count): ECG" : "\(names[signal]): ECG"]
    for place in names.indices where place != signal { parts.append("\(names[place]): \(roles[place].words)") }
    return parts.joined(separator: "; ")
  }
}

extension StampUnit {
  /// As it stands behind a number.
  var symbol: String {
    switch seconds {
    case 1: "s"
    case 1e-3: "ms"
    case 1e-6: "µs"
    default: words
    }
  }
}
