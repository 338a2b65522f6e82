/// Something worth a person's attention, with its evidence.
public struct Finding: Hashable, Sendable {
  public var kind: FindingKind
  public var severity: Severity
  /// Where it began, on the session's grid.
  public var onset: Int
  /// Where it was last true (it may still be).
  public var last: Int
  /// It still holds.
  public var isActive: Bool
  /// Samples that show it, for a strip.
  public var evidence: ClosedRange<Int>
  /// What was measured, in words with the figure: "pause of 3.4 s".
  public var statement: String
  /// What to do next.
  public var advice: String
  /// The rule that was met: "no beat for 3 s or more".
  public var criterion: String
  /// Where the rule comes from.
  public var source: String

  public init(
    kind: FindingKind, severity: Severity, onset: Int, last: Int, isActive: Bool, evidence: ClosedRange<Int>,
    statement: String, advice: String, criterion: String, source: String
  ) {
    self.kind = kind
    self.severity = severity
    self.onset = onset
    self.last = last
    self.isActive = isActive
    self.evidence = evidence
    self.statement = statement
    self.advice = advice
    self.criterion = criterion
    self.source = source
  }
}

/// What can be found. Raw values are stable: they stand in JSON.
public enum FindingKind: String, Hashable, Sendable, CaseIterable {
  case bradycardia
  case tachycardia
  case pause
  case irregularRhythm
  case leadsOff

  /// For a screen or a report.
  public var words: String {
    switch self {
    case .bradycardia: "bradycardia"
    case .tachycardia: "tachycardia"
    case .pause: "pause"
    case .irregularRhythm: "irregular rhythm"
    case .leadsOff: "leads off"
    }
  }
}

/// Priorities of IEC 60601-1-8, as words.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  case note
  case warning
  case alarm

  public static func < (a: Severity, b: Severity) -> Bool {
    allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
  }
}
