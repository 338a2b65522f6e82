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
  /// How sure it is.
  public var certainty: Certainty

  public init(
    kind: FindingKind, severity: Severity, onset: Int, last: Int, isActive: Bool, evidence: ClosedRange<Int>,
    statement: String, advice: String, criterion: String, source: String, certainty: Certainty = .likely
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
    self.certainty = certainty
  }

  /// What names a finding through its changes.
  public struct Name: Hashable, Sendable {
    public var kind: FindingKind
    public var onset: Int
  }

  public var name: Name { Name(kind: kind, onset: onset) }

  /// How sure a finding is: its rule's own certainty, a step lower where the signal was only fair.
  public enum Certainty: String, Hashable, Sendable, CaseIterable {
    /// Something else may look the same to one lead.
    case possible
    /// Measured, by figures whose error is known and small.
    case likely
    /// There is nothing else that it could be.
    case certain

    var lowered: Certainty { self == .certain ? .likely : .possible }
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
