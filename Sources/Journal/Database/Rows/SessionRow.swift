import GRDB

struct SessionRow: JournalRow {
  static let databaseTableName = "session"

  /// Given by the database, never used again.
  var id: Int?
  var athlete: Int
  /// Milliseconds since 1970.
  var beganAt: Int64
  var utcOffset: Int
  var kind: String
  var origin: String
  var source: String
  var program: String
  var durationS: Double
  var isComparable: Bool?
  var report: String?
  var filePath: String?
  var fileBytes: Int?
  var fileSha256: String?
  var fingerprint: String?

  enum Columns {
    static let id = Column("id")
    static let athlete = Column("athlete")
    static let began = Column("began_at")
    static let kind = Column("kind")
    static let report = Column("report")
    static let filePath = Column("file_path")
    static let checksum = Column("file_sha256")
    static let fingerprint = Column("fingerprint")
  }

  static let person = belongsTo(AthleteRow.self, key: "person")
  static let figures = hasMany(FigureRow.self, key: "figures")
  static let findings = hasMany(FindingRow.self, key: "findings").order(Column("number"))
  static let tags = hasMany(TagRow.self, key: "tags").order(Column("word"))
  static let notes = hasMany(NoteRow.self, key: "notes").order(Column("id"))

  init(_ record: SessionRecord, athlete: Int) {
    self.athlete = athlete
    beganAt = record.began.milliseconds
    utcOffset = record.began.utcOffset
    kind = record.kind.rawValue
    origin = record.origin.rawValue
    source = record.source
    program = record.program
    durationS = record.durationSeconds
    isComparable = record.isComparable
    report = record.report
    filePath = record.file?.path
    fileBytes = record.file?.bytes
    fileSha256 = record.file?.checksum
    fingerprint = record.fingerprint
  }

  var file: KeptFile? {
    guard let filePath, let fileBytes, let fileSha256 else { return nil }
    return KeptFile(path: filePath, bytes: fileBytes, checksum: fileSha256)
  }
}

/// A session with all that hangs on it, in a fixed number of queries, however many there are.
struct WholeSession: Decodable, FetchableRecord {
  var session: SessionRow
  var person: AthleteRow
  var figures: [FigureRow]
  var findings: [FindingRow]
  var tags: [TagRow]
  var notes: [NoteRow]

  static func request(_ sessions: QueryInterfaceRequest<SessionRow>) -> QueryInterfaceRequest<WholeSession> {
    sessions.including(required: SessionRow.person).including(all: SessionRow.figures)
      .including(all: SessionRow.findings).including(all: SessionRow.tags).including(all: SessionRow.notes)
      .asRequest(of: WholeSession.self)
  }

  var record: SessionRecord {
    var record = SessionRecord(
      athlete: person.name, began: Moment(milliseconds: session.beganAt, utcOffset: session.utcOffset),
      kind: SessionKind(rawValue: session.kind) ?? .free, origin: SessionOrigin(rawValue: session.origin) ?? .imported,
      source: session.source, program: session.program, durationSeconds: session.durationS,
      isComparable: session.isComparable, findings: findings.map(\.finding), report: session.report,
      file: session.file, fingerprint: session.fingerprint)
    record.id = session.id ?? 0
    for figure in figures {
      if let name = FigureName(rawValue: figure.name) { record.figures[name] = figure.value }
    }
    record.tags = tags.map(\.word)
    record.notes = notes.map(\.note)
    return record
  }
}
