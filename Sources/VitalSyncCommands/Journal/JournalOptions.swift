import ArgumentParser
import Journal

/// Whose session this is, and whether it is entered.
struct JournalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Whose session this is, by name in the journal. Left out: the current athlete.", valueName: "name"))
  var who: String?

  @Flag(help: "Leave this session out of the journal.")
  var noJournal = false

  init() {}

  func validate() throws {
    if noJournal, who != nil {
      throw ValidationError("--who names the athlete of a journal entry: leave out --no-journal.")
    }
  }

  /// What the journal says of the athlete. One that was named must be there; otherwise a journal that cannot be read keeps nobody from
  /// measuring: it is told when the session is entered.
  func athlete(environment: (String) -> String? = environmentVariable) throws(CommandFailure) -> Athlete? {
    if let who {
      let journal = try JournalOpening.required(environment: environment)
      return try journaled { () throws(JournalError) in try journal.athlete(named: who) }
    }
    guard !noJournal else { return nil }
    return try? JournalOpening.existing(environment: environment)?.currentAthlete()
  }
}
