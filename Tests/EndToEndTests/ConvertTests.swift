import Foundation
import TestSupport
import Testing

/// `vitalsync convert` as a user meets it.
@Suite struct ConvertTests {
  private let record = FixturePaths.signals + "/mitdb_100"

  private func names(_ folder: ScratchFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func nothingIsReplacedUnasked() throws {
    let folder = try ScratchFolder()
    let out = folder.file("out.edf")
    try "mine".write(toFile: out, atomically: true, encoding: .utf8)
    let refused = try Command.run(["convert", record, out])
    #expect(refused.status == 73)
    #expect(refused.errors.contains("\(out): exists already and is not overwritten"))
    #expect(try String(contentsOfFile: out, encoding: .utf8) == "mine")
    let forced = try Command.run(["convert", record, out, "--force"])
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: out)).count > 90_000)
    #expect(try names(folder) == ["out.edf"])
  }

  /// A record's files belong together: none of them is made where one of them is there.
  @Test func aRecordIsRefusedAsAWhole() throws {
    let folder = try ScratchFolder()
    try "old".write(toFile: folder.file("out.atr"), atomically: true, encoding: .utf8)
    let refused = try Command.run(["convert", record, folder.file("out.hea")])
    #expect(refused.status == 73)
    #expect(try names(folder) == ["out.atr"])
    // Annotations of an older record would be taken for the new one's.
    let other = FixturePaths.signals + "/ludb_1"
    #expect(try Command.run(["convert", other, folder.file("out.hea")]).status == 73)
    #expect(try Command.run(["convert", other, folder.file("out.hea"), "--force"]).status == 0)
    #expect(try names(folder) == ["out.dat", "out.hea"])
  }

  @Test func whatFailsLeavesNothing() throws {
    let folder = try ScratchFolder()
    let full = try Command.Running(
      ["-c", "ulimit -f 40; exec '\(Command.path)' convert '\(record)' '\(folder.file("out.csv"))'"],
      program: "/bin/bash"
    ).wait()
    #expect(full.status == 74)
    #expect(
      full.errors.contains("the disk is full") && full.errors.contains("Nothing is left behind"), "\(full.errors)")
    let cut = folder.file("cut.edf")
    try Data("0       ".utf8).write(to: URL(fileURLWithPath: cut))
    let refused = try Command.run(["convert", cut, folder.file("out.hea")])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("\(cut), byte 8"))
    #expect(try names(folder) == ["cut.edf"])
    let noFolder = try Command.run(["convert", record, folder.file("none/out.edf")])
    #expect(noFolder.status == 73 && noFolder.errors.contains("Create its folder first"), "\(noFolder.errors)")
  }

  @Test(arguments: [
    (["in.edf", "out.xyz"], "Say --to"), (["in.edf", "out.vsr"], "Say --to"),
    (["in.edf", "out.edf", "--to", "mat"], "is read, not written"),
    (["in.edf", "out.edf", "--wfdb-format", "16"], "--wfdb-format is for WFDB"),
    (["in.edf", "out.hea", "--wfdb-format", "17"], "is none of 8, 16"),
    (["in.edf", "out.edf", "--decimal-comma"], "--decimal-comma is for CSV"),
    (["in.edf", "out.edf", "--start", "2m", "--end", "1m"], "does not lie before"),
    (["in.edf", "out.hrm"], "Say --to"), (["in.edf", "out.edf", "--times"], "--times is for RR intervals"),
    (["in.json", "out.edf", "--from", "fhir"], "is written, not read"),
  ])
  func aLineThatMakesNoSense(_ arguments: [String], _ words: String) throws {
    let outcome = try Command.run(["convert"] + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test func aPartAndALead() throws {
    let folder = try ScratchFolder()
    let outcome = try Command.run(
      ["convert", record, folder.file("part.csv"), "--start", "10s", "--end", "0:20", "--lead", "V5", "--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let told = try #require(outcome.events(in: outcome.output))
    #expect(told["frames"] as? Int == 3600)
    #expect(told["duration_s"] as? Double == 10)
    #expect((told["signals"] as? [[String: Any]])?.map { $0["name"] as? String } == ["V5"])
    let rows = try String(contentsOfFile: folder.file("part.csv"), encoding: .utf8).split(separator: "\n")
    #expect(rows[0] == "sample,time_s,V5_mV,annotation")
    #expect(rows[1].hasPrefix("0,0.000000,"))
    #expect(rows.count == 3601)
    let beyond = try Command.run(["convert", record, folder.file("none.csv"), "--start", "1h"])
    #expect(beyond.status == 65 && beyond.errors.contains("no sample"), "\(beyond.errors)")
    let noClock = try Command.run(["convert", record, folder.file("none.csv"), "--start", "@14:00"])
    #expect(noClock.status == 64 && noClock.errors.contains("does not say at what time of day"), "\(noClock.errors)")
  }

  /// Of the annotated beats of a clean minute, every interval.
  @Test func theIntervalsOfASignal() throws {
    let folder = try ScratchFolder()
    let out = folder.file("out.rr.txt")
    let outcome = try Command.run(["convert", record, out, "--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let told = try #require(outcome.events(in: outcome.output))
    #expect(told["outputFormat"] as? String == "RR intervals (text)")
    #expect(told["frames"] == nil && told["signals"] == nil)
    let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(told["intervals"] as? Int == lines.count && lines.count >= 70)
    #expect(lines.allSatisfy { (500...1200).contains(Double($0) ?? 0) })
    #expect(try Command.run(["convert", record, out]).status == 73)
    // What holds no signal cannot become one, and the remedy works.
    let refused = try Command.run(["convert", out, folder.file("out.edf")])
    #expect(refused.status == 65 && refused.errors.contains("--to rr"), "\(refused.errors)")
    #expect(try names(folder) == ["out.rr.txt"])
  }

  /// The same heart in every format: the analysis finds the same beats.
  @Test(arguments: ["edf", "bdf", "hea", "csv"]) func theAnalysisSeesTheSame(_ suffix: String) throws {
    let folder = try ScratchFolder()
    let out = folder.file("same.\(suffix)")
    #expect(try Command.run(["convert", record, out]).status == 0)
    func beats(_ path: String, _ name: String) throws -> String {
      let table = folder.file(name)
      let outcome = try Command.run([
        "analyze", path, "--lead", suffix == "csv" && path == out ? "MLII_mV" : "MLII", "--beats", table,
      ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try String(contentsOfFile: table, encoding: .utf8)
    }
    #expect(try beats(out, "converted.csv") == beats(record + ".hea", "original.csv"))
  }

  /// A capture's gaps and marks go along, and what no other format can hold is said.
  @Test func aCaptureSaysWhatItLoses() throws {
    let folder = try ScratchFolder()
    let capture = folder.file("run.vsr")
    let recorded = try Command.run([
      "monitor", "--replay", record + ".hea", "--speed", "max", "--headless", "--record", capture,
    ])
    #expect(recorded.status == 0, "\(recorded.errors)")
    let outcome = try Command.run(["convert", capture, folder.file("run.edf"), "--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let told = try #require(outcome.events(in: outcome.output))
    #expect(told["frames"] as? Int == 21_600)
    #expect(told["inputFormat"] as? String == "VitalSync capture")
  }
}

extension Command.Outcome {
  /// One JSON object over several lines.
  func events(in text: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
  }
}
