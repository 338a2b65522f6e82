import Testing

@testable import VitalSyncCommands

@Suite struct RecordingTimeTests {
  @Test(arguments: [
    ("90", 90.0), ("90s", 90), ("1.5m", 90), ("2h", 7200), ("1h5m", 3900), ("1h5m30s", 3930), ("12:31", 751),
    ("1:04:09", 3849),
    ("0:00.5", 0.5), ("0", 0), ("90:00", 5400),
  ])
  func sinceTheStart(typed: String, seconds: Double) {
    #expect(RecordingTime(typed) == .sinceStart(seconds))
  }

  @Test(arguments: [("@14:05", 50_700.0), ("@14:05:30", 50_730), ("@0:00", 0), ("@9:00:00.25", 32_400.25)])
  func timesOfDay(typed: String, seconds: Double) {
    #expect(RecordingTime(typed) == .timeOfDay(seconds))
  }

  @Test(arguments: [
    "", "s", "-3", "1e3", "nan", "inf", "0x10", "1m1h", "1h1h", "12:6", "12:60", "1:60:00", "1:2:3:4", ":30", "12:",
    "@", "@12", "@24:00",
    "@12:60", "１２", "9999999999", "1..5", "5.", "5 s",
  ])
  func nonsense(typed: String) {
    #expect(RecordingTime(typed) == nil)
  }
}
