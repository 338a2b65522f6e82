import ECGCore

/// A row of `rules` in `analyze --json`: one rule, and for how long it could be judged.
struct RuleJSON: Encodable {
  var kind: String
  var severity: String
  var criterion: String
  var source: String
  var measure: String
  /// Seconds in which there was a number to hold against it, and seconds looked at.
  var judged_s: Int
  var of_s: Int
  /// Why it was not judged at all.
  var notJudged: String?

  init(_ rule: RuleAccount) {
    kind = rule.kind.rawValue
    severity = rule.severity.rawValue
    criterion = rule.criterion
    source = rule.source
    measure = rule.measure.rawValue
    judged_s = rule.judgedSeconds
    of_s = rule.seconds
    notJudged = rule.judgedSeconds == 0 ? rule.words : nil
  }
}

/// A row of `leadLimits`: what one lead cannot tell.
struct LeadLimitJSON: Encodable {
  var name: String
  var what: String
  var why: String

  static var all: [LeadLimitJSON] { LeadLimits.all.map { LeadLimitJSON(name: $0.name, what: $0.what, why: $0.why) } }
}
