import GRDB
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
    let (health, files) = try read { database in
      var damage = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
      for violation in try Array(database.foreignKeyViolations()) {
        damage.append("\(violation.originTable): row \(violation.originRowID ?? 0) refers to nothing")
      }
      let health = JournalHealth(
        version: try Migrator.version(of: database), sessions: try SessionRow.fetchCount(database),
        athletes: try AthleteRow.fetchCount(database), damage: damage, files: 0, lost: [])
      let kept = SessionRow.filter { $0.filePath != nil }.order(\.id).select { [.allColumns(excluding: [$0.report])] }
      return (health, try kept.fetchAll(database).compactMap { row in row.file.map { (row.id ?? 0, $0) } })
    }
    var examined = health
    examined.files = files.count
    examined.lost = files.compactMap { session, file in
      Self.whyLost(file, readsFiles: readsFiles).map {
        JournalHealth.LostFile(session: session, path: file.path, why: $0)
      }
    }
    return examined
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
