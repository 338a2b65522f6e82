import ECGCore
import GRDB

struct AthleteRow: JournalRow {
  static let databaseTableName = "athlete"

  /// Given by the database.
  var id: Int?
  var name: String
  var birthYear: Int?
  var sex: String?
  var restingBpm: Double?
  var maximumBpm: Double?
  var isTrained: Bool?
  var isCurrent: Bool
  /// Milliseconds since 1970.
  var addedAt: Int64

  enum Columns {
    static let id = Column("id")
    static let name = Column("name")
    static let isCurrent = Column("is_current")
  }

  init(_ athlete: Athlete, added: Moment) {
    name = athlete.name
    isCurrent = athlete.isCurrent
    addedAt = added.milliseconds
    take(athlete)
  }

  /// Everything but its number and when it was added.
  mutating func take(_ athlete: Athlete) {
    name = athlete.name
    birthYear = athlete.birthYear
    sex = athlete.sex?.rawValue
    restingBpm = athlete.restingRate
    maximumBpm = athlete.maximumRate
    isTrained = athlete.isTrained
    isCurrent = athlete.isCurrent
  }

  var athlete: Athlete {
    Athlete(
      id: id ?? 0, name: name, birthYear: birthYear, sex: sex.flatMap(HeartRateLimits.Sex.init),
      restingRate: restingBpm, maximumRate: maximumBpm, isTrained: isTrained, isCurrent: isCurrent)
  }
}
