import ECGCore

/// The rules by what was made of them: first those that could not be judged, since no finding by these means nothing.
struct RuleGroups {
  struct Group {
    /// "not judged: QTc (Fridericia) is not measured"
    var words: String
    var kinds: [String]
  }

  private(set) var groups: [Group] = []

  init(_ rules: [RuleAccount]) {
    for rule in rules.filter({ $0.judgedSeconds == 0 }) + rules.filter({ $0.judgedSeconds > 0 }) {
      let place = groups.firstIndex { $0.words == rule.words }
      if let place, !groups[place].kinds.contains(rule.kind.words) { groups[place].kinds.append(rule.kind.words) }
      if place == nil { groups.append(Group(words: rule.words, kinds: [rule.kind.words])) }
    }
  }

  /// One line each: what, and how long it was looked for.
  var lines: [String] { groups.map { "\($0.kinds.joined(separator: ", ")): \($0.words)" } }
}
