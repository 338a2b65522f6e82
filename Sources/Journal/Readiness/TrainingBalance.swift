/// Training impulses of the last week against those of the last four.
///
/// Acute: mean a day over 7 days; chronic: over 28, both ending on the day judged, days without a session counting zero (E. W. Banister's
/// impulse or Edwards', as the sessions have them; rolling means as in N. B. Murray et al., Br. J. Sports Med. 51 (2017) 749). The ratio tells
/// how fast load changes. It foretells no injury: F. M. Impellizzeri et al., Int. J. Sports Physiol. Perform. 15 (2020) 907. No look-ahead.
package struct TrainingBalance: Hashable, Sendable {
  /// Impulses a day.
  package var acute: Double
  package var chronic: Double
  /// Which impulse all of these are.
  package var impulse: FigureName
  /// Sessions of the four weeks with an impulse, and without.
  package var sessions: Int
  package var without: Int
  /// Whether the journal reaches back over the four weeks: before, the chronic mean is too low.
  package var isWhole: Bool

  package static let acuteDays = 7
  package static let chronicDays = 28

  package var ratio: Double? { chronic > 0 && isWhole ? acute / chronic : nil }

  /// `nil` where no session of the four weeks has an impulse.
  package init?(_ sessions: [SessionRecord], on day: Day) {
    let trainings = sessions.filter { $0.kind == .free && $0.began.day <= day }
    let recent = trainings.filter { $0.began.day > day - Self.chronicDays }
    // One kind throughout: the two do not add up. Banister's where every session that has an impulse has it.
    let impulse: FigureName =
      recent.allSatisfy { $0.figures[.banister] != nil || $0.figures[.edwards] == nil } ? .banister : .edwards
    let loads = recent.compactMap { session in session.figures[impulse].map { (session.began.day, $0) } }
    guard !loads.isEmpty else { return nil }
    self.impulse = impulse
    self.sessions = loads.count
    without = recent.count - loads.count
    chronic = loads.reduce(0) { $0 + $1.1 } / Double(Self.chronicDays)
    acute = loads.filter { $0.0 > day - Self.acuteDays }.reduce(0) { $0 + $1.1 } / Double(Self.acuteDays)
    isWhole = trainings.contains { $0.began.day <= day - Self.chronicDays + 1 }
  }
}
