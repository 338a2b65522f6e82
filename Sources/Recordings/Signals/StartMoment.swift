import Glibc

/// When a recording began, by the clock on the wall where it was made.
package struct StartMoment: Hashable, Sendable {
  /// `nil` where only the time of day is known.
  package var day: CalendarDay?
  package var secondsOfDay: Double

  package init(day: CalendarDay?, secondsOfDay: Double) {
    self.day = day
    self.secondsOfDay = secondsOfDay
  }

  /// Of a moment in the time zone of this computer.
  package init?(unixNanoseconds: Int64) {
    var whole = time_t(unixNanoseconds / 1_000_000_000)
    var broken = tm()
    guard let seconds = TimeOfDay.local(unixNanoseconds: unixNanoseconds), localtime_r(&whole, &broken) != nil else {
      return nil
    }
    day = CalendarDay(year: Int(broken.tm_year) + 1900, month: Int(broken.tm_mon) + 1, day: Int(broken.tm_mday))
    secondsOfDay = seconds
  }

  package func later(bySeconds seconds: Double) -> StartMoment {
    let sum = secondsOfDay + seconds
    guard sum.isFinite, abs(sum) < 1e12 else { return self }
    let days = (sum / 86_400).rounded(.down)
    return StartMoment(
      day: day.map { CalendarDay(daysSince1970: $0.daysSince1970 + Int(days)) }, secondsOfDay: sum - days * 86_400)
  }

  /// Whole hours, minutes and seconds, and the fraction of a second that is left.
  package var clock: (hours: Int, minutes: Int, seconds: Int, fraction: Double) {
    let whole = Int(min(max(secondsOfDay, 0), 86_399.999_999_999))
    return (whole / 3600, whole / 60 % 60, whole % 60, max(0, min(secondsOfDay - Double(whole), 1)))
  }
}

/// A day of the Gregorian calendar.
package struct CalendarDay: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// `nil` for days that are none.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
    guard CalendarDay(daysSince1970: daysSince1970) == self else { return nil }
  }

  /// H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
  package init(daysSince1970: Int) {
    let shifted = daysSince1970 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * part + 2) / 5 + 1
    month = part < 10 ? part + 3 : part - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The same, days_from_civil.
  package var daysSince1970: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
