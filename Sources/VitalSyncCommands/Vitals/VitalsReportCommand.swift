import ArgumentParser
import Journal

/// `vitalsync vitals`, `vitalsync vitals report`.
struct VitalsReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "What the readings come to (what `vitals` does without a subcommand).")

  @Option(help: ArgumentHelp("Whose. Left out: the current athlete's.", valueName: "name"))
  var athlete: String?

  @Option(help: ArgumentHelp("From then on: 30d, 12w, 1y, or a day. Left out: 90d.", valueName: "time"))
  var since: HistorySpan?

  @Flag(help: "JSON instead of text.")
  var json = false

  private static let usualDays = "90d"

  func run() throws {
    let journal = try JournalOpening.existing()
    let now = Moment.now
    let begin = (since ?? HistorySpan(argument: Self.usualDays))?.begin(now: now)
    let athlete = athlete
    let readings = try journaled { () throws(JournalError) in
      guard let journal else { return [VitalReading]() }
      var person = athlete
      if person == nil { person = try journal.currentAthlete()?.name }
      guard let person else { return [VitalReading]() }
      return try journal.vitals(of: person, since: begin)
    }
    let account = VitalsAccount(readings)
    let output = OutputFile()
    try output.write(
      json
        ? JSONText.document(VitalsJSON(account))
        : Array(VitalsText(account: account, columns: ReportWidth.columns()).whole.utf8))
    try output.flush()
  }
}
