import ECGCore
import Glibc
import TestSupport
import Testing

@testable import Recordings

/// Intervals as straps, watches and apps write them; the lines are as their makers document or users publish them.
@Suite struct IntervalFileTests {
  private let beats = [812.0, 798, 830, 845, 801, 790, 822, 815]

  private func lines(_ each: (Int, Double) -> String) -> String {
    beats.enumerated().map { each($0.offset, $0.element) }.joined(separator: "\n") + "\n"
  }

  /// Sums of the intervals before each beat, in milliseconds.
  private var starts: [Double] { beats.indices.map { beats[..<$0].reduce(0, +) } }

  private func text(_ value: Double) -> String { DecimalText.short(value, decimals: 6) }

  private func read(_ name: String, _ text: String, _ folder: TemporaryFolder) throws -> IntervalRecording {
    let path = folder.write(name, Array(text.utf8))
    #expect(IntervalRecording.isOne(path), "\(name)")
    return try IntervalRecording.read(path)
  }

  @Test func `every form gives the same intervals`() throws {
    let folder = TemporaryFolder()
    let forms: [(String, String)] = [
      ("elite.rr.txt", lines { _, rr in text(rr) }),
      ("seconds.rr", lines { _, rr in text(rr / 1000) }),
      ("heading_rr.txt", "RR\n" + lines { _, rr in text(rr) }),
      ("comma_rr.txt", lines { _, rr in text(rr / 1000).split(separator: ".").joined(separator: ",") }),
      ("crlf_RR.csv", "rr_ms\r\n" + beats.map { text($0) + "\r\n" }.joined()),
      ("kubios.txt", lines { i, rr in "\(text((starts[i] + rr) / 1000)) \(text(rr / 1000))" }),
      ("kubios_ms.txt", lines { i, rr in "\(text((starts[i] + rr) / 1000))\t\(text(rr))" }),
      ("opening.txt", lines { i, rr in "\(text(starts[i])) \(text(rr))" }),
      (
        "polar_sensor_logger.txt",
        "Phone timestamp;RR-interval [ms]\n"
          + lines { i, rr in "2026-06-01T21:17:\(text(7.832 + starts[i] / 1000 + 100).dropFirst());\(text(rr))" }
      ),
      (
        "hrv_logger.csv",
        "date,rr,since start\n" + lines { i, rr in "2025-03-15 09:00:15.123,\(text(rr)),\(text(starts[i]))" }
      ),
      ("flow.csv", "duration,offset\n" + lines { i, rr in "\(text(rr)),\(text(starts[i]))" }),
      ("cheetah.csv", "secs, R-R\n" + lines { i, rr in "\(text(starts[i] / 1000)), \(text(rr))" }),
      ("commented.rr", "# from a strap\n% 2026\n\n" + lines { _, rr in text(rr) }),
      ("mark.rr.txt", "\u{FEFF}" + lines { _, rr in text(rr) }),
      (
        "table.csv",
        "sample,time_s,rr_ms,label,quality\n"
          + lines { i, rr in "\(i * 300),\(text((starts[i] + rr) / 1000)),\(text(rr)),N,0.99" }
      ),
      (
        "run.hrm",
        "[Params]\r\nVersion=106\r\nMonitor=12\r\nStartTime=06:30:12.0\r\nInterval=238\r\n\r\n[Note]\r\n[HRData]\r\n"
          + beats.map { text($0) + "\r\n" }.joined()
      ),
    ]
    for (name, text) in forms {
      let made = try read(name, text, folder)
      #expect(made.intervals.count == beats.count, "\(name): \(made.intervals.count)")
      for (interval, rr) in zip(made.intervals, beats) {
        #expect(abs(interval.seconds - rr / 1000) < 1e-9, "\(name)")
        #expect(!interval.followsHole, "\(name)")
      }
      #expect(abs(made.duration - beats.reduce(0, +) / 1000) < 1e-9, "\(name)")
      #expect(made.remarks.isEmpty, "\(name): \(made.remarks)")
    }
    #expect(try IntervalRecording.read("\(folder.path)/run.hrm").startTimeOfDay == 6 * 3600 + 30 * 60 + 12)
    #expect(try IntervalRecording.read("\(folder.path)/elite.rr.txt").unitsReason.contains("taken for milliseconds"))
    #expect(try IntervalRecording.read("\(folder.path)/polar_sensor_logger.txt").unitsReason.contains("name says"))
  }

  @Test func `what is an ECG is not taken for intervals`() throws {
    for name in try FixturePathsNames.signals where name.hasSuffix(".csv") || name.hasSuffix(".hea") {
      #expect(!IntervalRecording.isOne("\(FixturePaths.signals)/\(name)"), "\(name)")
    }
    let folder = TemporaryFolder()
    // Counts of a ten-bit converter lie where intervals in milliseconds do: only a name can tell.
    let counts = folder.write("log.txt", Array((0..<500).map { "\(512 + $0 % 7)\n" }.joined().utf8))
    #expect(!IntervalRecording.isOne(counts))
  }

