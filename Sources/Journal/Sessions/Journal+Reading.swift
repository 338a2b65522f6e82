extension Journal {
  /// The sessions whose ids a query gives, in the order of time, newest first. A fixed number of queries, however many there are.
  func read(_ ids: String, _ values: [SQLValue], withReport: Bool) throws(JournalError) -> [SessionRecord] {
    try connection.run("BEGIN")
    defer { try? connection.run("COMMIT") }
    let chosen = "(\(ids))"
    var records: [SessionRecord] = []
    var places: [Int: Int] = [:]
    try connection.rows(
      """
      SELECT s.id, a.name, began_at, utc_offset, kind, origin, source, program, duration_s, is_comparable, file_path,
        file_bytes, file_sha256, fingerprint\(withReport ? ", report" : "")
      FROM session AS s JOIN athlete AS a ON a.id = s.athlete WHERE s.id IN \(chosen)
      ORDER BY began_at DESC, s.id DESC
      """, values
    ) { (row: SQLRow) throws(JournalError) in
      guard let record = SessionRecord(row, withReport: withReport) else { return }
      places[record.id] = records.count
      records.append(record)
    }
    func each(_ query: String, _ body: (inout SessionRecord, SQLRow) -> Void) throws(JournalError) {
      try connection.rows(query, values) { (row: SQLRow) throws(JournalError) in
        guard let id = row.int(0), let place = places[id] else { return }
        body(&records[place], row)
      }
    }
    try each("SELECT session, name, value FROM figure WHERE session IN \(chosen)") { record, row in
      guard let name = row.text(1).flatMap(FigureName.init) else { return }
      record.figures[name] = row.real(2)
    }
    try each(
      """
      SELECT session, kind, severity, onset_s, last_s, statement, advice, criterion, source, certainty
      FROM finding WHERE session IN \(chosen) ORDER BY session, number
      """
    ) { record, row in record.findings.append(JournalFinding(row)) }
    try each("SELECT session, word FROM tag WHERE session IN \(chosen) ORDER BY session, word") { record, row in
      if let word = row.text(1) { record.tags.append(word) }
    }
    try each("SELECT session, written_at, words FROM note WHERE session IN \(chosen) ORDER BY session, id") {
      record, row in
      guard let at = row.integer(1), let words = row.text(2) else { return }
      record.notes.append(JournalNote(written: Moment(localMilliseconds: at), words: words))
    }
    return records
  }
}

extension SessionRecord {
  fileprivate init?(_ row: SQLRow, withReport: Bool) {
    guard let id = row.int(0), let athlete = row.text(1), let began = row.integer(2), let offset = row.int(3) else {
      return nil
    }
    self.init(
      athlete: athlete, began: Moment(milliseconds: began, utcOffset: offset),
      kind: row.text(4).flatMap(SessionKind.init) ?? .free,
      origin: row.text(5).flatMap(SessionOrigin.init) ?? .imported, source: row.text(6) ?? "",
      program: row.text(7) ?? "", durationSeconds: row.real(8) ?? 0, isComparable: row.truth(9),
      report: withReport ? row.text(14) : nil, fingerprint: row.text(13))
    self.id = id
    if let path = row.text(10), let bytes = row.int(11), let checksum = row.text(12) {
      file = KeptFile(path: path, bytes: bytes, checksum: checksum)
    }
  }
}

extension JournalFinding {
  fileprivate init(_ row: SQLRow) {
    self.init(
      kind: row.text(1) ?? "", severity: row.text(2) ?? "", onsetSeconds: row.real(3) ?? 0,
      lastSeconds: row.real(4) ?? 0, statement: row.text(5) ?? "", advice: row.text(6) ?? "",
      criterion: row.text(7) ?? "", source: row.text(8) ?? "", certainty: row.text(9) ?? "")
  }
}
