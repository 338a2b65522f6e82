/// One rule under the limits in force, and for how long it could be judged. A rule that was not, is shown all the same.
public struct RuleAccount: Hashable, Sendable {
  public var kind: FindingKind
  public var severity: Severity
  public var measure: FindingMeasure
  public var criterion: String
  public var source: String
  /// Seconds in which there was a number to hold against it.
  public var judgedSeconds: Int
  /// Seconds looked at in all.
  public var seconds: Int
  /// No stage of the chain measures what it needs.
  public var isAbsent: Bool

  /// Whether, and for how long, it was judged: for a report.
  public var words: String {
    if isAbsent { return "not judged: \(measure.words) is not measured" }
    if judgedSeconds == 0 { return "not judged: \(measure.words) could not be told" }
    return "judged for \(judgedSeconds) of \(seconds) s"
  }
}

extension FindingLimits {
  /// Every rule of the table, gravest first within a kind, with how long `figures` could judge it.
  public func accounts(_ figures: JudgedSeconds) -> [RuleAccount] {
    FindingRule.table(self).map { rule in
      RuleAccount(
        kind: rule.kind, severity: rule.severity, measure: rule.measure, criterion: rule.criterion, source: rule.source,
        judgedSeconds: figures.judged(rule.measure), seconds: figures.seconds,
        isAbsent: figures.seconds > 0 && figures.absent(rule.measure) == figures.seconds)
    }
  }
}

/// For each measure, the seconds in which it was judged and those in which no stage measured it.
public struct JudgedSeconds: Hashable, Sendable {
  public private(set) var seconds = 0
  private var judgedCounts = [Int](repeating: 0, count: FindingMeasure.allCases.count)
  private var absentCounts = [Int](repeating: 0, count: FindingMeasure.allCases.count)

  public init() {}

  public mutating func add(judged: FindingMeasure.Set, absent: FindingMeasure.Set) {
    seconds += 1
    for index in judgedCounts.indices {
      judgedCounts[index] += Int(judged.rawValue >> UInt32(index) & 1)
      absentCounts[index] += Int(absent.rawValue >> UInt32(index) & 1)
    }
  }

  public func judged(_ measure: FindingMeasure) -> Int { count(judgedCounts, measure) }
  public func absent(_ measure: FindingMeasure) -> Int { count(absentCounts, measure) }

  private func count(_ counts: [Int], _ measure: FindingMeasure) -> Int {
    FindingMeasure.allCases.firstIndex(of: measure).map { counts[$0] } ?? 0
  }
}
