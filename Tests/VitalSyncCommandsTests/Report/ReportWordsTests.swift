import Testing

@testable import VitalSyncCommands

@Suite struct ReportWordsTests {
  @Test(arguments: [
    (0.0, 0, "0"), (74.6, 0, "75"), (-0.04, 1, "0.0"), (-0.06, 1, "-0.1"), (3.14159, 3, "3.142"), (0.005, 2, "0.01"),
    (1234.5, 1, "1234.5"), (999.96, 1, "1000.0"),
  ])
  func numbers(value: Double, places: Int, text: String) {
    #expect(fixed(value, places) == text)
  }

  @Test(arguments: [
    (0.0, "0:00"), (59.99, "0:59"), (61, "1:01"), (3599, "59:59"), (3661, "1:01:01"), (86_400, "24:00:00"),
  ])
  func clocks(seconds: Double, text: String) {
    #expect(clock(seconds) == text)
  }

  @Test func aParagraphKeepsItsWidthAndItsWords() {
    let text = "the quick brown fox jumps over the lazy dog and goes on to the river"
    for columns in 12...80 {
      let lines = TextWrap.lines(text, columns: columns, indent: "a ", hanging: "  ")
      #expect(lines.allSatisfy { $0.count <= columns })
      let words = lines.flatMap { $0.split(separator: " ") }.dropFirst()
      #expect(words.joined(separator: " ") == text)
    }
  }

  @Test(arguments: [("90", 90.0), ("90s", 90), ("1.5m", 90), ("2h", 7200), ("250ms", 0.25), ("3min", 180)])
  func durations(typed: String, seconds: Double) {
    #expect(TypedDuration(argument: typed)?.seconds == seconds)
  }

  @Test(arguments: ["", "s", "-3s", "0", "nan", "inf", "3 weeks", "1e400", "1e20", "1e11s"])
  func noDurations(typed: String) {
    #expect(TypedDuration(argument: typed) == nil)
  }

  @Test func speeds() {
    #expect(ReplaySpeed(argument: "max") == .unlimited)
    #expect(ReplaySpeed(argument: "10") == .times(10))
    for typed in ["", "0", "-1", "fast", "nan", "1e300"] { #expect(ReplaySpeed(argument: typed) == nil) }
  }

  @Test(arguments: [
    ("run.vsr", "run-2.vsr"), ("a.b/run", "a.b/run-2"), ("/x/.hidden", "/x/.hidden-2"), ("r.tar.gz", "r.tar-2.gz"),
  ])
  func files(first: String, second: String) {
    #expect(first.numbered(2) == second)
  }
}
