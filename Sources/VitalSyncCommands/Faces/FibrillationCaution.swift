import ECGCore

/// In atrial fibrillation no beat is early, so an S there says little. Reports say so, and so does the screen wherever S letters or
/// counts of them stand.
enum FibrillationCaution {
  static let short = "in AF an S says little"
  private static let full = "in fibrillation no beat is early: an S says little"

  /// Letters on the trace now: the rhythm is fibrillation, and there was an S.
  static func isOfNow(_ snapshot: MonitorSnapshot) -> Bool {
    snapshot.rhythm.value == .atrialFibrillation && snapshot.burden.supraventricular.beats > 0
  }

  /// Counts of the session: fibrillation stands, or was found.
  static func isOfSession(_ snapshot: MonitorSnapshot) -> Bool {
    guard snapshot.burden.supraventricular.beats > 0 else { return false }
    return snapshot.rhythm.value == .atrialFibrillation
      || snapshot.allFindings.contains { $0.kind == .atrialFibrillation }
  }

  /// The fullest form that there is room for.
  static func words(columns: Int) -> String { columns >= full.count ? full : short }
}
