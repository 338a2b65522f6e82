import GRDB

struct VitalRow: JournalRow {
  static let databaseTableName = "vital"

  /// Given by the database.
  var id: Int?
  var athlete: Int
  /// Milliseconds since 1970.
  var takenAt: Int64
  var utcOffset: Int
  var kind: String
  var value: Double
  var second: Double?
  var pulse: Double?
  var unit: String
  var source: String
  var fingerprint: String?

  enum Columns {
    static let id = Column("id")
    static let athlete = Column("athlete")
    static let taken = Column("taken_at")
    static let kind = Column("kind")
  }

  static let person = belongsTo(AthleteRow.self, key: "person")

  init(_ reading: VitalReading, athlete: Int) {
    self.athlete = athlete
    takenAt = reading.taken.milliseconds
    utcOffset = reading.taken.utcOffset
    kind = reading.kind.rawValue
    value = reading.value
    second = reading.second
    pulse = reading.pulse
    unit = reading.unit.rawValue
    source = reading.source
    fingerprint = reading.fingerprint
  }
}

/// A reading and whose it is.
struct WholeVital: Decodable, FetchableRecord {
  var vital: VitalRow
  var person: AthleteRow

  /// `nil` of a kind or in a unit that this program does not know.
  var reading: VitalReading? {
    guard let kind = VitalKind(rawValue: vital.kind), let unit = VitalUnit(rawValue: vital.unit) else { return nil }
    var reading = VitalReading(
      athlete: person.name, taken: Moment(milliseconds: vital.takenAt, utcOffset: vital.utcOffset), kind: kind,
      value: vital.value, second: vital.second, pulse: vital.pulse, unit: unit, source: vital.source,
      fingerprint: vital.fingerprint)
    reading.id = vital.id ?? 0
    return reading
  }
}
