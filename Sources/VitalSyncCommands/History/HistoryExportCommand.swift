import ArgumentParser
import Journal

/// `vitalsync history export`.
struct HistoryExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Write the journal to a file: .sqlite (a copy), .jsonl (one object a line), .csv (the table of sessions), .fhir.json (FHIR R4).",
    discussion: "A copy stands in for the journal: put it in its place, under the name journal.sqlite.")

  @Argument(help: "The file; it must not be there yet.")
  var file: String

  func run() throws {
    let journal = try JournalOpening.required()
    guard let suffix = ["sqlite", "jsonl", "csv", "fhir.json"].first(where: { file.hasSuffix(".\($0)") }) else {
      throw CommandFailure(
        .usage, "\(file): what to write goes by the name's end: .sqlite, .jsonl, .csv or .fhir.json.")
    }
    if suffix == "sqlite" {
      try journaled { () throws(JournalError) in try journal.copy(to: file) }
      return
    }
    let (records, athletes, vitals) = try journaled { () throws(JournalError) in
      (try journal.sessions(), try journal.athletes(), try journal.vitals())
    }
    let output = try OutputFile(creatingNew: file)
    if suffix == "fhir.json" {
      var journal = FHIRJournal(athletes)
      for record in records.reversed() { journal.add(record) }
      for reading in vitals { journal.add(reading) }
      try output.write(JSONText.document(journal.bundle))
    } else if suffix == "csv" {
      try output.write(HistoryTable.csv(records))
    } else {
      for athlete in athletes { try output.write(JSONText.line(ExportLine(athlete: AthleteJSON(athlete)))) }
      for record in records.reversed() { try output.write(JSONText.line(ExportLine(session: SessionJSON(record)))) }
      for reading in vitals { try output.write(JSONText.line(ExportLine(vital: VitalJSON(reading)))) }
    }
    try output.flush()
  }

  /// A line of `export FILE.jsonl`: one of the three.
  private struct ExportLine: Encodable {
    var schemaVersion = JSONText.schemaVersion
    var athlete: AthleteJSON?
    var session: SessionJSON?
    var vital: VitalJSON?
  }
}
