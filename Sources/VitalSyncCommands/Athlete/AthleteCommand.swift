import ArgumentParser
import ECGCore
import Journal

/// `vitalsync athlete`: whose sessions stand in the journal.
struct AthleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "athlete",
    abstract: "The people of the journal: add one, list them, change what is said of them.",
    discussion: """
      vitalsync athlete                                    who there is
      vitalsync athlete add Ada --born 1991 --sex female --rest-hr 44 --max-hr 188
      vitalsync athlete set Ada --current                  sessions are hers where nobody is named
      vitalsync monitor --who Ada                          a session of hers, under her limits

      Before anybody is added, sessions are those of 'me'.
      """,
    subcommands: [AthleteListCommand.self, AthleteAddCommand.self, AthleteSetCommand.self],
    defaultSubcommand: AthleteListCommand.self)
}

/// What may be said of a person; what is left out stays as it was.
struct AthleteFacts: ParsableArguments {
  @Option(help: ArgumentHelp("Year of birth: sets the highest rate to be expected.", valueName: "year"))
  var born: Int?

  @Option(help: "female or male.")
  var sex: HeartRateLimits.Sex?

  @Option(help: ArgumentHelp("Heart rate at rest in the morning.", valueName: "bpm"))
  var restHr: Double?

  @Option(help: ArgumentHelp("Highest heart rate ever measured.", valueName: "bpm"))
  var maxHr: Double?

  @Flag(inversion: .prefixedNo, help: "The limits of athletes, or of people who do not train.")
  var trained: Bool?

  @Flag(help: "Sessions are theirs where nobody is named.")
  var current = false

  init() {}

  func validate() throws {
    let year = Moment.now.day.parts.year
    let years = (year - Int(StatedProfile.ages.upperBound))...(year - Int(StatedProfile.ages.lowerBound))
    if let born, !years.contains(born) {
      throw ValidationError("--born must lie in \(years.lowerBound) … \(years.upperBound).")
    }
    try AthleteOptions.check(maxHr, "--max-hr", in: StatedProfile.maximumRates)
    try AthleteOptions.check(restHr, "--rest-hr", in: StatedProfile.restingRates)
  }

  func apply(to athlete: inout Athlete) {
    athlete.birthYear = born ?? athlete.birthYear
    athlete.sex = sex ?? athlete.sex
    athlete.restingRate = restHr ?? athlete.restingRate
    athlete.maximumRate = maxHr ?? athlete.maximumRate
    athlete.isTrained = trained ?? athlete.isTrained
    if current { athlete.isCurrent = true }
  }
}

struct AthleteAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a person.")

  @Argument(help: "Their name.")
  var name: String

  @OptionGroup var facts: AthleteFacts

  func run() throws {
    var athlete = Athlete(name: name)
    facts.apply(to: &athlete)
    let wanted = athlete
    let journal = try JournalOpening.opened()
    let added = try journaled { () throws(JournalError) in try journal.add(wanted, now: .now) }
    let output = OutputFile()
    try output.write("\(AthleteTable.line(added))\n")
    try output.flush()
  }
}

struct AthleteSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change what is said of a person, or make them the current one.")

  @Argument(help: "Their name.")
  var name: String

  @Option(help: ArgumentHelp("A new name.", valueName: "name"))
  var rename: String?

  @OptionGroup var facts: AthleteFacts

  func run() throws {
    let journal = try JournalOpening.opened()
    let changed = try journaled { () throws(JournalError) in
      // Before anybody is added there is 'me', who may be described too.
      if name == Athlete.unnamed { _ = try journal.athlete(orCurrent: nil, now: .now) }
      var athlete = try journal.athlete(named: name)
      facts.apply(to: &athlete)
      if let rename { athlete.name = rename }
      try journal.update(athlete)
      return try journal.athlete(named: athlete.name)
    }
    let output = OutputFile()
    try output.write("\(AthleteTable.line(changed))\n")
    try output.flush()
  }
}

struct AthleteListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the people of the journal.")

  @Flag(help: "JSON instead of lines.")
  var json = false

  func run() throws {
    let journal = try JournalOpening.existing()
    let athletes = try journaled { () throws(JournalError) in try journal?.athletes() ?? [] }
    let output = OutputFile()
    if json {
      try output.write(JSONText.document(AthleteListJSON(athletes: athletes.map(AthleteJSON.init))))
    } else {
      try output.write(AthleteTable.text(athletes))
    }
    try output.flush()
  }
}
