import ECGCore
import GRDB

extension Journal {
  /// By name.
  package func athletes() throws(JournalError) -> [Athlete] {
    try read { try AthleteRow.order(\.name).fetchAll($0).map(\.athlete) }
  }

  /// The one of this name (upper and lower case are alike).
  package func athlete(named name: String) throws(JournalError) -> Athlete {
    try read { try Self.athlete(named: name, $0).athlete }
  }

  /// The current one, if anybody is in the journal yet.
  package func currentAthlete() throws(JournalError) -> Athlete? {
    try read(Self.current)
  }

  /// The one named, or the current one, who is made where there is nobody yet.
  package func athlete(orCurrent name: String?, now: Moment) throws(JournalError) -> Athlete {
    if let name { return try athlete(named: name) }
    if let current = try currentAthlete() { return current }
    return try write { database in
      // Another program may have made them while we waited.
      try Self.current(database) ?? Self.insert(Athlete(name: Athlete.unnamed), now: now, database)
    }
  }

  /// Adds a person; the first one is the current one.
  @discardableResult
  package func add(_ athlete: Athlete, now: Moment) throws(JournalError) -> Athlete {
    var checked = athlete
    checked.name = try Self.checked(athlete.name)
    return try write { try Self.insert(checked, now: now, $0) }
  }

  /// Writes what is said of a person already there, by `id`.
  package func update(_ athlete: Athlete) throws(JournalError) {
    var checked = athlete
    checked.name = try Self.checked(athlete.name)
    try write { database in
      try Self.refuseTaken(checked.name, except: checked.id, database)
      guard var row = try AthleteRow.filter({ $0.id == checked.id }).fetchOne(database) else { return }
      if checked.isCurrent { try Self.makeNobodyCurrent(database) }
      row.take(checked)
      try row.update(database)
    }
  }

  static func athlete(named name: String, _ database: Database) throws -> AthleteRow {
    if let row = try AthleteRow.filter({ $0.name == name }).fetchOne(database) { return row }
    let names = try AthleteRow.order(\.name).fetchAll(database).map(\.name)
    throw JournalError(
      .notFound, place: "athlete '\(name)'", what: "is not in the journal",
      remedy: names.isEmpty
        ? "`vitalsync athlete add '\(name)'` adds them."
        : "There \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", ")); `vitalsync athlete add` adds one."
    )
  }

  private static func current(_ database: Database) throws -> Athlete? {
    try AthleteRow.order { [$0.isCurrent.desc, $0.id] }.fetchOne(database)?.athlete
  }

  private static func makeNobodyCurrent(_ database: Database) throws {
    try AthleteRow.updateAll(database) { $0.isCurrent.set(to: false) }
  }

  private static func insert(_ athlete: Athlete, now: Moment, _ database: Database) throws -> Athlete {
    try refuseTaken(athlete.name, except: 0, database)
    var row = AthleteRow(athlete, added: now)
    row.isCurrent = try athlete.isCurrent || AthleteRow.fetchCount(database) == 0
    if athlete.isCurrent { try makeNobodyCurrent(database) }
    return try row.insertAndFetch(database).athlete
  }

  private static func refuseTaken(_ name: String, except id: Int, _ database: Database) throws {
    guard try !AthleteRow.filter({ $0.name == name && $0.id != id }).isEmpty(database) else { return }
    throw JournalError(
      .refused, place: "athlete '\(name)'", what: "is in the journal already",
      remedy: "Choose another name, or change that one: `vitalsync athlete set '\(name)'`.")
  }

  /// One line, not empty, not endless.
  private static func checked(_ name: String) throws(JournalError) -> String {
    let words = name.split(separator: " ").joined(separator: " ")
    let isPlain = words.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    guard !words.isEmpty, words.count <= Athlete.longestName, isPlain else {
      throw JournalError(
        .refused, place: "athlete", what: "a name has 1 to \(Athlete.longestName) characters in one line",
        remedy: "Choose another.")
    }
    return words
  }
}
