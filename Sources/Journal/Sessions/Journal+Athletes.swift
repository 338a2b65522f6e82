import ECGCore

extension Journal {
  private static let columns =
    "id, name, birth_year, sex, resting_bpm, maximum_bpm, is_trained, is_current"

  /// By name.
  package func athletes() throws(JournalError) -> [Athlete] {
    try connection.all("SELECT \(Self.columns) FROM athlete ORDER BY name").compactMap(Athlete.init)
  }

  /// The one of this name (upper and lower case are alike).
  package func athlete(named name: String) throws(JournalError) -> Athlete {
    let row = try connection.first("SELECT \(Self.columns) FROM athlete WHERE name = ?", [.text(name)])
    guard let athlete = row.flatMap(Athlete.init) else {
      let names = try athletes().map(\.name)
      throw JournalError(
        .notFound, place: "athlete '\(name)'", what: "is not in the journal",
        remedy: names.isEmpty
          ? "`vitalsync athlete add '\(name)'` adds them."
          : "There \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", ")); `vitalsync athlete add` adds one."
      )
    }
    return athlete
  }

  /// The current one, if anybody is in the journal yet.
  package func currentAthlete() throws(JournalError) -> Athlete? {
    try connection.first("SELECT \(Self.columns) FROM athlete ORDER BY is_current DESC, id LIMIT 1")
      .flatMap(Athlete.init)
  }

  /// The one named, or the current one, who is made where there is nobody yet.
  package func athlete(orCurrent name: String?, now: Moment) throws(JournalError) -> Athlete {
    if let name { return try athlete(named: name) }
    if let current = try currentAthlete() { return current }
    return try connection.transaction { () throws(JournalError) in
      // Another program may have made them while we waited.
      if let current = try currentAthlete() { return current }
      return try insert(Athlete(name: Athlete.unnamed), now: now)
    }
  }

  /// Adds a person; the first one is the current one.
  @discardableResult
  package func add(_ athlete: Athlete, now: Moment) throws(JournalError) -> Athlete {
    var checked = athlete
    checked.name = try Self.checked(athlete.name)
    return try connection.transaction { () throws(JournalError) in try insert(checked, now: now) }
  }

  private func insert(_ athlete: Athlete, now: Moment) throws(JournalError) -> Athlete {
    try refuseTaken(athlete.name, except: 0)
    let isFirst = try connection.first("SELECT count(*) FROM athlete")?.int(0) == 0
    if athlete.isCurrent { try connection.run("UPDATE athlete SET is_current = 0") }
    try connection.run(
      """
      INSERT INTO athlete (name, birth_year, sex, resting_bpm, maximum_bpm, is_trained, is_current, added_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(athlete.name), SQLValue(athlete.birthYear), SQLValue(athlete.sex?.rawValue),
        SQLValue(athlete.restingRate), SQLValue(athlete.maximumRate), SQLValue(athlete.isTrained),
        SQLValue(isFirst || athlete.isCurrent), SQLValue(now.milliseconds),
      ])
    return try self.athlete(named: athlete.name)
  }

  /// Writes what is said of a person already there, by `id`.
  package func update(_ athlete: Athlete) throws(JournalError) {
    let name = try Self.checked(athlete.name)
    try connection.transaction { () throws(JournalError) in
      try refuseTaken(name, except: athlete.id)
      if athlete.isCurrent {
        try connection.run("UPDATE athlete SET is_current = 0 WHERE id <> ?", [SQLValue(athlete.id)])
      }
      try connection.run(
        """
        UPDATE athlete SET name = ?, birth_year = ?, sex = ?, resting_bpm = ?, maximum_bpm = ?, is_trained = ?, is_current = ?
        WHERE id = ?
        """,
        [
          .text(name), SQLValue(athlete.birthYear), SQLValue(athlete.sex?.rawValue), SQLValue(athlete.restingRate),
          SQLValue(athlete.maximumRate), SQLValue(athlete.isTrained), SQLValue(athlete.isCurrent),
          SQLValue(athlete.id),
        ])
    }
  }

  private func refuseTaken(_ name: String, except id: Int) throws(JournalError) {
    guard
      try connection.first("SELECT 1 FROM athlete WHERE name = ? AND id <> ?", [.text(name), SQLValue(id)]) != nil
    else { return }
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

extension Athlete {
  fileprivate init?(_ row: SQLRow) {
    guard let id = row.int(0), let name = row.text(1) else { return nil }
    self.init(
      id: id, name: name, birthYear: row.int(2), sex: row.text(3).flatMap(HeartRateLimits.Sex.init),
      restingRate: row.real(4), maximumRate: row.real(5), isTrained: row.truth(6), isCurrent: row.truth(7) ?? false)
  }
}
