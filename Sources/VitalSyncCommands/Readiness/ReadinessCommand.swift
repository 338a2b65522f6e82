import ArgumentParser
import Journal
import TerminalUI

/// `vitalsync readiness`: how today compares.
struct ReadinessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "readiness",
    abstract: "How today compares: the week's morning measures against your own last two months.",
    discussion: """
      vitalsync readiness
      vitalsync readiness --html readiness.html
      vitalsync readiness --athlete Ada --on 2026-11-16 --json

      It rests on mornings: vitalsync monitor --protocol morning, or vitalsync history import FILE. Definitions and sources:
      docs/readiness.md. Not a medical device.
      """)

  @Option(help: ArgumentHelp("Whose. Left out: the current athlete's.", valueName: "name"))
  var athlete: String?

  @Option(help: ArgumentHelp("As it was on that day, 2026-11-16. Left out: today.", valueName: "day"))
  var on: WallDay?

  @Flag(help: "JSON on standard output.")
  var json = false

  @Option(help: ArgumentHelp("Write it as one self-contained page.", valueName: "file"))
  var html: String?

  @Option(help: ArgumentHelp("Write it as a Bundle of HL7 FHIR R4 Observations.", valueName: "file"))
  var fhir: String?

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  func run() throws {
    if let html { try PageFile.check(html) }
    let journal = try JournalOpening.required()
    let day = on?.day ?? Moment.now.day
    let name = athlete
    let (account, athletes) = try journaled { () throws(JournalError) in
      var person = name
      if person == nil { person = try journal.currentAthlete()?.name }
      let sessions = try journal.sessions(
        SessionFilter(athlete: person, since: Moment(midnightOf: day - ReadinessAccount.daysBack)))
      let vitals = try journal.vitals(
        of: person, since: Moment(midnightOf: day - (ReadinessAccount.vitalDays - 1)),
        until: Moment(midnightOf: day + 1))
      let account = ReadinessAccount(
        person: person ?? Athlete.unnamed, Readiness(sessions, on: day), vitals: VitalsAccount(vitals))
      return (account, try journal.athletes().filter { $0.name == person })
    }
    if let fhir {
      var journal = FHIRJournal(athletes)
      journal.add(account)
      try FHIRFile.write(journal.bundle, to: fhir)
    }
    if let html {
      let page = try PageFile.opened(html)
      try page.write(ReadinessPage(account: account).text)
      try page.flush()
    }
    let output = OutputFile()
    if json {
      try output.write(JSONText.document(ReadinessJSON(account)))
    } else {
      let repertoire: Repertoire = ascii ? .ascii : Repertoire(environment: environmentVariable)
      let text = ReadinessText(account: account, columns: ReportWidth.columns(), repertoire: repertoire).whole
      try output.write(repertoire == .ascii ? ASCIIText.of(text) : text)
    }
    try output.flush()
  }
}

/// A day as a person types it: `2026-11-16`.
struct WallDay: Hashable, Sendable, ExpressibleByArgument {
  var day: Day

  init?(argument: String) {
    guard let day = Day(iso: argument) else { return nil }
    self.day = day
  }
}

/// A readiness with its verdict: what text, page and JSON are made from.
struct ReadinessAccount {
  var person: String
  var readiness: Readiness
  var verdict: ReadinessVerdict
  /// Of the last days.
  var vitals: VitalsAccount

  /// The picture's first day has a band of its own.
  static let daysBack = 2 * NormalBand.monthsDays + 1

  /// Days of other vital signs that are told beside it, and over which a fever counts.
  static let (vitalDays, feverDays) = (7, 2)
  /// From here on it is a fever, in degrees Celsius (the usual clinical limit for adults).
  static let fever = 38.0

  init(person: String, _ readiness: Readiness, vitals: VitalsAccount) {
    self.person = person
    self.readiness = readiness
    self.vitals = vitals
    verdict = ReadinessVerdict(readiness)
  }

  /// What goes before any verdict.
  var warning: String? {
    guard let reading = vitals.temperature, reading.value >= Self.fever,
      reading.taken.day > readiness.day - Self.feverDays
    else { return nil }
    return
      "A temperature of \(reading.words) was measured on \(reading.taken.short): with a fever, rest, whatever stands below."
  }

  /// How sure it is and why, in a sentence; `nil` where there is nothing to say.
  var certainty: String? {
    let doubts = verdict.doubts.joined(separator: "; ")
    switch verdict.certainty {
    case .none: return doubts.isEmpty ? nil : "Also: \(doubts)."
    case .unsure: return "Not sure: \(doubts)."
    case .fairlySure: return "Fairly sure: \(doubts)."
    case .sure: return "Sure: enough mornings, at like times, all of them good."
    }
  }

  /// Names and figures, for text and page alike.
  var figures: [(name: String, value: String)] {
    var rows: [(String, String)] = []
    switch readiness.variability {
    case .failure: break
    case .success(let band):
      rows.append(("ln RMSSD", Self.words(band, places: 2) + ", \(band.position.rawValue)"))
      if let variation = band.week.variation {
        let usual = readiness.usualVariation.map { ", usually \(fixed($0, 1)) %" } ?? ""
        rows.append(("Day to day", "coefficient of variation \(fixed(variation, 1)) %\(usual)"))
      }
    }
    if case .success(let band) = readiness.heartRate {
      rows.append(("Resting rate", Self.words(band, places: 1) + " bpm, \(band.position.rawValue)"))
    }
    if let trend = readiness.heartRateTrend {
      rows.append(("", "over \(Readiness.trendDays) days: " + VitalsText.words(of: trend, "bpm")))
    }
    if let balance = readiness.balance { rows.append(("Load", Self.words(balance))) }
    for (index, reading) in vitals.newest.enumerated() {
      rows.append((index == 0 ? "Vital signs" : "", "\(reading.kind.words) \(reading.words), \(reading.taken.short)"))
    }
    return rows
  }

  private static func words(_ band: NormalBand, places: Int) -> String {
    "week \(fixed(band.week.mean, places)) (\(band.week.count) mornings), band \(fixed(band.range.lowerBound, places)) to "
      + "\(fixed(band.range.upperBound, places)) (\(band.months.count) mornings)"
  }

  private static func words(_ balance: TrainingBalance) -> String {
    let kind = balance.impulse == .banister ? "Banister" : "Edwards"
    let ratio = balance.ratio.map { ", ratio \(fixed($0, 2))" } ?? ", not yet four weeks"
    let without = balance.without > 0 ? "; \(balance.without) sessions without an impulse" : ""
    return
      "TRIMP a day (\(kind)): \(fixed(balance.acute, 0)) over 7 days, \(fixed(balance.chronic, 0)) over 28\(ratio)\(without)"
  }
}
