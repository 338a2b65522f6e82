import Foundation
import TestSupport
import Testing

/// From a month of mornings on the disk to a verdict on the screen, as an athlete meets it.
@Suite(.timeLimit(.minutes(30)), .serialized) struct ReadinessCommandTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private func run(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(arguments, environment: ["VITALSYNC_HOME": folder.file("home"), "TZ": "UTC", "LC_ALL": "C.UTF-8"])
  }

  private func json(_ outcome: Command.Outcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  /// Thirty mornings: RMSSD 60 and 66 ms in turn, in the last week a fifth lower.
  private func importMonth() throws {
    var text = "date,rMSSD,HR\n"
    for day in 1...30 {
      let rmssd = (day % 2 == 0 ? 60.0 : 66.0) * (day > 23 ? 0.8 : 1)
      text += "2026-09-\(day < 10 ? "0" : "")\(day) 06:5\(day % 10),\(rmssd),\(50 + day % 3)\n"
    }
    let path = folder.file("month.csv")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try run("history", "import", path).status == 0)
  }

  @Test func aMonthOfMorningsGivesAVerdict() throws {
    #expect(try run("readiness").status == 66)
    try importMonth()
    let object = try json(try run("readiness", "--on", "2026-09-30", "--json"))
    let band = try #require(object["lnRMSSD"] as? [String: Any])
    // By hand: the week has four even days and three odd ones.
    let week = (4 * log(60 * 0.8) + 3 * log(66 * 0.8)) / 7
    let all = (1...30).map { log(($0 % 2 == 0 ? 60.0 : 66.0) * ($0 > 23 ? 0.8 : 1)) }
    let mean = all.reduce(0, +) / 30
    let deviation = (all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 29).squareRoot()
    #expect(abs((band["week"] as? Double ?? 0) - week) < 1e-4)
    #expect(abs((band["from"] as? Double ?? 0) - (mean - deviation / 2)) < 1e-4)
    #expect(abs((band["to"] as? Double ?? 0) - (mean + deviation / 2)) < 1e-4)
    #expect(band["position"] as? String == "below")
    #expect(object["certainty"] as? String == "sure")
    let text = try run("readiness", "--on", "2026-09-30").output
    #expect(text.contains("Below your normal band") && text.contains("Sure: enough mornings"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try run("readiness", "--on", "2026-09-13", "--json").output.contains("\"refused\" : \"months\""))
  }

  @Test func aFeverGoesBeforeAnyVerdict() throws {
    try importMonth()
    #expect(try run("vitals", "add", "temp", "38.4", "--at", "2026-09-29T19:00").status == 0)
    #expect(try run("readiness", "--on", "2026-09-30").output.contains("A temperature of 38.4 °C"))
    #expect(try json(try run("readiness", "--on", "2026-09-30", "--json"))["warning"] is String)
    #expect(try json(try run("readiness", "--on", "2026-10-01", "--json"))["warning"] == nil)
    // What comes later was not known.
    #expect(try json(try run("readiness", "--on", "2026-09-28", "--json"))["vitals"] as? [Int] == [])
    #expect(try run("history").output.contains("Newest vital signs: temperature 38.4 °C, 2026-09-29 19:00"))
  }

  @Test func thePageStandsAlone() throws {
    try importMonth()
    let page = folder.file("readiness.html")
    #expect(try run("readiness", "--on", "2026-09-30", "--html", page, "--ascii").status == 0)
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(html.hasPrefix("<!doctype html>") && html.hasSuffix("</html>\n"))
    #expect(!html.contains("http://") || !html.contains("src="))
    #expect(!html.contains("<script") && html.contains("Below your normal band"))
    // A page of ours is replaced, anything else is not.
    #expect(try run("readiness", "--on", "2026-09-29", "--html", page).status == 0)
    try "dear diary".write(toFile: folder.file("diary.html"), atomically: true, encoding: .utf8)
    #expect(try run("readiness", "--html", folder.file("diary.html")).status == 73)
  }

  @Test func trendsAreDrawnAndListed() throws {
    try importMonth()
    let text = try run("trends", "rmssd", "--since", "2026-09-01", "--ascii")
    #expect(text.status == 0 && text.output.contains("30 days, newest 48.0"), "\(text.output)\(text.errors)")
    #expect(text.output.utf8.allSatisfy { $0 < 0x7F })
    let csv = try run("trends", "hr", "--since", "2026-09-01", "--csv").output.split(separator: "\n")
    #expect(csv.count == 31 && csv[1] == "2026-09-01,51.0")
    #expect(try run("trends", "trimp").status == 66)
    #expect(try run("trends", "happiness").status == 64)
  }

  @Test func otherVitalSigns() throws {
    #expect(try run("vitals", "add", "bp", "76/118").status == 64)
    #expect(!FileManager.default.fileExists(atPath: folder.file("home")), "nothing is made for what is refused")
    for (day, words) in [("20", "142/88"), ("21", "138/92"), ("21", "141/91"), ("22", "139/89")] {
      let added = try run("vitals", "add", "bp", words, "--pulse", "58", "--at", "2026-11-\(day)T07:00")
      #expect(added.status == 0, "\(added.errors)")
    }
    #expect(try run("vitals", "add", "glucose", "5.4", "mmol/L").status == 0)
    #expect(try run("vitals", "add", "temp", "98.6", "F").output.contains("37.0 °C"))
    let report = try run("vitals", "--since", "2026-11-01")
    #expect(report.output.contains("140/90 mmHg, the mean of 4 readings on 3 days"))
    let words = report.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("ESH 2023: hypertension, grade 1. ACC/AHA 2017: hypertension, stage 2."), "\(words)")
    let object = try json(try run("vitals", "--since", "2026-11-01", "--json"))
    #expect((object["bloodPressure"] as? [String: Any])?["readings"] as? Int == 4)
    // A night at an even 96, in which the saturation falls to 90 ten times.
    var night = "Time,Oxygen Level,Pulse Rate,Motion\n"
    for index in 0..<4500 {
      let (second, low) = (index * 4, index % 400 >= 200 && index % 400 < 206 && index < 4000)
      let hour = 22 + second / 3600
      let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
      let clock = "\(two(hour % 24)):\(two(second / 60 % 60)):\(two(second % 60))"
      night += "2026-11-\(hour < 24 ? 20 : 21) \(clock),\(low ? 90 : 96),50,0\n"
    }
    let path = folder.file("night.csv")
    try night.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try run("vitals", "import", path).output.contains("4500 readings of me entered"))
    let oxygen = try #require(
      (try json(try run("vitals", "--since", "2026-11-01", "--json"))["oxygen"] as? [[String: Any]])?.first)
    #expect((oxygen["falls"] as? [Any])?.count == 10)
    #expect(abs((oxygen["odi3_perHour"] as? Double ?? 0) - 10 / (4499.0 * 4 / 3600)) < 0.01)
    #expect(try run("vitals", "import", path).output.contains("0 readings of me entered, 4500 were there already"))
    #expect(try run("trends", "systolic", "--since", "2026-11-01", "--csv").output.contains("2026-11-21,139.5"))
    #expect(try run("vitals", "list", "bp", "--csv").output.split(separator: "\n").count == 5)
  }
}
