import ECGCore
import TestSupport
import Testing

@testable import Recordings

/// Samples against what the `wfdb` Python package reads from the same files.
@Suite struct WFDBReaderTests {
  static let records = ExpectedValues.all.wfdb.keys.sorted()

  @Test(arguments: records) func `samples equal those of the wfdb package`(_ name: String) throws {
    let expected = try #require(ExpectedValues.all.wfdb[name])
    for (index, signal) in expected.signals.enumerated() {
      let drained = try Drained(
        "\(FixturePaths.signals)/\(name)", ReadingOptions(lead: expected.signals.count > 1 ? "\(index + 1)" : nil))
      #expect(drained.isSound)
      #expect(drained.facts.rate.hertz == expected.rate)
      #expect(drained.facts.lead == signal.name)
      #expect(drained.facts.declaredSamples == expected.samples)
      #expect(drained.facts.format == "WFDB (format \(signal.format))")
      #expect(drained.facts.remarks.contains("checksum verified"), "\(drained.facts.remarks)")
      let scale = signal.name == "second lead" ? 1e-3 : 1.0
      let byPlace = Dictionary(uniqueKeysWithValues: zip(drained.source, drained.values))
      for (place, value) in zip(signal.places, signal.millivolts) {
        let read = byPlace[place]
        if let value {
          #expect(read == Float(value * scale), "sample \(place)")
        } else {
          #expect(read == nil, "sample \(place) was not taken")
        }
      }
      #expect(drained.grid == drained.source)
    }
  }

  @Test func `samples that were not taken are gaps`() throws {
    for format in ["16", "24", "32", "61", "80", "160", "212", "310", "311"] {
      let drained = try Drained("\(FixturePaths.signals)/format_\(format).hea")
      #expect(drained.gaps == [[500, 7]], "format \(format)")
      #expect(drained.values.count == 993)
    }
  }

  @Test func `the sum of all samples is the wfdb package's`() throws {
    for name in ["mitdb_100", "format_311", "ludb_1"] {
      let expected = try #require(ExpectedValues.all.wfdb[name]?.signals.first)
      let drained = try Drained("\(FixturePaths.signals)/\(name).dat")
      var sum = drained.values.reduce(0.0) { $0 + Double($1) * expected.gain + Double(expected.baseline) }
      // The gap of the format fixtures holds seven times the value that means "not taken".
      if name == "format_311" { sum += 7 * -512 }
      #expect(abs(sum - Double(expected.sum)) < 1, "\(name)")
    }
  }

  @Test func `a lead goes by name, number, or neither`() throws {
    let path = "\(FixturePaths.signals)/ludb_1.hea"
    #expect(try WFDBReader(path: path).facts.lead == "i")
    #expect(try WFDBReader(path: path, options: ReadingOptions(lead: "V5")).facts.lead == "v5")
    #expect(try WFDBReader(path: path, options: ReadingOptions(lead: "3")).facts.lead == "v1")
    let error = #expect(throws: RecordingError.self) {
      try WFDBReader(path: path, options: ReadingOptions(lead: "aVR"))
    }
    #expect(error?.kind == .noSignal)
    #expect(error?.remedy == "It has: 1 i, 2 ii, 3 v1, 4 v5. Name one with --lead.")
    let pressure = #expect(throws: RecordingError.self) {
      try WFDBReader(path: "\(FixturePaths.signals)/multirate.hea", options: ReadingOptions(lead: "BP"))
    }
    #expect(pressure?.what == "\"BP\" is measured in mmHg, not in volts")
  }

  @Test func `a rate may be stated over the header's`() throws {
    let reader = try WFDBReader(path: "\(FixturePaths.signals)/mitdb_100", options: ReadingOptions(rateHertz: 180))
    #expect(reader.facts.rate.hertz == 180)
    #expect(reader.facts.rateReason == "--rate")
  }

  @Test func `a changed sample is told by the checksum`() throws {
    let folder = TemporaryFolder()
    folder.write("mitdb_100.hea", TemporaryFolder.read("\(FixturePaths.signals)/mitdb_100.hea"))
    var bytes = TemporaryFolder.read("\(FixturePaths.signals)/mitdb_100.dat")
    bytes[3000] ^= 1
    folder.write("mitdb_100.dat", bytes)
    let remarks = try Drained("\(folder.path)/mitdb_100").facts.remarks
    #expect(remarks.contains { $0.hasPrefix("the checksum does not match") })
  }

  @Test func `no header's number of samples: the file's size tells`() throws {
    let folder = TemporaryFolder()
    folder.write("r.hea", "r 2 360\nr.dat 212 200(1024)\nr.dat 212\n")
    for (bytes, samples) in [(3000, 1000), (3001, 1000), (3002, 1000), (3003, 1001), (3, 1)] {
      folder.write("r.dat", [UInt8](repeating: 7, count: bytes))
      let drained = try Drained("\(folder.path)/r")
      #expect(drained.values.count == samples, "\(bytes) bytes")
    }
  }

  @Test func `blocks are a few thousand samples`() throws {
    let drained = try Drained("\(FixturePaths.signals)/mitdb_119")
    #expect((1000...4096).contains(drained.largestBlock))
  }
}
