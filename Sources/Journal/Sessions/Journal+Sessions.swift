import GRDB

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
    try write { try Self.insert(record, $0) }
  }

  /// Keeps many at once, or none; how many were new.
  package func enter(_ records: [SessionRecord]) throws(JournalError) -> Int {
    try write { database in try records.count { try Self.insert($0, database) != nil } }
  }

  private static func insert(_ record: SessionRecord, _ database: Database) throws -> Int? {
    if let fingerprint = record.fingerprint,
      try !SessionRow.filter({ $0.fingerprint == fingerprint }).isEmpty(database)
    {
      return nil
    }
    let athlete = try athlete(named: record.athlete, database)
    try SessionRow(record, athlete: athlete.id ?? 0).insert(database)
    let id = Int(database.lastInsertedRowID)
    for (name, value) in record.figures where value.isFinite {
      try FigureRow(session: id, name: name.rawValue, value: value).insert(database)
    }
    for (number, finding) in record.findings.enumerated() {
      try FindingRow(finding, session: id, number: number).insert(database)
    }
    for word in record.tags { try TagRow(session: id, word: word).insert(database, onConflict: .ignore) }
    for note in record.notes { try NoteRow(note, session: id).insert(database) }
    return id
  }

  /// Newest first; without the whole report, which `session` has.
  package func sessions(_ filter: SessionFilter = SessionFilter()) throws(JournalError) -> [SessionRecord] {
    try read { database in
      var request = SessionRow.select { [.allColumns(excluding: [$0.report])] }.order { [$0.began.desc, $0.id.desc] }
      if let name = filter.athlete {
        // A name that is nobody's is told, not answered with an empty list.
        let id = try Self.athlete(named: name, database).id
        request = request.filter { $0.athlete == id }
      }
      if let since = filter.since { request = request.filter { $0.began >= since.milliseconds } }
      if let until = filter.until { request = request.filter { $0.began < until.milliseconds } }
      if let kind = filter.kind { request = request.filter { $0.kind == kind.rawValue } }
      if let tag = filter.tag {
        let tagged = TagRow.filter { $0.word == tag }.select(\.session)
        request = request.filter { tagged.contains($0.id) }
      }
      if let limit = filter.limit { request = request.limit(max(0, limit)) }
      return try WholeSession.request(request).fetchAll(database).map(\.record)
    }
  }

  /// All of one session.
  package func session(_ id: Int) throws(JournalError) -> SessionRecord {
    try read { database in
      guard let whole = try WholeSession.request(SessionRow.filter { $0.id == id }).fetchOne(database) else {
        throw Self.absent(id)
      }
      return whole.record
    }
  }

  /// The session that a recording belongs to, by its content.
  package func session(of file: KeptFile) throws(JournalError) -> Int? {
    try read {
      try SessionRow.filter { $0.checksum == file.checksum }.order(\.id).select(\.id, as: Int.self).fetchOne($0)
    }
  }

  /// Its recording lies elsewhere now.
  package func move(recordingOf id: Int, to file: KeptFile) throws(JournalError) {
    try write { database in
      let moved = try SessionRow.filter { $0.id == id && $0.checksum == file.checksum }
        .updateAll(database) { $0.filePath.set(to: file.path) }
      guard moved > 0 else { throw Self.absent(id) }
    }
  }

  /// Takes sessions out of the journal, all of these or none; their recordings are not touched.
  package func remove(sessions ids: [Int]) throws(JournalError) {
    try write { database in
      for id in ids {
        guard try SessionRow.filter({ $0.id == id }).deleteAll(database) > 0 else { throw Self.absent(id) }
      }
    }
  }

  static func absent(_ id: Int) -> JournalError {
    JournalError(
      .notFound, place: "session \(id)", what: "is not in the journal",
      remedy: "`vitalsync history` lists those that are.")
  }
}
