/// One row of the table of rules.
struct FindingRule: Sendable {
  var kind: FindingKind
  var severity: Severity
  var condition: Condition
  /// How long the condition must hold before the finding is raised, in seconds.
  var raisedAfter: Double
  /// How long its opposite must hold before the finding is cleared, in seconds.
  var clearedAfter: Double
  var criterion: String
  var advice: String
  var source: String

  /// What is measured, the limit that raises and the one that clears (hysteresis).
  enum Condition: Sendable {
    /// Heart rate, in beats per minute.
    case rateBelow(Double, clearsFrom: Double)
    case rateAbove(Double, clearsTo: Double)
    /// Time since the last beat in fit signal, or between two, in seconds.
    case noBeat(Double)
    /// How likely it is fibrillation or flutter, 0 … 1.
    case fibrillationFrom(Double, clearsBelow: Double)
    /// A second with an electrode off.
    case leadsOff
  }
}
