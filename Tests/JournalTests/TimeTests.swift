import Glibc
import Testing

@testable import Journal

struct TimeTests {
  /// The C library's own calendar is the other opinion.
  @Test func daysAreThoseOfTheCLibrary() {
    for number in stride(from: -25_000, to: 60_000, by: 17) {
      var seconds = time_t(number) * 86_400
      var parts = tm()
      gmtime_r(&seconds, &parts)
      let day = Day(number: number).parts
      #expect(
        day.year == Int(parts.tm_year) + 1900 && day.month == Int(parts.tm_mon) + 1 && day.day == Int(parts.tm_mday))
      #expect(Day(year: day.year, month: day.month, day: day.day)?.number == number)
    }
    #expect(Day(year: 2026, month: 2, day: 29) == nil)
    #expect(Day(year: 2024, month: 2, day: 29)?.iso == "2024-02-29")
    #expect(Day(iso: "2026-11-21")?.number == 20_778)
  }

  @Test func aMomentKeepsTheWallsClock() throws {
    let moment = try #require(MomentText.iso("2026-11-21T00:12:30.250+02:00"))
    #expect(moment.iso == "2026-11-21T00:12:30+02:00")
    #expect(moment.day.iso == "2026-11-21")
    // `date -u -d 2026-11-20T22:12:30 +%s` says 1795212750.
    #expect(moment.milliseconds == 1_795_212_750_250)
    #expect(MomentText.iso("2026-11-20T22:12:30Z")?.milliseconds == 1_795_212_750_000)
    #expect(MomentText.iso("2026-11-20 17:42:30-0430")?.milliseconds == 1_795_212_750_000)
  }

  @Test(arguments: [
    "2026-13-01T07:00", "2026-11-21T24:00", "2026-11-21T07:60", "2026-11-21", "2026-11-21T07:00+25:00", "yesterday",
    "2026-11-21T07:00:0x",
  ]) func whatIsNoTimeIsRefused(_ text: String) {
    #expect(MomentText.iso(text) == nil)
  }

  @Test(arguments: [
    ("21/11/2026 07:12", "2026-11-21T07:12:00"), ("11-21-2026 07:12 AM", "2026-11-21T07:12:00"),
    ("11-21-2026 12:30 AM", "2026-11-21T00:30:00"), ("21.11.26 19:05:09", "2026-11-21T19:05:09"),
    ("Nov 21, 2026 7:12:09 PM", "2026-11-21T19:12:09"), ("21 Nov. 2026, 07:12", "2026-11-21T07:12:00"),
    ("11:47:12PM Nov 21, 2026", "2026-11-21T23:47:12"), ("23:47:12 21/11/2026", "2026-11-21T23:47:12"),
    ("2026-11-21T07:12:30", "2026-11-21T07:12:30"), ("2026/11/21 7:12", "2026-11-21T07:12:00"),
    ("2026-11-21", "2026-11-21T00:00:00"),
  ]) func devicesTimesAreUnderstood(_ text: String, _ expected: String) throws {
    let column = try TimeColumn([text], name: "t")
    #expect(column.moment(text)?.iso.prefix(19) == expected[...])
  }

  @Test func aColumnSettlesItsOrder() throws {
    let column = try TimeColumn(["03/04/2026 07:00", "25/04/2026 07:00"], name: "t")
    #expect(column.moment("03/04/2026 07:00")?.day.iso == "2026-04-03")
    let american = try TimeColumn(["03/04/2026 07:00", "04/25/2026 07:00"], name: "t")
    #expect(american.moment("03/04/2026 07:00")?.day.iso == "2026-03-04")
    #expect(throws: JournalError.self) { try TimeColumn(["03/04/2026 07:00"], name: "t") }
    #expect(
      try TimeColumn(["03/04/2026 07:00"], name: "t", stated: .monthFirst).moment("03/04/2026 07:00")?.day.iso
        == "2026-03-04")
    #expect(throws: JournalError.self) { try TimeColumn(["25/04/2026", "04/25/2026"], name: "t") }
  }
}
