import ArgumentParser
import Journal

/// `vitalsync vitals list`.
struct VitalsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List readings, the newest first.")

  @Argument(help: "Only those of a kind: bp, spo2, glucose, temp, weight.")
  var kind: VitalKind?

  @Option(help: ArgumentHelp("Only theirs. Left out: everybody's.", valueName: "name"))
  var athlete: String?

  @Option(help: ArgumentHelp("From then on: 30d, 12w, 1y, or a day, 2026-10-01.", valueName: "time"))
  var since: HistorySpan?

  @Option(help: ArgumentHelp("So many at most. Left out: 30 on a terminal, all in JSON and CSV.", valueName: "n"))
  var limit: Int?

  @Flag(help: "JSON instead of a table.")
  var json = false

  @Flag(help: "CSV instead of a table.")
  var csv = false

  private static let usualLimit = 30

  func validate() throws {
    if json, csv { throw ValidationError("Choose one of: --json, --csv.") }
    if let limit, limit < 1 { throw ValidationError("--limit is 1 or more.") }
  }

  func run() throws {
    let journal = try JournalOpening.existing()
    let (athlete, kind, begin) = (self.athlete, self.kind, since?.begin(now: .now))
    let all = try journaled { () throws(JournalError) in
      try journal?.vitals(of: athlete, kind: kind, since: begin) ?? []
    }
    let most = limit ?? (json || csv || since != nil ? all.count : Self.usualLimit)
    let readings = Array(all.reversed().prefix(most))
    let output = OutputFile()
    if json {
      try output.write(JSONText.document(VitalListJSON(vitals: readings.map(VitalJSON.init))))
    } else if csv {
      try output.write(
        CSVText.row(["id", "taken", "athlete", "kind", "value", "second", "pulse_bpm", "unit", "source"])
          + readings.map { CSVText.row(cells($0)) }.joined())
    } else {
      try output.write(table(readings))
      if readings.count < all.count { try output.write("\nOlder ones: --limit N, --since 90d\n") }
    }
    try output.flush()
  }

  private func cells(_ reading: VitalReading) -> [String] {
    [
      "\(reading.id)", reading.taken.iso, reading.athlete, reading.kind.rawValue, "\(reading.value)",
      reading.second.map { "\($0)" } ?? "", reading.pulse.map { "\($0)" } ?? "", reading.unit.rawValue, reading.source,
    ]
  }

  private func table(_ readings: [VitalReading]) -> String {
    guard !readings.isEmpty else { return "No such reading is in the journal: vitalsync vitals add bp 118/76\n" }
    var table = TextTable(columns: [
      ("id", .right), ("when", .left), ("athlete", .left), ("kind", .left), ("reading", .left),
    ])
    table.rows = readings.map { ["\($0.id)", $0.taken.short, $0.athlete, $0.kind.rawValue, $0.words] }
    return table.lines.joined(separator: "\n") + "\n"
  }
}

/// `vitals list --json`.
struct VitalListJSON: Encodable {
  var schemaVersion = JSONText.schemaVersion
  var vitals: [VitalJSON]
}

/// A reading. Keys are documented in docs/vitals.md.
struct VitalJSON: Encodable {
  var id: Int
  var taken: String
  var athlete: String
  var kind: String
  var value: Double
  var second: Double?
  var pulse_bpm: Double?
  var unit: String
  var source: String

  init(_ reading: VitalReading) {
    id = reading.id
    taken = reading.taken.iso
    athlete = reading.athlete
    kind = reading.kind.rawValue
    value = reading.value
    second = reading.second
    pulse_bpm = reading.pulse
    unit = reading.unit.rawValue
    source = reading.source
  }
}
