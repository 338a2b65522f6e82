import Journal

/// `history --json`.
struct HistoryJSON: Encodable {
  var schemaVersion = JSONText.schemaVersion
  var sessions: [SessionJSON]
  /// The newest reading of each kind.
  var vitals: [VitalJSON]
}

/// A session of the journal. Keys are documented in docs/journal.md.
struct SessionJSON: Encodable {
  var id: Int
  var began: String
  var athlete: String
  var kind: String
  var origin: String
  var source: String
  var program: String
  var duration_s: Double
  var comparable: Bool?
  var figures: [String: Double]
  var findings: [JournalFinding]
  var tags: [String]
  var notes: [Note]
  var file: File?

  struct Note: Encodable {
    var written: String
    var words: String
  }

  struct File: Encodable {
    var path: String
    var bytes: Int
    var sha256: String
  }

  init(_ record: SessionRecord) {
    id = record.id
    began = record.began.iso
    athlete = record.athlete
    kind = record.kind.rawValue
    origin = record.origin.rawValue
    source = record.source
    program = record.program
    duration_s = record.durationSeconds
    comparable = record.isComparable
    figures = Dictionary(record.figures.map { ($0.key.rawValue, $0.value) }) { $1 }
    findings = record.findings
    tags = record.tags
    notes = record.notes.map { Note(written: $0.written.iso, words: $0.words) }
    file = record.file.map { File(path: $0.path, bytes: $0.bytes, sha256: $0.checksum) }
  }
}
