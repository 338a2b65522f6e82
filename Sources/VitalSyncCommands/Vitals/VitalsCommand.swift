import ArgumentParser
import Journal

/// `vitalsync vitals`: other vital signs than the heart's.
struct VitalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vitals",
    abstract: "Blood pressure, oxygen, glucose, temperature, weight: enter, import, and what they come to.",
    discussion: """
      vitalsync vitals                                   what they come to
      vitalsync vitals add bp 118/76 --pulse 52
      vitalsync vitals add spo2 97
      vitalsync vitals add glucose 5.4 mmol/L            or 97 mg/dL
      vitalsync vitals add temp 36.6                     or 97.9 F
      vitalsync vitals add weight 70.2 --at 2026-11-20T07:00
      vitalsync vitals import omron.csv                  also Dexcom Clarity, Libre, Wellue, Contec
      vitalsync vitals list --since 30d --csv
      vitalsync trends weight --since 1y

      How they are judged, and by which guideline: docs/vitals.md. Not a medical device.
      """,
    subcommands: [
      VitalsReportCommand.self, VitalsAddCommand.self, VitalsImportCommand.self, VitalsListCommand.self,
      VitalsRemoveCommand.self,
    ],
    defaultSubcommand: VitalsReportCommand.self)
}

struct VitalsAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Enter a reading.")

  @Argument(help: "bp, spo2, glucose, temp or weight.")
  var kind: VitalKind

  @Argument(help: "118/76, 97, 5.4 mmol/L, 36.6, 70.2 kg")
  var words: [String]

  @Option(help: ArgumentHelp("Pulse that the device showed.", valueName: "bpm"))
  var pulse: Double?

  @Option(help: ArgumentHelp("When, 2026-11-20T07:00. Left out: now.", valueName: "time"))
  var at: WallTime?

  @Option(help: ArgumentHelp("Whose. Left out: the current athlete's.", valueName: "name"))
  var who: String?

  func run() throws {
    let (kind, words, pulse, taken) = (self.kind, self.words, self.pulse, at?.moment ?? .now)
    // What cannot be is refused before a journal is made for it.
    var reading = try journaled { () throws(JournalError) in
      try VitalText.reading(kind, words, pulse: pulse, athlete: "", taken: taken)
    }
    let journal = try JournalOpening.opened()
    let number = try journaled { () throws(JournalError) in
      reading.athlete = try journal.athlete(orCurrent: who, now: .now).name
      return try journal.enter(reading)
    }
    let output = OutputFile()
    try output.write("reading \(number ?? 0): \(kind.words) \(reading.words), \(taken.short), of \(reading.athlete)\n")
    try output.flush()
  }
}

struct VitalsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over a device's table, as CSV.",
    discussion: "What is in the journal already is not entered again.")

  @OptionGroup
  var options: JournalImportOptions

  func run() throws {
    let (who, order) = (options.who, options.dates)
    let rows = try options.table()
    let journal = try JournalOpening.opened()
    let (table, person, entered) = try journaled { () throws(JournalError) in
      let person = try journal.athlete(orCurrent: who, now: .now)
      let table = try VitalTable(rows, athlete: person.name, order: order)
      return (table, person, try journal.enter(table.readings))
    }
    try options.tell(
      table.kinds.map(\.words).joined(separator: ", "), "readings", of: person.name, entered: entered,
      known: table.readings.count - entered,
      rest: table.blank > 0 ? ", \(table.blank) rows without a measurement" : "", passedOver: table.passedOver)
  }
}

struct VitalsRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rm", abstract: "Take readings out of the journal.")

  @Argument(help: "Their numbers, as `vitals list` shows them.")
  var ids: [Int]

  func run() throws {
    let journal = try JournalOpening.required()
    try journaled { () throws(JournalError) in try journal.remove(vitals: ids) }
  }
}

extension VitalKind: ExpressibleByArgument {}
