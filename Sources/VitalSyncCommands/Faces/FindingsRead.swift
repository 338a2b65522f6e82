package import ECGCore
package import TerminalUI

/// Which finding of the list is looked at. What is acknowledged is the `AlarmDesk`'s to say.
package struct FindingsRead: Sendable {
  /// `nil`: the first of the list.
  private var chosen: Finding.Name?

  package init() {}

  /// The place in the list of the finding that is looked at.
  package func place(in snapshot: MonitorSnapshot) -> Int {
    snapshot.allFindings.firstIndex { $0.name == chosen } ?? 0
  }

  /// A key of the user. Returns whether it was meant for the choice.
  package mutating func handle(_ key: Key, _ snapshot: MonitorSnapshot?, isListShown: Bool) -> Bool {
    switch key {
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

  /// What `a` means: the chosen finding where the list is shown, and else the gravest that asks.
  package mutating func meant(_ snapshot: MonitorSnapshot?, _ desk: AlarmDesk?, isListShown: Bool) -> Finding? {
    guard isListShown, let snapshot, !snapshot.allFindings.isEmpty else { return desk?.gravestUnacknowledged }
    let finding = snapshot.allFindings[place(in: snapshot)]
    // What comes now must not slip in under the key.
    chosen = finding.name
    return finding
  }

  private mutating func move(_ step: Int, _ snapshot: MonitorSnapshot?) {
    guard let snapshot, !snapshot.allFindings.isEmpty else { return }
    let list = snapshot.allFindings
    chosen = list[max(0, min(list.count - 1, place(in: snapshot) + step))].name
  }
}

extension MonitorSnapshot {
  /// What holds, gravest first, then what is past, newest first.
  package var allFindings: [Finding] { activeFindings + pastFindings }
}
