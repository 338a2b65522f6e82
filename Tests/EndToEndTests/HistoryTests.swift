import Foundation
import TestSupport
import Testing

/// Sessions enter the journal by themselves, and are found again with one command.
@Suite(.timeLimit(.minutes(30)), .serialized) struct HistoryTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private func run(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(arguments, environment: ["VITALSYNC_HOME": folder.file("home"), "TZ": "UTC"])
  }

  private func sessions() throws -> [[String: Any]] {
    let text = try run("history", "--json").output
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return object?["sessions"] as? [[String: Any]] ?? []
  }

  private func live(_ arguments: String...) throws -> Command.Outcome {
    let link = folder.file("board-\(UUID().uuidString.prefix(6))")
    let board = try Command.Running(["simulate", "synthetic:bpm=70,seed=3", "--link", link])
    #expect(board.waits { _ in FileManager.default.fileExists(atPath: link) })
    defer { board.send(SIGKILL) }
    return try Command.run(
      ["monitor", link, "--headless", "--for", "17s"] + arguments,
      environment: ["VITALSYNC_HOME": folder.file("home"), "TZ": "UTC"])
  }

  @Test func aSessionEntersByItselfWithItsRecording() throws {
    #expect(try run("history").output.contains("The journal is empty"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("home")))
    let file = folder.file("run.vsr")
    let outcome = try live("--record", file)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.events("summary").first?["journalSession"] as? Int == 1)
    let session = try #require(try sessions().first)
    #expect(session["athlete"] as? String == "me")
    #expect(session["kind"] as? String == "free")
    let figures = try #require(session["figures"] as? [String: Double])
    // The synthetic heart beats 70 times a minute.
    #expect(abs((figures["mean_bpm"] ?? 0) - 70) < 3)
    let kept = try #require(session["file"] as? [String: Any])
    #expect(kept["path"] as? String == URL(fileURLWithPath: file).resolvingSymlinksInPath().path)
    #expect(kept["bytes"] as? Int == (try Data(contentsOf: URL(fileURLWithPath: file)).count))
    // The same recording is the same session.
    #expect(try run("history", "add", file).output.contains("is in the journal already"))

    #expect(try live("--no-journal").events("summary").first?["journalSession"] == nil)
    #expect(try sessions().count == 1)
    #expect(try run("history", "doctor").status == 0)
    let moved = folder.file("moved.vsr")
    try FileManager.default.moveItem(atPath: file, toPath: moved)
    let doctor = try run("history", "doctor")
    #expect(doctor.status == 1 && doctor.output.contains("is not there"))
    #expect(try run("history", "add", moved).output.contains("session 1: its recording now lies at"))
    #expect(try run("history", "doctor").status == 0)
  }

  @Test func aRecordedSessionEntersToo() throws {
    let (link, file) = (folder.file("board"), folder.file("run.vsr"))
    let board = try Command.Running(["simulate", "synthetic:bpm=70,seed=3", "--link", link])
    #expect(board.waits { _ in FileManager.default.fileExists(atPath: link) })
    defer { board.send(SIGKILL) }
    let outcome = try run("record", link, file, "--for", "12s", "--json")
    #expect(outcome.status == 0 && outcome.events.isEmpty, "\(outcome.errors)")
    #expect(outcome.output.contains("\"journalSession\""))
    let kept = try #require(try sessions().first?["file"] as? [String: Any])
    #expect(kept["path"] as? String == URL(fileURLWithPath: file).resolvingSymlinksInPath().path)
  }

  @Test func aJournalThatFailsHarmsNoSession() throws {
    try FileManager.default.createDirectory(atPath: folder.file("home"), withIntermediateDirectories: true)
    let text = String(repeating: "this is no database. ", count: 40)
    try text.write(toFile: folder.file("home") + "/journal.sqlite", atomically: true, encoding: .utf8)
    let outcome = try live()
    #expect(outcome.status == 0)
    #expect(outcome.events("summary").count == 1)
    #expect(outcome.errors.contains("the session is not in the journal"), "\(outcome.errors)")
    #expect(try String(contentsOfFile: folder.file("home") + "/journal.sqlite", encoding: .utf8) == text)
    let history = try run("history")
    #expect(history.status == 65, "\(history.errors)")
  }

  @Test func demosAndReplaysAreNobodysSessions() throws {
    let recording = FixturePaths.signals + "/cinc_a00001.csv"
    let replay = ["monitor", "--replay", recording, "--rate", "300", "--speed", "max", "--headless"]
    #expect(try Command.run(replay, environment: ["VITALSYNC_HOME": folder.file("home")]).status == 0)
    #expect(try run("monitor", "--demo", "--headless", "--for", "12s").status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.file("home")))
  }

  @Test func peopleTagsNotesAndTables() throws {
    let recording = FixturePaths.signals + "/cinc_a00001.csv"
    #expect(try run("athlete", "add", "Ada", "--born", "1991", "--max-hr", "188").status == 0)
    #expect(try run("athlete", "add", "Bob").status == 0)
    #expect(try run("athlete", "add", "ada").status == 64)
    #expect(try run("history", "add", recording, "--rate", "300").status == 64, "its day is not known")
    let added = try run("history", "add", recording, "--rate", "300", "--at", "2026-10-03T07:10Z", "--who", "bob")
    #expect(added.output == "session 1: 2026-10-03 07:10, 0:30, of Bob\n", "\(added.errors)")
    #expect(try run("history", "tag", "1", "track", "#rain").status == 0)
    #expect(try run("history", "tag", "1", "rain", "--remove").output == "session 1: track\n")
    #expect(try run("history", "note", "1", "slept", "badly").status == 0)
    #expect(try run("history", "tag", "9", "track").status == 66)
    #expect(try run("history", "--athlete", "Ada").output.contains("No session"))
    #expect(try run("history", "--athlete", "Eve").status == 66)
    let shown = try run("history", "show", "1").output
    #expect(shown.contains("slept badly") && shown.contains("track") && shown.contains("Bob"))
    let csv = try run("history", "--csv", "--tag", "track").output.split(separator: "\n")
    #expect(csv.count == 2 && csv[1].hasPrefix("1,2026-10-03T07:10:00+00:00,Bob,free,recording,"))
    #expect(try run("history", "export", folder.file("copy.sqlite")).status == 0)
    #expect(try run("history", "export", folder.file("all.jsonl")).status == 0)
    #expect(try run("history", "export", folder.file("all.jsonl")).status == 73)
    #expect(try run("history", "rm", "1").status == 0)
    #expect(try sessions().isEmpty)
    // The copy stands in for the journal.
    try FileManager.default.removeItem(atPath: folder.file("home"))
    try FileManager.default.createDirectory(atPath: folder.file("home"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: folder.file("copy.sqlite"), toPath: folder.file("home") + "/journal.sqlite")
    #expect(try sessions().count == 1)
  }

  @Test func aMorningIsHeldByItsRestingPhase() throws {
    // A beat a second, a little varied, for eight minutes.
    let hertz = 250
    var values = (0..<hertz * 480).map { index in 0.02 * sin(Double(index) * 0.7) }
    var (beat, count) = (0.5, 0.0)
    while beat < 479 {
      for offset in -8...8 { values[Int(beat * Double(hertz)) + offset] += 1 - abs(Double(offset)) / 8 }
      beat += 1 + 0.04 * sin(count * 1.3)
      count += 1
    }
    let path = folder.file("morning.csv")
    let lines = values.map { String(format: "%.4f", $0) }
    try ("ecg_mV\n" + lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let added = try run(
      "history", "add", path, "--rate", "250", "--protocol", "morning", "--at", "2026-10-03T07:10Z")
    #expect(added.status == 0, "\(added.errors)")
    let session = try #require(try sessions().first)
    #expect(session["kind"] as? String == "morning")
    #expect(session["comparable"] as? Bool == true)
    let figures = try #require(session["figures"] as? [String: Double])
    #expect(abs((figures["mean_bpm"] ?? 0) - 60) < 0.5)
    // Differences of 40 ms · (sin(1.3 n + 1.3) − sin(1.3 n)): amplitude 80 · sin(0.65) ms, root mean square over √2.
    #expect(abs((figures["rmssd_ms"] ?? 0) - 80 * sin(0.65) / 2.squareRoot()) < 1)
  }

  @Test func twoProcessesWriteAtOnce() throws {
    let rows = (1...28).map { "2026-%02d-\($0 < 10 ? "0" : "")\($0) 06:50,60,48\n" }
    var imports: [Command.Running] = []
    for month in 1...6 {
      let text = "date,rMSSD,HR\n" + rows.map { String(format: $0, month) }.joined()
      let path = folder.file("month\(month).csv")
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      imports.append(
        try Command.Running(["history", "import", path], environment: ["VITALSYNC_HOME": folder.file("home")]))
    }
    for running in imports {
      let outcome = running.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(try sessions().count == 6 * 28)
    #expect(try run("history", "doctor").status == 0)
  }
}
