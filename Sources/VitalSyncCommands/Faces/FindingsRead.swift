package import ECGCore
package import TerminalUI

/// What the person has done with the findings: which one is looked at, and which are acknowledged.
package struct FindingsRead: Sendable {
  /// What names a finding through its changes.
  package struct Name: Hashable, Sendable {
    package var kind: FindingKind
    package var onset: Int

    package init(_ finding: Finding) {
      kind = finding.kind
      onset = finding.onset
    }
  }

  /// `nil`: the first of the list.
  private var chosen: Name?
  private var acknowledged: Set<Name> = []

  package init() {}

  package func isAcknowledged(_ finding: Finding) -> Bool { acknowledged.contains(Name(finding)) }

  /// Those that hold and that nobody has acknowledged; notes need nobody.
  package func open(in snapshot: MonitorSnapshot?) -> [Finding] {
    (snapshot?.activeFindings ?? []).filter { $0.severity > .note && !isAcknowledged($0) }
  }

  /// The place in the list of the finding that is looked at.
  package func place(in snapshot: MonitorSnapshot) -> Int {
    snapshot.allFindings.firstIndex { Name($0) == chosen } ?? 0
  }

  /// A key of the user. Returns whether it was meant for the findings.
  package mutating func handle(_ key: Key, _ snapshot: MonitorSnapshot?, isListShown: Bool) -> Bool {
    switch key {
    case .character("a"): acknowledge(snapshot, chosenOne: isListShown)
    case .character("j"),
      .down where isListShown:
      move(1, snapshot)
    case .character("k"),
      .up where isListShown:
      move(-1, snapshot)
    case .home where isListShown: chosen = nil
    default: return false
    }
    return true
  }

  /// The chosen finding where the list is shown, and else the gravest that waits for it.
  private mutating func acknowledge(_ snapshot: MonitorSnapshot?, chosenOne: Bool) {
    guard let snapshot else { return }
    let list = snapshot.allFindings
    guard let finding = chosenOne && !list.isEmpty ? list[place(in: snapshot)] : open(in: snapshot).first else {
      return
    }
    chosen = chosenOne ? Name(finding) : chosen
    acknowledged.insert(Name(finding))
  }

  private mutating func move(_ step: Int, _ snapshot: MonitorSnapshot?) {
    guard let snapshot, !snapshot.allFindings.isEmpty else { return }
    let list = snapshot.allFindings
    chosen = Name(list[max(0, min(list.count - 1, place(in: snapshot) + step))])
  }
}

extension MonitorSnapshot {
  /// What holds, gravest first, then what is past, newest first.
  package var allFindings: [Finding] { activeFindings + pastFindings }
}
