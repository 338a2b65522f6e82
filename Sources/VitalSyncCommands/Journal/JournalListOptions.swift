import ArgumentParser
import Journal

/// What `history list` and `vitals list` are asked alike: whose, since when, how many, and in which form.
struct JournalListOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only theirs. Left out: everybody's.", valueName: "name"))
  var athlete: String?

  @Option(help: ArgumentHelp("From then on: 30d, 12w, 1y, or a day, 2026-10-01.", valueName: "time"))
  var since: HistorySpan?

  @Option(
    help: ArgumentHelp(
      "So many at most. Left out: \(usualLimit) on a terminal, all in JSON and CSV.", valueName: "n"))
  var limit: Int?

  @Flag(help: "JSON instead of a table.")
  var json = false

  @Flag(help: "CSV instead of a table.")
  var csv = false

  /// Rows of a table that a person looks at.
  private static let usualLimit = 30
  /// Said under a table that is not the whole.
  static let older = "\nOlder ones: --limit N, --since 90d\n"

  /// Rows at most; `nil`: all there are.
  var most: Int? { limit ?? (json || csv || since != nil ? nil : Self.usualLimit) }

  func validate() throws {
    if json, csv { throw ValidationError("Choose one of: --json, --csv.") }
    if let limit, limit < 1 { throw ValidationError("--limit is 1 or more.") }
  }
}
