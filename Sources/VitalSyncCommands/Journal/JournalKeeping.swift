import Journal

/// Enters a live session when it is over. What goes wrong here is told, and harms nothing: the session and its exit status stay as
/// they are.
enum JournalKeeping {
  /// The number of the entry; `nil` where none was made.
  static func keep(_ entry: SessionEntry, who: String?) -> Int? {
    guard entry.isWorthKeeping else { return nil }
    do throws(CommandFailure) {
      let journal = try JournalOpening.opened()
      let athlete = try journaled { () throws(JournalError) in try journal.athlete(orCurrent: who, now: .now) }
      let record = try entry.record(of: athlete.name)
      let vitals = SessionVitals.readings(
        of: entry.account.sensors, began: entry.began, athlete: athlete.name, source: record.source)
      return try journaled { () throws(JournalError) in
        let number = try journal.enter(record)
        _ = try journal.enter(vitals)
        return number
      }
    } catch {
      tell("vitalsync: the session is not in the journal: \(error.message)")
      return nil
    }
  }
}
