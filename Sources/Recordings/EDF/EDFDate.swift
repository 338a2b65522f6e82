/// Dates and times of a heading: `dd.mm.yy` and `hh.mm.ss`, and `Startdate dd-MMM-yyyy` in EDF+'s field of the recording.
enum EDFDate {
  private static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

  /// `nil` where none is stated. `Startdate X` means that the date is withheld: the time of day may still be told.
  static func start(date: String, time: String, recording: String) -> StartMoment? {
    let clock = time.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2]) else {
      return nil
    }
    let seconds = Double(clock[0] * 3600 + clock[1] * 60 + clock[2])
    let words = recording.split(separator: " ")
    if words.count > 1, words[0] == "Startdate" {
      if words[1] == "X" {
        return seconds == 0 ? nil : StartMoment(day: nil, secondsOfDay: seconds)
      }
      let parts = words[1].split(separator: "-")
      if parts.count == 3, let day = Int(parts[0]), let month = months.firstIndex(of: parts[1].uppercased()),
        let year = Int(parts[2]), let calendar = CalendarDay(year: year, month: month + 1, day: day)
      {
        return StartMoment(day: calendar, secondsOfDay: seconds)
      }
    }
    let parts = date.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard parts.count == 3, (0...99).contains(parts[2]) else { return StartMoment(day: nil, secondsOfDay: seconds) }
    // The year's two digits begin with 1985.
    let year = parts[2] + (parts[2] >= 85 ? 1900 : 2000)
    return StartMoment(day: CalendarDay(year: year, month: parts[1], day: parts[0]), secondsOfDay: seconds)
  }

  static func fields(_ start: StartMoment?) -> (date: String, time: String, startdate: String) {
    guard let start else { return ("01.01.85", "00.00.00", "Startdate X") }
    let clock = start.clock
    let time = [clock.hours, clock.minutes, clock.seconds].map(two).joined(separator: ".")
    guard let day = start.day else { return ("01.01.85", time, "Startdate X") }
    // Of a year beyond the two digits' reach the field says "yy"; the four digits stand in the recording's field.
    let year = (1985...2084).contains(day.year) ? two(day.year % 100) : "yy"
    return (
      "\(two(day.day)).\(two(day.month)).\(year)", time,
      "Startdate \(two(day.day))-\(months[day.month - 1])-\(day.year)"
    )
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
