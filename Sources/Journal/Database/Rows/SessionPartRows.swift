import GRDB

/// What hangs on a session, and goes with it.
struct FigureRow: JournalRow {
  static let databaseTableName = "figure"

  var session: Int
  var name: String
  var value: Double
}

struct TagRow: JournalRow {
  static let databaseTableName = "tag"

  var session: Int
  var word: String

  enum Columns {
    static let session = Column("session")
    static let word = Column("word")
  }
}

struct NoteRow: JournalRow {
  static let databaseTableName = "note"

  var id: Int?
  var session: Int
  /// Milliseconds since 1970.
  var writtenAt: Int64
  var words: String

  init(_ note: JournalNote, session: Int) {
    self.session = session
    writtenAt = note.written.milliseconds
    words = note.words
  }

  var note: JournalNote { JournalNote(written: Moment(localMilliseconds: writtenAt), words: words) }
}

/// Its columns are a finding's own keys, beside these two.
struct FindingRow: Codable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "finding"

  var session: Int
  var number: Int
  var finding: JournalFinding

  init(_ finding: JournalFinding, session: Int, number: Int) {
    (self.finding, self.session, self.number) = (finding, session, number)
  }

  private enum CodingKeys: String, CodingKey {
    case session, number
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    session = try container.decode(Int.self, forKey: .session)
    number = try container.decode(Int.self, forKey: .number)
    finding = try JournalFinding(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(session, forKey: .session)
    try container.encode(number, forKey: .number)
    try finding.encode(to: encoder)
  }
}
