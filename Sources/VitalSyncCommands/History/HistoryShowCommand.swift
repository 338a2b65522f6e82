import ArgumentParser
import Journal

/// `vitalsync history show`.
struct HistoryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show all of one session.")

  @Argument(help: "The session's number, as `history` lists it. Left out: the newest session.")
  var id: Int?

  @Flag(help: "JSON instead of text.")
  var json = false

  @Flag(help: "The whole report, the JSON that `analyze --json` gives, as it was when the session was entered.")
  var report = false

  func validate() throws {
    if json, report { throw ValidationError("Choose one of: --json, --report.") }
  }

  func run() throws {
    let journal = try JournalOpening.required()
    let record = try journaled { () throws(JournalError) in
      var wanted = id
      if wanted == nil { wanted = try journal.sessions(SessionFilter(limit: 1)).first?.id }
      guard let wanted else {
        throw JournalError(
          .notFound, place: journal.path, what: "there is no session in it yet",
          remedy: "A session from a board enters it by itself: vitalsync monitor")
      }
      return try journal.session(wanted)
    }
    let output = OutputFile()
    if json {
      try output.write(JSONText.document(SessionDocument(session: SessionJSON(record))))
    } else if report {
      guard let text = record.report else {
        throw CommandFailure(.noInput, "session \(record.id): was imported, and has no report of this program's.")
      }
      try output.write(text + "\n")
    } else {
      try output.write(SessionText(record: record, columns: ReportWidth.columns()).whole)
    }
    try output.flush()
  }

  private struct SessionDocument: Encodable {
    var schemaVersion = JSONText.schemaVersion
    var session: SessionJSON
  }
}
