import ECGCore
import TestSupport
import Testing

@testable import Recordings

/// Tables whose content is known by construction (make.py), in every dialect.
@Suite struct CSVFixtureTests {
  static let tables = ExpectedValues.all.csv.keys.sorted()

  @Test(arguments: tables) func `samples, rate and gaps are those written`(_ name: String) throws {
    let expected = try #require(ExpectedValues.all.csv[name])
    let drained = try Drained(
      "\(FixturePaths.signals)/\(name)", ReadingOptions(rateHertz: expected.rateOption))
    #expect(drained.isSound)
    #expect(drained.facts.rate.hertz == expected.rate, "\(drained.facts.rateReason)")
    #expect(drained.values.count == expected.samples)
    #expect(drained.gaps == expected.gaps)
    for (place, value) in zip(expected.places, expected.millivolts) where place < drained.values.count {
      #expect(abs(Double(drained.values[place]) - value) < 1e-6, "sample \(place): \(drained.facts.unitsReason)")
    }
    if let off = expected.leadsOff {
      let flagged = drained.flags.indices.filter { !drained.flags[$0].isDisjoint(with: .leadsOff) }
      #expect(flagged == Array(off[0]..<off[1]))
    }
    if let backward = expected.backward {
      #expect(drained.facts.remarks.contains { $0.hasPrefix("\(backward) time stamps step back") })
    }
  }

  @Test func `what was read is said`() throws {
    func facts(_ name: String, _ options: ReadingOptions = ReadingOptions()) throws -> RecordingFacts {
      try Recording.open("\(FixturePaths.signals)/\(name)", options: options).facts
    }
    let header = try facts("csv_comma_header.csv")
    #expect(header.rateReason == "median of 1,500 time stamps")
    #expect(header.lead == "ecg_mV")
    #expect(header.unitsReason == "mV, stated in the file")
    #expect(header.format == "CSV (separator ,)")
    #expect(try facts("csv_tab_millis_counts.csv").unitsReason.hasPrefix("assumed 10-bit counts"))
    #expect(try facts("csv_spaces_micros.csv").unitsReason.hasPrefix("assumed 12-bit counts"))
    #expect(try facts("csv_wire_log.csv").unitsReason.hasPrefix("stated 10-bit counts"))
    #expect(try facts("csv_preamble.csv").rateReason == "stated in the file")
    #expect(try facts("csv_unnamed_columns.csv").remarks.contains { $0.contains("--column chooses another") })
  }

  @Test func `a file without a rate names the option that settles it`() throws {
    for name in ["csv_counts_only.csv", "csv_index.csv"] {
      let error = try #require(throws: RecordingError.self) { try Recording.open("\(FixturePaths.signals)/\(name)") }
      #expect(error.kind == .rateUnknown)
      #expect(error.remedy.contains("--rate 250"))
    }
  }

  @Test func `column and units may be stated`() throws {
    let path = "\(FixturePaths.signals)/csv_many_columns.csv"
    for column in ["accel_x", "ACCEL_X", "4"] {
      #expect(try Recording.open(path, options: ReadingOptions(column: column)).facts.lead == "accel_x")
    }
    let missing = try #require(throws: RecordingError.self) {
      try Recording.open(path, options: ReadingOptions(column: "ppg"))
    }
    #expect(missing.remedy.contains("1 timestamp, 2 hr, 3 battery, 4 accel_x, 5 ecg, 6 spo2"))
    let volts = try Drained(path, ReadingOptions(column: "ecg", units: .volts))
    let plain = try Drained(path, ReadingOptions(column: "ecg", units: .millivolts))
    #expect(abs(volts.values[5] - plain.values[5] * 1000) < 1e-3)
    #expect(volts.facts.unitsReason == "V, --units V")
    let counts = try Drained(path, ReadingOptions(column: "ecg", units: .counts))
    #expect(counts.facts.unitsReason.contains("--units counts"))
  }

  /// Apple Health's export where decimals stand behind a comma, some left out.
  @Test func `a lone column with a decimal comma is one`() throws {
    let folder = TemporaryFolder()
    let values = (0..<400).map { Double(($0 * $0 * 37) % 900 - 300) / 4 }
    let head = "Name,X\nRecorded Date,2024-03-26 15:04:53 +0100\nSample Rate,512,414 Hertz\n\nLead,Lead I\nUnit,µV\n\n"
    let text = values.map { DecimalText.short($0, decimals: 2).split(separator: ".").joined(separator: ",") }
    let drained = try Drained(folder.write("apple.csv", head + text.joined(separator: "\n") + "\n"))
    #expect(drained.facts.rate.hertz == 512.414)
    #expect(drained.values.count == 400)
    #expect(zip(drained.values, values).allSatisfy { abs(Double($0) - $1 / 1000) < 1e-7 })
  }

  @Test func `stamps that contradict a stated rate are not used, and that is said`() throws {
    let drained = try Drained(
      "\(FixturePaths.signals)/csv_comma_header.csv", ReadingOptions(rateHertz: 250))
    #expect(drained.facts.rate.hertz == 250)
    #expect(drained.gaps.isEmpty)
    #expect(drained.facts.remarks.contains { $0.hasPrefix("the time column says 360 Hz") })
  }
}
