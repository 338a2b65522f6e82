import Foundation
import TestSupport
import Testing

/// `--from` and `--to`: a part of a recording, its times those of the whole.
@Suite(.timeLimit(.minutes(30))) struct PartTests {
  private let record = FixturePaths.signals + "/mitdb_100.hea"

  private func json(_ options: [String], of recording: String? = nil) throws -> [String: Any] {
    let made = try Command.run(["analyze", recording ?? record, "--json"] + options)
    try #require(made.status == 0, "\(made.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(made.output.utf8)) as? [String: Any])
  }

  @Test func beatsOfThePartAreThoseOfTheWhole() throws {
    let folder = try ScratchFolder()
    func beats(_ options: [String]) throws -> [Double] {
      let path = folder.file("beats.csv")
      let made = try Command.run(["analyze", record, "--beats", path] + options)
      try #require(made.status == 0, "\(made.errors)")
      let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
      return rows.compactMap { $0.split(separator: ",", omittingEmptySubsequences: false).first.flatMap { Double($0) } }
    }
    let whole = try beats([])
    let part = try beats(["--from", "20s", "--to", "0:45"])
    #expect(part.allSatisfy { $0 >= 20 * 360 && $0 < 45 * 360 })
    // The detector learns for two seconds; from there on beats are the same.
    let settled = whole.filter { $0 >= 23 * 360 && $0 < 44 * 360 }
    #expect(settled.count > 20)
    for beat in settled { #expect(part.contains { abs($0 - beat) <= 4 }, "\(beat)") }
  }

  @Test func textPageAndJSONSpeakOfThePart() throws {
    let folder = try ScratchFolder()
    let report = try json(["--from", "15", "--to", "45s", "--html", folder.file("p.html")])
    let part = try #require(report["part"] as? [String: Double])
    #expect(part == ["from_s": 15, "to_s": 45])
    #expect(report["duration_s"] as? Double == 30)
    #expect((report["source"] as? [String: Any])?["lost"] as? Int == 0)
    #expect((report["source"] as? [String: Any])?["samples"] as? Int == 30 * 360)
    let page = try String(contentsOfFile: folder.file("p.html"), encoding: .utf8)
    #expect(page.contains("from 0:15 to 0:45 of the recording"))
    let text = try Command.run(["analyze", record, "--from", "15", "--to", "45s"]).output
    #expect(text.contains("from 0:15 to 0:45 of the recording") && text.contains("Duration    0:30,"))
    #expect(try json([])["part"] == nil)
  }

  @Test func aTimeOfDayWhereTheRecordingHasOne() throws {
    // Its first stamp is 15:04:53.249815.
    let stamped = FixturePaths.signals + "/csv_date_times.csv"
    let report = try json(["--from", "@15:04:54"], of: stamped)
    let part = try #require(report["part"] as? [String: Double])
    #expect(abs((part["from_s"] ?? 0) - 0.750185) < 0.001)
    let refused = try Command.run(["analyze", record, "--from", "@11:00"])
    #expect(refused.status == 64 && refused.errors.contains("time of day"))
  }

  @Test(arguments: [
    ["--from", "30s", "--to", "20s"], ["--from", "20", "--to", "20"], ["--to", "0"], ["--from", "1:00:00"],
    ["--from", "abc"],
    ["--from", "12:61"], ["--from", "1e3"], ["--from", "nan"], ["--from", ""], ["--from", "5m1h"],
    ["--from", "@25:00"],
  ])
  func nonsenseIsRefused(options: [String]) throws {
    let refused = try Command.run(["analyze", record] + options)
    #expect(refused.status == 64 && refused.output.isEmpty && !refused.errors.isEmpty, "\(refused)")
  }
}
