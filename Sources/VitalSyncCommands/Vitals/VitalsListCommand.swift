import ArgumentParser
import Journal

/// `vitalsync vitals list`.
struct VitalsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List readings, the newest first.")

  @Argument(help: "Only those of a kind: bp, spo2, glucose, temp, weight.")
  var kind: VitalKind?

  @OptionGroup
  var options: JournalListOptions

  func run() throws {
    let journal = try JournalOpening.existing()
    let (athlete, kind, begin) = (options.athlete, self.kind, options.since?.begin(now: .now))
    let all = try journaled { () throws(JournalError) in
      try journal?.vitals(of: athlete, kind: kind, since: begin) ?? []
    }
    let readings = Array(all.reversed().prefix(options.most ?? all.count))
    let output = OutputFile()
    if options.json {
      try output.write(JSONText.document(VitalListJSON(vitals: readings.map(VitalJSON.init))))
    } else if options.csv {
      try output.write(
        CSVText.row(["id", "taken", "athlete", "kind", "value", "second", "pulse_bpm", "unit", "source"])
          + readings.map { CSVText.row(cells($0)) }.joined())
    } else {
      try output.write(table(readings))
      if readings.count < all.count { try output.write(JournalListOptions.older) }
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
