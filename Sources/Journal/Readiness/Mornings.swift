/// One value a day, out of the morning measures of the journal.
///
/// A day's value is that of its first measure that may be held beside other days'; what was left out is counted.
package struct Mornings: Hashable, Sendable {
  package struct Morning: Hashable, Sendable {
    package var session: Int
    package var day: Day
    /// Seconds since midnight on the wall; `nil` where only the day is known.
    package var secondOfDay: Int?
    /// Natural logarithm of RMSSD in ms.
    package var lnRMSSD: Double
    package var heartRate: Double?
    /// Share of intervals that were corrected, percent.
    package var corrected: Double?

    package init(
      session: Int = 0, day: Day, secondOfDay: Int? = nil, lnRMSSD: Double, heartRate: Double? = nil,
      corrected: Double? = nil
    ) {
      self.session = session
      self.day = day
      self.secondOfDay = secondOfDay
      self.lnRMSSD = lnRMSSD
      self.heartRate = heartRate
      self.corrected = corrected
    }
  }

  /// In the order of days, at most one a day.
  package private(set) var all: [Morning] = []
  /// Days of measures that were not good enough, one entry a measure.
  package private(set) var leftOut: [Day] = []

  package init(_ sessions: [SessionRecord]) {
    var days: Set<Day> = []
    for session in sessions.sorted(by: { $0.began < $1.began }) where session.kind == .morning {
      let day = session.began.day
      guard session.isComparable == true, let value = session.figures[.lnRMSSD] else {
        leftOut.append(day)
        continue
      }
      guard days.insert(day).inserted else { continue }
      // An imported day without a time of day stands at midnight.
      let second = session.began.secondOfDay
      all.append(
        Morning(
          session: session.id, day: day, secondOfDay: session.origin == .imported && second == 0 ? nil : second,
          lnRMSSD: value, heartRate: session.figures[.heartRate], corrected: session.figures[.corrected]))
    }
  }

  /// Those of the `days` days that end with `last`.
  package func window(endingOn last: Day, days: Int) -> ArraySlice<Morning> {
    let first = all.firstIndex { $0.day > last - days } ?? all.endIndex
    let end = all.firstIndex { $0.day > last } ?? all.endIndex
    return first < end ? all[first..<end] : []
  }
}
