import TestSupport
import Testing

@testable import Journal

/// Tables whose names and times are those of the programs: Tests/Fixtures/tables, with PROVENANCE.md there.
struct DeviceTableTests {
  private func table(_ name: String) throws -> DelimitedTable {
    try DelimitedTable(Fixture.bytes("tables/\(name).csv"), name: name)
  }

  /// `2026-11-20 07:12 118/76 mmHg, pulse 52`
  private static let readings: [(String, [String])] = [
    (
      "omron_connect",
      [
        "2026-11-20 07:01 70.2 kg", "2026-11-20 07:12 118/76 mmHg, pulse 52", "2026-11-20 21:03 124/81 mmHg, pulse 58",
      ]
    ),
    ("omron_connect_de", ["2026-10-20 07:12 118/76 mmHg, pulse 52", "2026-12-21 07:15 121/79 mmHg, pulse 55"]),
    ("omron_measurement_date", ["2026-11-20 07:12 118/76 mmHg, pulse 52", "2026-11-20 21:03 124/81 mmHg, pulse 58"]),
    ("clarity_en", ["2026-11-20 07:02 112 mg/dL", "2026-11-20 07:07 39 mg/dL", "2026-11-20 07:12 401 mg/dL"]),
    ("clarity_de", ["2026-11-20 07:02 5.8 mmol/L", "2026-11-20 07:07 2.1 mmol/L", "2026-11-20 07:12 22.3 mmol/L"]),
    ("clarity_es", ["2026-11-20 07:02 112 mg/dL", "2026-11-20 07:07 39 mg/dL"]),
    ("libreview_en", ["2026-11-20 07:02 5.4 mmol/L", "2026-11-20 07:17 5.9 mmol/L", "2026-11-20 07:20 6.1 mmol/L"]),
    ("libreview_de", ["2026-11-20 07:02 97 mg/dL", "2026-11-20 07:17 106 mg/dL", "2026-11-20 07:20 110 mg/dL"]),
    ("libreview_es", ["2026-11-20 07:02 97 mg/dL", "2026-11-20 07:20 110 mg/dL"]),
    ("vihealth", ["2026-11-20 23:47 96 %, pulse 52", "2026-11-20 23:47 95 %, pulse 51"]),
    ("checkme_o2", ["2026-11-20 23:47 96 %, pulse 52", "2026-11-20 23:47 95 %, pulse 51"]),
    ("o2_insight_pro", ["2026-11-20 23:47 96 %, pulse 52", "2026-11-21 00:00 95 %, pulse 51"]),
  ]

  @Test(arguments: readings) func vitalsAreRead(_ name: String, _ expected: [String]) throws {
    let read = try VitalTable(table(name), athlete: "me")
    #expect(read.readings.map { "\($0.taken.short) \($0.words)" } == expected)
    #expect(read.passedOver == [])
  }

  @Test(arguments: [
    ("hrv4training_ios", "HRV4Training", ["2026-10-01T06:52:11", "2026-10-02T06:49:40"]),
    ("hrv4training_android", "HRV4Training", ["2026-10-01T06:52:00", "2026-10-13T06:49:00"]),
    ("elite_hrv", "Elite HRV", ["2026-10-01T06:52:11", "2026-10-02T06:49:40"]),
  ]) func morningsAreRead(_ name: String, _ program: String, _ expected: [String]) throws {
    let read = try MorningTable(table(name), athlete: "me")
    #expect(read.program == program)
    #expect(read.records.map { String($0.began.iso.prefix(19)) } == expected)
    #expect(read.records.map { $0.figures[.rmssd] } == [74.4, 60.25])
    #expect(read.records.map { $0.figures[.heartRate] } == [47.5, 49])
    #expect(read.records.map { $0.figures[.sdnn] } == [88.2, 70])
    #expect(read.passedOver == [])
  }

  /// Every day up to the twelfth: 2026-01-10 may be the tenth of January there, or the first of October.
  @Test func androidsDaysAreAskedForWhereNothingSettlesThem() throws {
    let text = "date,time,HR,rMSSD,HRV4T_Recovery_Points\n2026-01-10,06:52,47.5,74.4,9.1\n"
    let table = try DelimitedTable(Array(text.utf8), name: "t")
    let error = #expect(throws: JournalError.self) { try MorningTable(table, athlete: "me") }
    #expect(error?.remedy.contains("--dates") == true)
    let stated = try MorningTable(table, athlete: "me", order: .dayFirst)
    #expect(stated.records.map(\.began.day.iso) == ["2026-10-01"])
    #expect(try MorningTable(table, athlete: "me", order: .monthFirst).records.map(\.began.day.iso) == ["2026-01-10"])
  }

  /// Nobody else writes so: an ISO day is an ISO day.
  @Test func isoDaysAreNotDoubted() throws {
    let table = try DelimitedTable(Array("date,rMSSD\n2026-01-10,60\n".utf8), name: "t")
    #expect(try MorningTable(table, athlete: "me", order: .dayFirst).records.map(\.began.day.iso) == ["2026-01-10"])
  }

  @Test func everyFixtureIsHeld() throws {
    let held = Self.readings.map(\.0) + ["hrv4training_ios", "hrv4training_android", "elite_hrv"]
    #expect(try Fixture.names(in: "tables", suffix: ".csv") == held.map { "\($0).csv" }.sorted())
  }
}