  @Test func `nothing is joined across what is missing`() throws {
    let folder = TemporaryFolder()
    let bad = try read("bad.rr", "800\n810\n0\n820\nlost\n830\n", folder)
    #expect(bad.intervals.map(\.followsHole) == [false, false, true, true])
    #expect(bad.remarks == ["2 lines hold no interval (line 3 is the first): nothing is joined across"])
    // The stamps go on by 60 s behind the third.
    var stamps = starts
    for index in 3..<stamps.count { stamps[index] += 60_000 }
    let hole = try read("hole_rr.txt", "ms,rr\n" + lines { i, rr in "\(text(stamps[i])),\(text(rr))" }, folder)
    #expect(hole.intervals.map(\.followsHole) == [false, false, false, true, false, false, false, false])
    #expect(hole.remarks.count == 1)
    #expect(abs(hole.duration - (beats.reduce(0, +) / 1000 + 60)) < 1.0)
  }

  @Test func `what makes no sense is refused with its place`() throws {
    let folder = TemporaryFolder()
    for (name, text, kind) in [
      ("empty.rr", "", RecordingError.Kind.empty), ("words.rr", "no number\nat all\n", .malformed),
      ("rates.rr", "72\n71\n73\n70\n", .malformed), ("zeros.rr", "0\n0\n0\n", .malformed),
      ("named.rr", "rr_ms\n0\n-1\n0\n", .noSignal),
      ("columns.rr", "1 2 3\n4 5 6\n7 8 9\n1 1 1\n2 2 2\n3 3 3\n", .malformed),
      ("rates.hrm", "[Params]\nInterval=5\n[HRData]\n92\n93\n", .noSignal),
      ("none.hrm", "[Params]\nInterval=238\n", .noSignal),
    ] {
      let path = folder.write(name, Array(text.utf8))
      let error = try #require(throws: RecordingError.self, "\(name)") { try IntervalRecording.read(path) }
      #expect(error.kind == kind && error.place.hasPrefix(path) && !error.remedy.isEmpty, "\(name): \(error)")
    }
  }

  @Test(arguments: [91, 92, 93] as [UInt64]) func `written and read again (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    for form in [IntervalTextWriter.Form.interval, .timeAndInterval] {
      var intervals: [IntervalRecording.Interval] = []
      var now = 0.0
      for index in 0..<300 {
        let seconds = (Double.random(in: 0.4...1.4, using: &random) * 1e6).rounded() / 1e6
        let isHole = index > 0 && Int.random(in: 0..<20, using: &random) == 0
        // One interval a line tells how long a hole was to nobody.
        if isHole, form == .timeAndInterval {
          now += (Double.random(in: 0.5...90, using: &random) * 1e6).rounded() / 1e6
        }
        now += seconds
        intervals.append(.init(end: now, seconds: seconds, followsHole: isHole))
      }
      let path = "\(folder.path)/\(form).rr.txt"
      let writer = try IntervalTextWriter(path: path, form: form)
      for interval in intervals { try writer.append(interval) }
      try writer.close()
      let again = try IntervalRecording.read(path)
      #expect(again.intervals.count == intervals.count)
      for (mine, theirs) in zip(again.intervals, intervals) {
        #expect(abs(mine.seconds - theirs.seconds) < 1e-9 && mine.followsHole == theirs.followsHole)
        #expect(abs(mine.end - theirs.end) < 1e-5, "\(form): \(mine.end) \(theirs.end)")
      }
    }
  }

  @Test(arguments: [94, 95] as [UInt64]) func `any bytes are read or refused (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    let alphabet = Array("0123456789.,;:\t\n\r -+eE#%[]=RRrms".utf8) + [0xFF, 0xEF]
    for _ in 0..<150 {
      var bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      if Bool.random(using: &random) { bytes = Array("[Params]\nInterval=238\n[HRData]\n".utf8) + bytes }
      let path = folder.write("any.rr", bytes)
      _ = IntervalRecording.isOne(path)
      guard let made = try? IntervalRecording.read(path) else { continue }
      var end = 0.0
      for interval in made.intervals {
        #expect(interval.seconds > 0 && interval.seconds.isFinite && interval.end.isFinite && interval.end >= end)
        end = interval.end
      }
    }
  }
}

/// Names in the folder of fixture signals.
enum FixturePathsNames {
  static var signals: [String] {
    get throws {
      var names: [String] = []
      let folder = try #require(opendir(FixturePaths.signals))
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        names.append(
          withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
      }
      return names.sorted()
    }
  }
}
