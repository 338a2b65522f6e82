extension Journal {
  /// Keeps a reading and gives its number; one that is there already, by its fingerprint, is left: `nil`.
  @discardableResult
  package func enter(_ reading: VitalReading) throws(JournalError) -> Int? {
    try connection.transaction { () throws(JournalError) in
      try insert(reading, athlete: try athlete(named: reading.athlete).id)
    }
  }

  /// Keeps many at once, or none; how many were new.
  package func enter(_ readings: [VitalReading]) throws(JournalError) -> Int {
    try connection.transaction { () throws(JournalError) in
      var ids: [String: Int] = [:]
      var count = 0
      for reading in readings {
        var id = ids[reading.athlete]
        if id == nil { id = try athlete(named: reading.athlete).id }
        ids[reading.athlete] = id
        if try insert(reading, athlete: id ?? 0) != nil { count += 1 }
      }
      return count
    }
  }

  private func insert(_ reading: VitalReading, athlete: Int) throws(JournalError) -> Int? {
    if let fault = VitalRange.fault(of: reading) {
      throw JournalError(.refused, place: reading.kind.words, what: fault, remedy: "Nothing was entered.")
    }
    try connection.run(
      """
      INSERT OR IGNORE INTO vital (athlete, taken_at, utc_offset, kind, value, second, pulse, unit, source, fingerprint)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        SQLValue(athlete), SQLValue(reading.taken.milliseconds), SQLValue(reading.taken.utcOffset),
        .text(reading.kind.rawValue), .real(reading.value), SQLValue(reading.second), SQLValue(reading.pulse),
        .text(reading.unit.rawValue), .text(reading.source), SQLValue(reading.fingerprint),
      ])
    return connection.changes > 0 ? connection.lastInsertedID : nil
  }

  /// In the order of time, the oldest first.
  package func vitals(
    of athlete: String? = nil, kind: VitalKind? = nil, since: Moment? = nil, until: Moment? = nil
  ) throws(JournalError) -> [VitalReading] {
    var conditions = ["1"]
    var values: [SQLValue] = []
    if let athlete {
      conditions.append("v.athlete = ?")
      values.append(SQLValue(try self.athlete(named: athlete).id))
    }
    if let kind {
      conditions.append("kind = ?")
      values.append(.text(kind.rawValue))
    }
    if let since {
      conditions.append("taken_at >= ?")
      values.append(.integer(since.milliseconds))
    }
    if let until {
      conditions.append("taken_at < ?")
      values.append(.integer(until.milliseconds))
    }
    var readings: [VitalReading] = []
    try connection.rows(
      """
      SELECT v.id, a.name, taken_at, utc_offset, kind, value, second, pulse, unit, source, fingerprint
      FROM vital AS v JOIN athlete AS a ON a.id = v.athlete WHERE \(conditions.joined(separator: " AND "))
      ORDER BY taken_at, v.id
      """, values
    ) { (row: SQLRow) throws(JournalError) in
      if let reading = VitalReading(row) { readings.append(reading) }
    }
    return readings
  }

  /// The newest of each kind.
  package func newestVitals(of athlete: String? = nil, since: Moment? = nil) throws(JournalError) -> [VitalReading] {
    var newest: [VitalReading] = []
    for kind in VitalKind.allCases {
      let whose = try athlete.map { (name: String) throws(JournalError) in try self.athlete(named: name).id }
      let row = try connection.first(
        """
        SELECT v.id, a.name, taken_at, utc_offset, kind, value, second, pulse, unit, source, fingerprint
        FROM vital AS v JOIN athlete AS a ON a.id = v.athlete
        WHERE kind = ?1 AND (?2 IS NULL OR v.athlete = ?2) AND (?3 IS NULL OR taken_at >= ?3)
        ORDER BY taken_at DESC, v.id DESC LIMIT 1
        """, [.text(kind.rawValue), SQLValue(whose), SQLValue(since?.milliseconds)])
      if let reading = row.flatMap(VitalReading.init) { newest.append(reading) }
    }
    return newest
  }

  package func remove(vitals ids: [Int]) throws(JournalError) {
    try connection.transaction { () throws(JournalError) in
      for id in ids {
        try connection.run("DELETE FROM vital WHERE id = ?", [SQLValue(id)])
        guard connection.changes > 0 else {
          throw JournalError(
            .notFound, place: "reading \(id)", what: "is not in the journal",
            remedy: "`vitalsync vitals list` lists those that are.")
        }
      }
    }
  }
}

extension VitalReading {
  fileprivate init?(_ row: SQLRow) {
    guard let id = row.int(0), let athlete = row.text(1), let taken = row.integer(2), let offset = row.int(3),
      let kind = row.text(4).flatMap(VitalKind.init), let value = row.real(5),
      let unit = row.text(8).flatMap(VitalUnit.init)
    else { return nil }
    self.init(
      athlete: athlete, taken: Moment(milliseconds: taken, utcOffset: offset), kind: kind, value: value,
      second: row.real(6), pulse: row.real(7), unit: unit, source: row.text(9) ?? "", fingerprint: row.text(10))
    self.id = id
  }
}
