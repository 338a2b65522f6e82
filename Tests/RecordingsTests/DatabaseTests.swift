import ECGCore
import Glibc
import Testing

@testable import Recordings

private let data: String? = getenv("VITALSYNC_DATA").map { String(cString: $0) }

private func names(_ folder: String, suffix: String) -> [String] {
  guard let data, let stream = opendir("\(data)/\(folder)") else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name.hasSuffix(suffix) { names.append(String(name.dropLast(suffix.count))) }
  }
  return names.sorted()
}

/// Whole databases, where VITALSYNC_DATA names their folder.
@Suite(.enabled(if: data != nil, "VITALSYNC_DATA is not set")) struct DatabaseTests {
  @Test func `all records of MIT-BIH read with right checksums`() throws {
    let records = names("mitdb", suffix: ".hea")
    #expect(records.count == 48)
    var beats = 0
    for record in records {
      let path = "\(data ?? "")/mitdb/\(record)"
      var reader = try WFDBReader(path: path)
      var count = 0
      while let block = try reader.next() { count += block.block.count }
      #expect(count == 650_000, "\(record)")
      #expect(reader.facts.remarks == ["checksum verified"], "\(record)")
      beats += try WFDBAnnotationFile.read(path: path + ".atr").count { $0.code.beatLabel != nil }
    }
    // The database's own count (physionet.org/content/mitdb).
    #expect(beats == 109_494)
  }

  @Test func `other databases' records read with right checksums`() throws {
    for (folder, count) in [("nstdb", 12), ("ludb", 100)] {
      let records = names(folder, suffix: ".hea").filter { folder != "nstdb" || $0.hasPrefix("11") }
      #expect(records.count == count)
      for record in records {
        let drained = try Drained("\(data ?? "")/\(folder)/\(record)")
        #expect(drained.facts.remarks == ["checksum verified"], "\(record)")
        #expect(drained.values.count == drained.facts.declaredSamples)
      }
    }
  }

  /// AD8232 logs with date-times: the rate by an independent least squares (numpy, on the same files) lies between 497.3 and
  /// 498.3 Hz; every line is a sample.
  @Test func `AD8232 logs with date-times read sensibly`() throws {
    var files = 0
    for subject in ["01", "02", "03"] {
      for name in names("ad8232_motion/\(subject)", suffix: ".csv") {
        files += 1
        let path = "\(data ?? "")/ad8232_motion/\(subject)/\(name).csv"
        let drained = try Drained(path)
        #expect(drained.isSound)
        #expect((497.3...498.3).contains(drained.facts.rate.hertz), "\(name): \(drained.facts.rate)")
        #expect(drained.values.count == TemporaryFolder.read(path).count { $0 == 0x0A }, "\(name)")
        #expect(drained.gaps.isEmpty, "\(name)")
        #expect(drained.facts.unitsReason.hasPrefix("assumed 12-bit counts"))
      }
    }
    #expect(files == 15)
  }
}
