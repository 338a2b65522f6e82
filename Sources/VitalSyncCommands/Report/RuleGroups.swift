import ECGCore

/// The rules by what was made of them: first those that could not be judged, since no finding by these means nothing.
struct RuleGroups {
  /// One line each: what, and how long it was looked for.
  private(set) var lines: [String] = []

  init(_ rules: [RuleAccount]) {
    var groups: [(words: String, kinds: [String])] = []
    for rule in rules.filter({ $0.judgedSeconds == 0 }) + rules.filter({ $0.judgedSeconds > 0 }) {
      let words = Self.words(rule)
      let place = groups.firstIndex { $0.words == words }
      if let place, !groups[place].kinds.contains(rule.kind.words) { groups[place].kinds.append(rule.kind.words) }
      if place == nil { groups.append((words, [rule.kind.words])) }
    }
    lines = groups.map { "\($0.words): \($0.kinds.joined(separator: ", "))" }
  }

  private static func words(_ rule: RuleAccount) -> String {
    if rule.isAbsent { return "Not judged, since nothing here measures it" }
    if rule.judgedSeconds == 0 { return "Not judged, since it could not be told at any time" }
    return "Judged for \(clock(Double(rule.judgedSeconds))) of \(clock(Double(rule.seconds)))"
  }
}
