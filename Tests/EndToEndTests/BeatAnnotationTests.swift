import Foundation
import TestSupport
import Testing

/// Beats as WFDB annotations: `analyze --beats NAME.qrs` and `convert … NAME.qrs`, read by the Python package wfdb.
@Suite(.timeLimit(.minutes(30))) struct BeatAnnotationTests {
  private static let record = FixturePaths.signals + "/mitdb_119.hea"
  private static let hasWFDB =
    (try? Command.Running(["python3", "-c", "import wfdb"], program: "/usr/bin/env").wait().status) == 0

  private func table(_ recording: String, in folder: ScratchFolder) throws -> [String] {
    let path = folder.file("beats.csv")
    #expect(try Command.run(["analyze", recording, "--json", "--beats", path], limit: 60).status == 0)
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return "\(cells[0]) \(cells[3])"
    }
  }

  /// `SAMPLE LETTER` a beat, as wfdb reads them; `Q` is WFDB's letter of a beat that is not classified.
  private func foreign(_ stem: String) throws -> (hertz: String, beats: [String]) {
    let script = """
      import wfdb
      read = wfdb.rdann('\(stem)', 'qrs')
      print(read.fs)
      for sample, symbol in zip(read.sample, read.symbol): print(sample, symbol)
      """
    let ran = try Command.Running(["python3", "-c", script], program: "/usr/bin/env").wait()
    #expect(ran.status == 0, "\(ran.errors)")
    let lines = ran.output.split(separator: "\n").map(String.init)
    return (lines.first ?? "", Array(lines.dropFirst()))
  }

  @Test(.enabled(if: hasWFDB, "the Python package wfdb is not installed"))
  func wfdbReadsTheClasses() throws {
    let folder = try ScratchFolder()
    for name in ["mitdb_119", "mitdb_208", "mitdb_202"] {
      let recording = "\(FixturePaths.signals)/\(name).hea"
      let expected = try table(recording, in: folder)
      #expect(try Command.run(["analyze", recording, "--json", "--beats", folder.file(name + ".qrs")]).status == 0)
      let read = try foreign(folder.file(name))
      #expect(read.beats == expected, "\(name)")
      // wrann's own note of the rate, as any reader of annotations without a header needs it.
      #expect(read.hertz == "360" || read.hertz == "360.0")
      let converted = try Command.run(["convert", recording, folder.file("\(name)-c.qrs")], limit: 60)
      #expect(converted.status == 0, "\(converted.errors)")
      #expect(converted.output.contains("WFDB annotations"))
      #expect(try foreign(folder.file("\(name)-c")).beats == expected)
    }
  }

  @Test(.enabled(if: hasWFDB, "the Python package wfdb is not installed"))
  func ofATableToo() throws {
    let folder = try ScratchFolder()
    let recording = FixturePaths.signals + "/cinc_a00001.csv"
    let expected = try table(recording, in: folder)
    #expect(try Command.run(["convert", recording, folder.file("strip.qrs")], limit: 60).status == 0)
    let read = try foreign(folder.file("strip"))
    #expect(expected.count > 5 && read.beats == expected)
    #expect(read.hertz == "300" || read.hertz == "300.0")
  }

  @Test func whatIsThereIsNotReplaced() throws {
    let folder = try ScratchFolder()
    let path = folder.file("mine.qrs")
    try "annotations of somebody".write(toFile: path, atomically: true, encoding: .utf8)
    for arguments in [["analyze", Self.record, "--beats", path], ["convert", Self.record, path]] {
      let outcome = try Command.run(arguments, limit: 60)
      #expect(outcome.status == 73, "\(outcome.errors)")
      #expect(outcome.errors.contains("mine.qrs") && outcome.errors.contains("choose another name"))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "annotations of somebody")
    #expect(try Command.run(["convert", Self.record, path, "--force"], limit: 60).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count > 100)
    #expect(try Command.run(["convert", Self.record, folder.file("x.qrs"), "--decimal-comma"], limit: 60).status == 64)
    let reversed = ["convert", Self.record, folder.file("x.qrs"), "--start", "20s", "--end", "10s"]
    #expect(try Command.run(reversed, limit: 60).status == 64)
    let behind = ["convert", Self.record, folder.file("x.qrs"), "--start", "1h"]
    #expect(try Command.run(behind, limit: 60).status == 64)
    #expect(!FileManager.default.fileExists(atPath: folder.file("x.qrs")))
    #expect(try Command.run(["analyze", Self.record, "--beats", "/nowhere/x.qrs"], limit: 60).status == 73)
  }

  @Test("the table has the class, the probabilities of all and the family; they add up and the class is theirs")
  func probabilities() throws {
    let folder = try ScratchFolder()
    let path = folder.file("beats.csv")
    #expect(try Command.run(["analyze", Self.record, "--json", "--beats", path], limit: 60).status == 0)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.first == "sample,time_s,rr_ms,label,quality,p_N,p_S,p_V,p_F,family,unlikeness")
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let shares = try cells[5...8].map { try #require(Double($0)) }
      #expect(abs(shares.reduce(0, +) - 1) < 0.001)
      if cells[3] == "V" { #expect(shares[2] > 0.3, "\(line)") }
      let unlikeness = try #require(Double(cells[10]))
      #expect((0...1).contains(unlikeness))
    }
    // A table of an earlier version, which had fewer columns, is ours all the same.
    try "sample,time_s,rr_ms,label,quality\n1,0.1,,N,1.00\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try Command.run(["analyze", Self.record, "--json", "--beats", path], limit: 60).status == 0)
  }
}
