import ArgumentParser
import Journal

/// `vitalsync history`, `vitalsync history list`.
struct HistoryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List sessions, the newest first (what `history` does without a subcommand).")

  @Option(help: ArgumentHelp("Only theirs. Left out: everybody's.", valueName: "name"))
  var athlete: String?

  @Option(help: ArgumentHelp("From then on: 30d, 12w, 1y, or a day, 2026-10-01.", valueName: "time"))
  var since: HistorySpan?

  @Option(help: "Only those of a kind: free, morning, orthostatic.")
  var kind: SessionKind?

  @Option(help: ArgumentHelp("Only those with this tag.", valueName: "word"))
  var tag: String?

  @Option(help: ArgumentHelp("So many at most. Left out: 30 on a terminal, all in JSON and CSV.", valueName: "n"))
  var limit: Int?

  @Flag(help: "JSON instead of a table.")
  var json = false

  @Flag(help: "CSV instead of a table.")
  var csv = false

  /// Rows of a table that a person looks at.
  private static let usualLimit = 30

  func validate() throws {
    if json, csv { throw ValidationError("Choose one of: --json, --csv.") }
    if let limit, limit < 1 { throw ValidationError("--limit is 1 or more.") }
  }

  func run() throws {
    let journal = try JournalOpening.existing()
    let now = Moment.now
    let isWhole = json || csv || since != nil
    let most = limit ?? (isWhole ? nil : Self.usualLimit)
    let filter = SessionFilter(
      athlete: athlete, since: since?.begin(now: now), kind: kind, tag: tag, limit: most.map { $0 + 1 })
    var records = try journaled { () throws(JournalError) in try journal?.sessions(filter) ?? [] }
    let hasMore = most.map { records.count > $0 } ?? false
    if hasMore { records.removeLast() }
    let name = athlete
    let vitals = try journaled { () throws(JournalError) in
      try journal?.newestVitals(of: name, since: filter.since) ?? []
    }
    let output = OutputFile()
    if json {
      let document = HistoryJSON(sessions: records.map { SessionJSON($0) }, vitals: vitals.map(VitalJSON.init))
      try output.write(JSONText.document(document))
    } else if csv {
      try output.write(HistoryTable.csv(records))
    } else {
      try output.write(HistoryTable.text(records, hasJournal: journal != nil))
      if hasMore { try output.write("\nOlder ones: --limit N, --since 90d\n") }
      for (index, reading) in vitals.enumerated() {
        let words = "\(reading.kind.words) \(reading.words), \(reading.taken.short)"
        try output.write("\(index == 0 ? "\nNewest vital signs: " : "                    ")\(words)\n")
      }
    }
    try output.flush()
  }
}

extension SessionKind: ExpressibleByArgument {}
