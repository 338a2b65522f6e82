import Foundation
import TestSupport
import Testing

/// `analyze … --out FOLDER`: many recordings in one run.
@Suite(.timeLimit(.minutes(30))) struct ManyRecordingsTests {
  private static let signals = FixturePaths.signals

  /// Copies of fixture recordings under names of their own: "a/100" from "mitdb_100".
  private func copy(_ record: String, to name: String, in folder: ScratchFolder) throws {
    let place = URL(fileURLWithPath: folder.file(name))
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    for suffix in ["hea", "dat", "atr"] {
      let file = "\(Self.signals)/\(record).\(suffix)"
      let copied = place.deletingLastPathComponent().appendingPathComponent("\(record).\(suffix)").path
      if FileManager.default.fileExists(atPath: file) {
        try FileManager.default.copyItem(atPath: file, toPath: copied)
      }
    }
  }

  private func rows(_ results: String) throws -> [[String: Any]] {
    try String(contentsOfFile: results + "/summary.jsonl", encoding: .utf8).split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  private func modified(_ file: String) throws -> Date {
    try #require(try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date)
  }

  @Test func aFolderGivesTheReportOfEachAndTablesOfAll() throws {
    let folder = try ScratchFolder()
    try copy("mitdb_100", to: "db/x", in: folder)
    try copy("mitdb_208", to: "db/deep/x", in: folder)
    try Data("not a recording".utf8).write(to: URL(fileURLWithPath: folder.file("db/README.txt")))
    let results = folder.file("results/today")
    let outcome = try Command.run(["analyze", folder.file("db"), "--out", results, "--jobs", "2"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("2 recordings: 2 analysed, 0 up to date, 0 failed\n"), "\(outcome.output)")
    for (record, name) in [("mitdb_100", "mitdb_100"), ("deep/mitdb_208", "deep/mitdb_208")] {
      let alone = try Command.run(["analyze", folder.file("db/\(record)"), "--json"])
      let report = try String(contentsOfFile: "\(results)/\(name).json", encoding: .utf8)
      // The same but for the path as it was given: the bare name, and the header found.
      #expect(report == alone.output.replacingOccurrences(of: "\(record)\"", with: "\(record).hea\""))
    }
    let rows = try rows(results)
    #expect(rows.map { $0["result"] as? String } == ["deep/mitdb_208.json", "mitdb_100.json"])
    // Of the first there are 103 beats annotated, of the second 74, in a minute each: PROVENANCE.md.
    #expect(rows.map { $0["beats"] as? Int }.last == 74)
    #expect(rows.allSatisfy { $0["duration_s"] as? Double == 60 && $0["rate_hz"] as? Double == 360 })
    let names = try FileManager.default.contentsOfDirectory(atPath: results).sorted()
    #expect(names == ["deep", "mitdb_100.json", "summary.csv", "summary.jsonl"])
  }

  @Test func badOnesAreToldAndTheOthersAreDone() throws {
    let folder = try ScratchFolder()
    try copy("mitdb_100", to: "x", in: folder)
    try copy("mitdb_119", to: "x", in: folder)
    try FileManager.default.removeItem(atPath: folder.file("mitdb_119.dat"))
    try Data("t,ecg\n0,zero\n".utf8).write(to: URL(fileURLWithPath: folder.file("bad.csv")))
    let results = folder.file("results")
    let outcome = try Command.run(["analyze", folder.path, "--out", results])
    // The first in the order of the names: bad.csv cannot be understood.
    #expect(outcome.status == 65)
    #expect(outcome.output.hasPrefix("3 recordings: 1 analysed, 0 up to date, 2 failed\n"), "\(outcome.output)")
    let told = outcome.errors.split(separator: "\n")
    #expect(told.count == 2 && told[0].contains("bad.csv") && told[1].contains("mitdb_119.dat"), "\(told)")
    let rows = try rows(results)
    #expect(rows.count { $0["error"] != nil } == 2 && rows.count { $0["beats"] != nil } == 1)
    #expect(rows.allSatisfy { ($0["error"] == nil) == ($0["result"] != nil) })
    // Mended, the next run takes it up, and only it.
    try FileManager.default.removeItem(atPath: folder.file("bad.csv"))
    try copy119(in: folder)
    let again = try Command.run(["analyze", folder.path, "--out", results])
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.hasPrefix("2 recordings: 1 analysed, 1 up to date, 0 failed\n"), "\(again.output)")
    #expect(try self.rows(results).map { $0["result"] as? String } == ["mitdb_100.json", "mitdb_119.json"])
  }

  private func copy119(in folder: ScratchFolder) throws {
    try FileManager.default.copyItem(atPath: "\(Self.signals)/mitdb_119.dat", toPath: folder.file("mitdb_119.dat"))
  }

  @Test func onlyWhatChangedIsDoneAgain() throws {
    let folder = try ScratchFolder()
    for record in ["mitdb_100", "mitdb_208"] { try copy(record, to: "x", in: folder) }
    let results = folder.file("results")
    let run = ["analyze", folder.path, "--out", results]
    func begins(_ options: [String], with words: String) throws {
      let outcome = try Command.run(run + options)
      #expect(outcome.output.hasPrefix("2 recordings: " + words), "\(options): \(outcome.output) \(outcome.errors)")
    }
    try begins([], with: "2 analysed, 0 up to date")
    let untouched = try modified(results + "/mitdb_208.json")
    let first = try String(contentsOfFile: results + "/summary.csv", encoding: .utf8)
    try begins([], with: "0 analysed, 2 up to date")
    #expect(try String(contentsOfFile: results + "/summary.csv", encoding: .utf8) == first)
    // Another time of change of the signal's own file, which the header names.
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(5)], ofItemAtPath: folder.file("mitdb_100.dat"))
    try begins([], with: "1 analysed, 1 up to date")
    try FileManager.default.removeItem(atPath: results + "/mitdb_100.json")
    try begins([], with: "1 analysed, 1 up to date")
    #expect(try modified(results + "/mitdb_208.json") == untouched)
    // Other limits are another report, and so is another program.
    try begins(["--age", "70"], with: "2 analysed")
    try begins(["--age", "70"], with: "0 analysed")
    let log = try String(contentsOfFile: results + "/summary.jsonl", encoding: .utf8)
    try log.replacingOccurrences(of: "\"program\":\"vitalsync ", with: "\"program\":\"vitalsync 0.0.")
      .write(toFile: results + "/summary.jsonl", atomically: true, encoding: .utf8)
    try begins(["--age", "70"], with: "2 analysed")
    try begins(["--age", "70", "--again"], with: "2 analysed")
  }

  /// Killed, the run leaves a log whose last line may be cut; what is whole in it is not done again.
  @Test func aKilledRunIsTakenUpWhereItWas() throws {
    let folder = try ScratchFolder()
    for record in ["mitdb_100", "mitdb_119", "mitdb_208"] { try copy(record, to: "x", in: folder) }
    let results = folder.file("results")
    #expect(try Command.run(["analyze", folder.path, "--out", results]).status == 0)
    let log = results + "/summary.jsonl"
    let table = try String(contentsOfFile: results + "/summary.csv", encoding: .utf8)
    let lines = try Data(contentsOf: URL(fileURLWithPath: log))
    for cut in stride(from: 0, to: lines.count, by: 97) {
      try lines.prefix(cut).write(to: URL(fileURLWithPath: log))
      let whole = lines.prefix(cut).count { $0 == 0x0A }
      let outcome = try Command.run(["analyze", folder.path, "--out", results])
      // The last line may be whole but for its line feed.
      let upToDate = [whole, whole + 1].map { "3 recordings: \(3 - $0) analysed, \($0) up to date, 0 failed\n" }
      #expect(upToDate.contains { outcome.output.hasPrefix($0) }, "cut at \(cut): \(outcome.output)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: log)) == lines)
      #expect(try String(contentsOfFile: results + "/summary.csv", encoding: .utf8) == table)
    }
  }

  @Test func anyNumberOfJobsGivesTheSameBytes() throws {
    let folder = try ScratchFolder()
    var tables: Set<Data> = []
    for jobs in ["1", "2", "7"] {
      let results = folder.file("results-\(jobs)")
      let records = ["mitdb_100", "mitdb_208", "mitdb_221"].map { "\(Self.signals)/\($0)" }
      let outcome = try Command.run(["analyze"] + records + ["--out", results, "--jobs", jobs])
      #expect(outcome.status == 0, "\(outcome.errors)")
      tables.insert(try Data(contentsOf: URL(fileURLWithPath: results + "/summary.jsonl")))
    }
    #expect(tables.count == 1)
  }

  @Test func theTableHasEveryColumnOfTheLines() throws {
    let folder = try ScratchFolder()
    let results = folder.file("results")
    let pattern = "\(Self.signals)/mitdb_*"
    let records = FixturePaths.signalNames(endingIn: ".hea").count { $0.hasPrefix("mitdb_") }
    #expect(try Command.run(["analyze", pattern, "--out", results, "--part"]).status == 64)
    #expect(try Command.run(["analyze", pattern, "--out", results]).status == 0)
    // Python's own reader of CSV, and its own of JSON.
    let script = """
      import csv, json, sys
      folder, records = sys.argv[1:]
      rows = list(csv.DictReader(open(folder + "/summary.csv", newline="")))
      lines = [json.loads(line) for line in open(folder + "/summary.jsonl")]
      assert len(rows) == len(lines) == int(records), len(rows)
      for row, line in zip(rows, lines):
          assert set(line) <= set(row), set(line) - set(row)
          for key, cell in row.items():
              value = line.get(key)
              if value is None: assert cell == "", (key, cell)
              elif isinstance(value, bool): assert cell == str(value).lower(), (key, cell)
              elif isinstance(value, (int, float)): assert float(cell) == value, (key, cell)
              elif isinstance(value, list): assert cell == "; ".join(value), (key, cell)
              else: assert cell == value, (key, cell)
      """
    let read = try Command.Running(["-c", script, results, "\(records)"], program: "/usr/bin/python3").wait()
    #expect(read.status == 0, "\(read.errors)")
  }

  @Test func aFindingOfAnyOfThemReachesFailOn() throws {
    let folder = try ScratchFolder()
    let results = folder.file("results")
    let run = ["analyze", "\(Self.signals)/mitdb_100", "\(Self.signals)/mitdb_221", "--out", results]
    #expect(try Command.run(run + ["--fail-on", "alarm"]).status == 0)
    // 221 is in atrial fibrillation; also where its row is up to date.
    #expect(try rows(results).contains { ($0["notes"] as? Int ?? 0) + ($0["warnings"] as? Int ?? 0) > 0 })
    #expect(try Command.run(run + ["--fail-on", "note"]).status == 3)
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    let folder = try ScratchFolder()
    let (record, results) = ("\(Self.signals)/mitdb_100", folder.file("results"))
    try copy("mitdb_100", to: "x", in: folder)
    for (arguments, status) in [
      ([record, record], Int32(64)), ([Self.signals], 64), ([record, "--jobs", "2"], 64), ([record, "--again"], 64),
      ([record, "--out", results, "--jobs", "0"], 64), ([record, "--out", results, "--json"], 64),
      ([record, "--out", results, "--html", "x.html"], 64), (["/nowhere/*", "--out", results], 66),
      ([record, "--out", ""], 64), ([record, "--out", "/proc/results"], 73),
      ([FixturePaths.repository + "/docs/decisions", "--out", folder.file("none")], 66),
      // Both would be mitdb_100.json.
      ([record, folder.file("mitdb_100.hea"), "--out", results], 64),
    ] {
      let outcome = try Command.run(["analyze"] + arguments)
      #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
      #expect(!outcome.errors.isEmpty && outcome.output.isEmpty)
    }
  }

  @Test func twoRunsIntoOneFolder() throws {
    let folder = try ScratchFolder()
    let results = folder.file("results")
    try FileManager.default.createDirectory(atPath: results, withIntermediateDirectories: true)
    let descriptor = open(results, O_RDONLY | O_DIRECTORY)
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let outcome = try Command.run(["analyze", "\(Self.signals)/mitdb_100", "--out", results])
    #expect(outcome.status == 75, "\(outcome.errors)")
    close(descriptor)
  }

  /// A day of two leads at 360 Hz: what is kept of it is its beats and findings, not its samples.
  @Test func aDayNeedsNoMoreThanAHundredMegabytes() throws {
    let folder = try ScratchFolder()
    #if DEBUG
      let hours = 2
    #else
      let hours = 24
    #endif
    let minute = try Data(contentsOf: URL(fileURLWithPath: Self.signals + "/mitdb_100.dat"))
    _ = FileManager.default.createFile(atPath: folder.file("day.dat"), contents: nil)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("day.dat")))
    for _ in 0..<(60 * hours) { file.write(minute) }
    try file.close()
    try Data("day 2 360\nday.dat 212 200 11 1024\nday.dat 212 200 11 1024\n".utf8)
      .write(to: URL(fileURLWithPath: folder.file("day.hea")))
    // The kernel's own count of the most that a child of Python's had resident, in kB.
    let script = """
      import resource, subprocess, sys
      status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
      print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """
    let measured = try Command.Running(
      ["-c", script, Command.path, "analyze", folder.file("day"), "--out", folder.file("results")],
      program: "/usr/bin/python3"
    ).wait(limit: 280)
    let figures = measured.output.split(separator: " ").compactMap {
      Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    try #require(figures.count == 2, "\(measured.errors)")
    #expect(figures[0] == 0)
    #expect(figures[1] <= 100_000, "\(figures[1]) kB for \(hours) h")
  }
}
