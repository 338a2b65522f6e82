import ArgumentParser
import Journal

/// `vitalsync history import`.
struct HistoryImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Take over another program's mornings: the table of HRV4Training, of Elite HRV, or any with day and RMSSD.",
    discussion: "What is in the journal already is not entered again, so that a newer export may be imported whole.")

  @Argument(help: "The table, as CSV.")
  var file: String

  @Option(help: ArgumentHelp("Whose mornings. Left out: the current athlete's.", valueName: "name"))
  var who: String?

  @Option(help: "How its days are written, where they do not show it: dmy or mdy.")
  var dates: DateOrder?

  func run() throws {
    let bytes = try ImportFile.bytes(of: file)
    let journal = try JournalOpening.opened()
    let outcome = try journaled { () throws(JournalError) in
      let person = try journal.athlete(orCurrent: who, now: .now)
      let table = try MorningTable(DelimitedTable(bytes, name: file), athlete: person.name, order: dates)
      return (table, person, try journal.enter(table.records))
    }
    let (table, person, entered) = outcome
    let known = table.records.count - entered
    let output = OutputFile()
    try output.write(
      "\(file): \(table.program), \(entered) mornings of \(person.name) entered"
        + (known > 0 ? ", \(known) were there already" : "") + "\n")
    try output.write(ImportFile.account(of: table.passedOver))
    try output.flush()
  }
}

extension DateOrder: ExpressibleByArgument {}
