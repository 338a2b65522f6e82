import Foundation
import TestSupport
import Testing

/// What `analyze` says of a recording: the text and the JSON, read as another program would.
@Suite(.timeLimit(.minutes(30))) struct ReportTests {
  private func json(_ name: String, _ options: [String] = []) throws -> [String: Any] {
    try json(path: "\(FixturePaths.signals)/\(name).hea", options)
  }

  private func json(path: String, _ options: [String] = []) throws -> [String: Any] {
    let run = try Command.run(["analyze", path, "--json"] + options)
    try #require(run.status == 0, "\(run.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test(
    "the last section is what one lead cannot tell, in text as in JSON; the limits in force and every rule stand there")
  func limits() throws {
    let report = try json("mitdb_100")
    let limits = try #require(report["leadLimits"] as? [[String: String]])
    #expect(limits.count >= 7 && limits.allSatisfy { $0["name"] != nil && $0["what"] != nil && $0["why"] != nil })
    let rules = try #require(report["rules"] as? [[String: Any]])
    #expect(rules.count >= 19)
    for rule in rules {
      let (judged, of) = (try #require(rule["judged_s"] as? Int), try #require(rule["of_s"] as? Int))
      #expect(judged <= of && of >= 59)
      #expect((rule["notJudged"] != nil) == (judged == 0), "\(rule)")
    }
    #expect((report["limits"] as? [String])?.first?.hasPrefix("no profile stated") == true)

    let text = try Command.run(["analyze", "\(FixturePaths.signals)/mitdb_100.hea"], environment: ["COLUMNS": "500"])
    let lines = text.output.split(separator: "\n").map(String.init)
    let last = try #require(lines.lastIndex { $0 == "What this lead cannot tell" })
    #expect(lines[(last + 1)...].filter { $0.hasPrefix("  - ") }.count >= limits.count)
    #expect(
      lines[(last + 1)...].allSatisfy {
        $0.hasPrefix("  ") || $0.hasPrefix("Not a medical device") || $0.contains("clearance")
      })
    let asked = try #require(lines.firstIndex { $0 == "What was looked for" })
    let force = try #require(lines.firstIndex { $0 == "Limits in force" })
    #expect(asked < force && force < last)
    #expect(text.output.contains("no profile stated"))
  }

  @Test(
    "of a recording that is one strip the model's verdict stands beside the rhythm; of a part, and of a longer one, it does not"
  )
  func stripVerdict() throws {
    func strip(_ name: String, _ options: [String] = []) throws -> String? {
      let run = try Command.run(["analyze", "\(FixturePaths.signals)/\(name)", "--ascii"] + options)
      #expect(run.status == 0 && run.output.unicodeScalars.allSatisfy { $0.isASCII }, "\(run.errors)")
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(lines.allSatisfy { $0.count <= 80 })
      guard let first = lines.firstIndex(where: { $0.hasPrefix("Strip ") }) else { return nil }
      #expect(lines[..<first].contains { $0.hasPrefix("Rhythm ") })
      return ([String(lines[first].dropFirst(6))] + lines[(first + 1)...].prefix { $0.hasPrefix("   ") })
        .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }
    // The challenge's own names of them: N and A.
    #expect(try strip("cinc_a00001.csv")?.hasPrefix("normal, ") == true)
    let fibrillation = try strip("cinc_a00004.csv")
    #expect(fibrillation?.hasPrefix("atrial fibrillation, ") == true)
    #expect(fibrillation?.contains("The rules find it, too.") == true)
    // Muscle noise alone.
    let noise = try strip("nstdb_ma.hea")
    #expect(noise?.hasPrefix("noisy, ") == true && noise?.contains("Hold still, wet the electrodes") == true)
    #expect(try strip("cinc_a00004.csv", ["--from", "1s", "--to", "25s"]) == nil)
    #expect(try strip("mitdb_228_128hz.hea") == nil)
    #expect(try strip("multirate.hea") == nil)
    let other = try strip("cinc_a00004.csv", ["--model", FixturePaths.repository + "/Sources/CBeatModel/beats.json"])
    #expect(other?.contains("not known with another model of beats") == true && other?.contains("F1") == false)
  }

  @Test("the intervals in the JSON make its figures: RMSSD from the mended ones, the powers from the curves")
  func series() throws {
    let hrv = try #require(try json("mitdb_100")["hrv"] as? [String: Any])
    let intervals = try #require(hrv["intervals"] as? [String: Any])
    let (at, raw) = (intervals["at_s"] as? [Double] ?? [], intervals["raw_ms"] as? [Double] ?? [])
    let flags = Array(intervals["flags"] as? String ?? "")
    let correction = try #require(hrv["correction"] as? [String: Double])
    #expect(at.count == raw.count && raw.count == flags.count && Double(raw.count) == correction["intervals"])
    for (letter, name) in zip("MXELIU", ["missed", "extra", "ectopic", "longOrShort", "irregular", "leftOut"]) {
      #expect(Double(flags.count { $0 == letter }) == correction[name], "\(name)")
    }
    #expect(zip(at, at.dropFirst()).allSatisfy { $0 < $1 })
    let (nn, nnAt) = (intervals["nn_ms"] as? [Double] ?? [], intervals["nnAt_s"] as? [Double] ?? [])
    let begins = Set(intervals["chainsFrom"] as? [Int] ?? [])
    #expect(nn.count == nnAt.count && begins.contains(0))
    let steps = nn.indices.dropFirst().filter { !begins.contains($0) }.map { nn[$0] - nn[$0 - 1] }
    let rmssd = (steps.reduce(0) { $0 + $1 * $1 } / Double(steps.count)).squareRoot()
    let time = try #require(hrv["time"] as? [String: Any])
    #expect(abs(rmssd - (time["rmssd_ms"] as? Double ?? -1)) < 0.01)
  }

  @Test("the spectrum's curve holds its powers")
  func spectra() throws {
    let folder = try ScratchFolder()
    // Breath at 0.25 Hz, a slower swing at 0.1 Hz.
    let path = try folder.drawn(seconds: 400) { time, _ in
      0.85 + 0.04 * sin(2 * .pi * 0.25 * time) + 0.03 * sin(2 * .pi * 0.1 * time)
    }
    let hrv = try #require(try json(path: path, ["--rate", "250"])["hrv"] as? [String: Any])
    let spectra = try #require(hrv["spectra"] as? [[String: Any]])
    #expect(spectra.count == 3)
    for spectrum in spectra {
      let curve = try #require(spectrum["density"] as? [String: Any], "\(spectrum)")
      let from = try #require(curve["from_hz"] as? Double)
      let step = try #require(curve["step_hz"] as? Double)
      let values = try #require(curve["ms2PerHz"] as? [Double])
      for (name, band) in [("lf_ms2", 0.04...0.15), ("hf_ms2", 0.15...0.4)] {
        let inside = values.indices.filter { band.contains(from + Double($0) * step) }
        let power = inside.reduce(0) { $0 + values[$1] * step }
        let told = try #require(spectrum[name] as? Double)
        #expect(abs(power - told) < 0.02 * told, "\(name) of \(spectrum["settings"] ?? "")")
      }
      let highest = try #require(values.indices.max { values[$0] < values[$1] })
      #expect(abs(from + Double(highest) * step - 0.25) < 0.01 || abs(from + Double(highest) * step - 0.1) < 0.01)
    }
  }

  static let database = ProcessInfo.processInfo.environment["VITALSYNC_DATA"]

  @Test(
    "a heart in bigeminy has no variability and no α1, and one that is fast at rest no recovery",
    .enabled(if: database != nil, "VITALSYNC_DATA is not set"), arguments: ["119", "208"])
  func ectopicRhythm(record: String) throws {
    let path = try #require(Self.database) + "/mitdb/\(record).hea"
    for options in [[], ["--age", "70", "--activity", "rest"]] {
      let report = try json(path: path, options)
      let hrv = try #require(report["hrv"] as? [String: Any])
      #expect(hrv["refused"] as? String == "cannotTell")
      #expect((hrv["fluctuation"] as? [String: Any])?["alpha1"] == nil)
      let effort = try #require(report["effort"] as? [String: Any])
      #expect((effort["recoveries"] as? [Any])?.isEmpty == true, "\(options)")
    }
  }

  @Test("the monitor's summary line has the figures and not a day's intervals")
  func summary() throws {
    let run = try Command.run(
      ["monitor", "--replay", "\(FixturePaths.signals)/mitdb_100.hea", "--speed", "max", "--headless"])
    let hrv = try #require(run.events("summary").last?["hrv"] as? [String: Any])
    #expect(hrv["intervals"] == nil && hrv["time"] != nil)
  }
}
