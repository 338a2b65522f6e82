import ArgumentParser
import Journal

/// `vitalsync history`, `vitalsync history list`.
struct HistoryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List sessions, the newest first (what `history` does without a subcommand).")

  @Option(help: "Only those of a kind: free, morning, orthostatic.")
  var kind: SessionKind?

  @Option(help: ArgumentHelp("Only those with this tag.", valueName: "word"))
  var tag: String?

  @OptionGroup
  var options: JournalListOptions

  func run() throws {
    let journal = try JournalOpening.existing()
    let now = Moment.now
    let most = options.most
    let filter = SessionFilter(
      athlete: options.athlete, since: options.since?.begin(now: now), kind: kind, tag: tag, limit: most.map { $0 + 1 })
    var records = try journaled { () throws(JournalError) in try journal?.sessions(filter) ?? [] }
    let hasMore = most.map { records.count > $0 } ?? false
    if hasMore { records.removeLast() }
    let name = options.athlete
    let vitals = try journaled { () throws(JournalError) in
      try journal?.newestVitals(of: name, since: filter.since) ?? []
    }
    let output = OutputFile()
    if options.json {
      let document = HistoryJSON(sessions: records.map { SessionJSON($0) }, vitals: vitals.map(VitalJSON.init))
      try output.write(JSONText.document(document))
    } else if options.csv {
      try output.write(HistoryTable.csv(records))
    } else {
      try output.write(HistoryTable.text(records, hasJournal: journal != nil))
      if hasMore { try output.write(JournalListOptions.older) }
      for (index, reading) in vitals.enumerated() {
        let words = "\(reading.kind.words) \(reading.words), \(reading.taken.short)"
        try output.write("\(index == 0 ? "\nNewest vital signs: " : "                    ")\(words)\n")
      }
    }
    try output.flush()
  }
}

extension SessionKind: ExpressibleByArgument {}
