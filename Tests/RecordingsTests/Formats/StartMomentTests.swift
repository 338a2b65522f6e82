import Testing

@testable import Recordings

@Suite struct StartMomentTests {
  /// Day numbers of the proleptic Gregorian calendar, from Python's `datetime.date.toordinal() - 719163`.
  @Test(arguments: [
    (1, 1, 1, -719_162), (1899, 12, 31, -25_568), (1969, 12, 31, -1), (1970, 1, 1, 0), (2000, 2, 29, 11_016),
    (2024, 12, 31, 20_088), (2100, 3, 1, 47_541), (9999, 12, 31, 2_932_896),
  ])
  func `days are numbered as elsewhere`(_ year: Int, _ month: Int, _ day: Int, _ number: Int) throws {
    let date = try #require(CalendarDay(year: year, month: month, day: day))
    #expect(date.daysSince1970 == number)
    #expect(CalendarDay(daysSince1970: number) == date)
  }

  @Test func `days that are none`() {
    for (year, month, day) in [(2023, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1), (0, 1, 1)] {
      #expect(CalendarDay(year: year, month: month, day: day) == nil)
    }
  }

  @Test func `a later moment passes midnight`() throws {
    let start = StartMoment(day: CalendarDay(year: 2024, month: 2, day: 28), secondsOfDay: 86_399.5)
    let later = start.later(bySeconds: 86_401)
    #expect(later.day == CalendarDay(year: 2024, month: 3, day: 1))
    #expect(later.secondsOfDay == 0.5)
    #expect(start.later(bySeconds: -86_400).day == CalendarDay(year: 2024, month: 2, day: 27))
  }
}
