import ArgumentParser
import Journal

/// `vitalsync history import`.
struct HistoryImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Take over another program's mornings: the table of HRV4Training, of Elite HRV, or any with day and RMSSD.",
    discussion: "What is in the journal already is not entered again, so that a newer export may be imported whole.")

  @OptionGroup
  var options: JournalImportOptions

  func run() throws {
    let (who, order) = (options.who, options.dates)
    let rows = try options.table()
    let journal = try JournalOpening.opened()
    let (table, person, entered) = try journaled { () throws(JournalError) in
      let person = try journal.athlete(orCurrent: who, now: .now)
      let table = try MorningTable(rows, athlete: person.name, order: order)
      return (table, person, try journal.enter(table.records))
    }
    try options.tell(
      table.program, "mornings", of: person.name, entered: entered, known: table.records.count - entered,
      passedOver: table.passedOver)
  }
}
