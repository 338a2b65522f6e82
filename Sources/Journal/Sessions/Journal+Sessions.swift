/// Which sessions are wanted; nothing said, all of them.
package struct SessionFilter: Hashable, Sendable {
  package var athlete: String?
  package var since: Moment?
  package var until: Moment?
  package var kind: SessionKind?
  package var tag: String?
  /// The newest so many.
  package var limit: Int?

  package init(
    athlete: String? = nil, since: Moment? = nil, until: Moment? = nil, kind: SessionKind? = nil, tag: String? = nil,
    limit: Int? = nil
  ) {
    self.athlete = athlete
    self.since = since
    self.until = until
    self.kind = kind
    self.tag = tag
    self.limit = limit
  }
}

extension Journal {
  /// Keeps a session and gives its number. One that is there already, by its fingerprint, is left as it is: `nil`.
  @discardableResult
  package func enter(_ record: SessionRecord) throws(JournalError) -> Int? {
    try connection.transaction { () throws(JournalError) in try insert(record) }
  }

  /// Keeps many at once, or none; how many were new.
  package func enter(_ records: [SessionRecord]) throws(JournalError) -> Int {
    try connection.transaction { () throws(JournalError) in
      var count = 0
      for record in records where try insert(record) != nil { count += 1 }
      return count
    }
  }

  private func insert(_ record: SessionRecord) throws(JournalError) -> Int? {
    if let fingerprint = record.fingerprint,
      try connection.first("SELECT 1 FROM session WHERE fingerprint = ?", [.text(fingerprint)]) != nil
    {
      return nil
    }
    let athlete = try athlete(named: record.athlete)
    try connection.run(
      """
      INSERT INTO session (athlete, began_at, utc_offset, kind, origin, source, program, duration_s, is_comparable, report,
        file_path, file_bytes, file_sha256, fingerprint)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        SQLValue(athlete.id), SQLValue(record.began.milliseconds), SQLValue(record.began.utcOffset),
        .text(record.kind.rawValue), .text(record.origin.rawValue), .text(record.source), .text(record.program),
        .real(record.durationSeconds), SQLValue(record.isComparable), SQLValue(record.report),
        SQLValue(record.file?.path), SQLValue(record.file?.bytes), SQLValue(record.file?.checksum),
        SQLValue(record.fingerprint),
      ])
    let id = connection.lastInsertedID
    for (name, value) in record.figures where value.isFinite {
      try connection.run(
        "INSERT INTO figure (session, name, value) VALUES (?, ?, ?)",
        [SQLValue(id), .text(name.rawValue), .real(value)])
    }
    for (number, finding) in record.findings.enumerated() {
      try connection.run(
        """
        INSERT INTO finding (session, number, kind, severity, onset_s, last_s, statement, advice, criterion, source, certainty)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          SQLValue(id), SQLValue(number), .text(finding.kind), .text(finding.severity), .real(finding.onsetSeconds),
          .real(finding.lastSeconds), .text(finding.statement), .text(finding.advice), .text(finding.criterion),
          .text(finding.source), .text(finding.certainty),
        ])
    }
    for word in record.tags { try insert(tag: word, session: id) }
    for note in record.notes { try insert(note: note, session: id) }
    return id
  }

  /// Newest first; without the whole report, which `session` has.
  package func sessions(_ filter: SessionFilter = SessionFilter()) throws(JournalError) -> [SessionRecord] {
    var conditions: [String] = []
    var values: [SQLValue] = []
    func add(_ condition: String, _ value: SQLValue?) {
      guard let value else { return }
      conditions.append(condition)
      values.append(value)
    }
    // A name that is nobody's is told, not answered with an empty list.
    if let name = filter.athlete { add("athlete = ?", SQLValue(try athlete(named: name).id)) }
    add("began_at >= ?", (filter.since?.milliseconds).map { .integer($0) })
    add("began_at < ?", (filter.until?.milliseconds).map { .integer($0) })
    add("kind = ?", (filter.kind?.rawValue).map { .text($0) })
    add("id IN (SELECT session FROM tag WHERE word = ?)", filter.tag.map { .text($0) })
    let filtered = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let end = filter.limit.map { " LIMIT \(max(0, $0))" } ?? ""
    return try read(
      "SELECT id FROM session\(filtered) ORDER BY began_at DESC, id DESC\(end)", values, withReport: false)
  }

  /// All of one session.
  package func session(_ id: Int) throws(JournalError) -> SessionRecord {
    guard let record = try read("SELECT ?", [SQLValue(id)], withReport: true).first else { throw Self.absent(id) }
    return record
  }

  /// The session that a recording belongs to, by its content.
  package func session(of file: KeptFile) throws(JournalError) -> Int? {
    try connection.first("SELECT id FROM session WHERE file_sha256 = ? ORDER BY id", [.text(file.checksum)])?.int(0)
  }

  /// Its recording lies elsewhere now.
  package func move(recordingOf id: Int, to file: KeptFile) throws(JournalError) {
    try connection.run(
      "UPDATE session SET file_path = ? WHERE id = ? AND file_sha256 = ?",
      [.text(file.path), SQLValue(id), .text(file.checksum)])
    guard connection.changes > 0 else { throw Self.absent(id) }
  }

  /// Takes sessions out of the journal, all of these or none; their recordings are not touched.
  package func remove(sessions ids: [Int]) throws(JournalError) {
    try connection.transaction { () throws(JournalError) in
      for id in ids {
        try connection.run("DELETE FROM session WHERE id = ?", [SQLValue(id)])
        guard connection.changes > 0 else { throw Self.absent(id) }
      }
    }
  }

  static func absent(_ id: Int) -> JournalError {
    JournalError(
      .notFound, place: "session \(id)", what: "is not in the journal",
      remedy: "`vitalsync history` lists those that are.")
  }
}
