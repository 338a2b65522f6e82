import Glibc

/// What an examination of the journal finds.
package struct JournalHealth: Hashable, Sendable {
  /// Version of the journal, sessions and athletes in it.
  package var version: Int
  package var sessions: Int
  package var athletes: Int
  /// What SQLite says of its pages and references; empty where all is well.
  package var damage: [String]
  package var files: Int
  /// Recordings that are not what they were.
  package var lost: [LostFile]

  package var isWell: Bool { damage.isEmpty && lost.isEmpty }

  package struct LostFile: Hashable, Sendable {
    package var session: Int
    package var path: String
    package var why: Why
  }

  package enum Why: String, Hashable, Sendable {
    case absent
    case unreadable
    case otherSize
    case otherContent
  }
}

extension Journal {
  /// Reads all pages, and every recording through where `readsFiles`.
  package func examine(readsFiles: Bool = true) throws(JournalError) -> JournalHealth {
    var damage: [String] = []
    for row in try connection.all("PRAGMA integrity_check") {
      if let words = row.text(0), words != "ok" { damage.append(words) }
    }
    for row in try connection.all("PRAGMA foreign_key_check") {
      damage.append("\(row.text(0) ?? "?"): row \(row.int(1) ?? 0) refers to nothing")
    }
    var lost: [JournalHealth.LostFile] = []
    let files = try connection.all(
      "SELECT id, file_path, file_bytes, file_sha256 FROM session WHERE file_path IS NOT NULL ORDER BY id")
    for row in files {
      guard let id = row.int(0), let path = row.text(1), let bytes = row.int(2), let checksum = row.text(3),
        let why = Self.whyLost(KeptFile(path: path, bytes: bytes, checksum: checksum), readsFiles: readsFiles)
      else { continue }
      lost.append(JournalHealth.LostFile(session: id, path: path, why: why))
    }
    return JournalHealth(
      version: try version, sessions: try connection.first("SELECT count(*) FROM session")?.int(0) ?? 0,
      athletes: try connection.first("SELECT count(*) FROM athlete")?.int(0) ?? 0, damage: damage,
      files: files.count, lost: lost)
  }

  private static func whyLost(_ file: KeptFile, readsFiles: Bool) -> JournalHealth.Why? {
    var status = stat()
    guard stat(file.path, &status) == 0 else { return errno == ENOENT || errno == ENOTDIR ? .absent : .unreadable }
    guard Int(status.st_size) == file.bytes else { return .otherSize }
    guard readsFiles else { return nil }
    guard let now = try? KeptFile(reading: file.path) else { return .unreadable }
    return now.checksum == file.checksum ? nil : .otherContent
  }
}
