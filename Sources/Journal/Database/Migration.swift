import GRDB

/// One step from a version of the journal to the next. What has been released is never edited: a mistake is mended by the next step.
struct Migration: Sendable {
  /// The version that the journal has once this step is done.
  var version: Int
  /// One statement each.
  var statements: [String]
}

/// Brings a database to a version: all steps in one transaction, or none.
///
/// Not GRDB's own migrator, which asks what has been done before it locks the database: of two programs that make the journal at once, the
/// second would make its tables again. Nor does it know the journals that lie on people's disks.
enum Migrator {
  /// "VSJ1", by which `file` and we know the database as a journal.
  static let mark = 0x5653_4A31

  static let newest = steps.map(\.version).max() ?? 0

  /// Makes sure that this is a journal which this program understands, before anything is written.
  static func check(_ queue: DatabaseQueue) throws(JournalError) {
    // At one moment: between two questions another program may make the journal.
    let (mark, version, isEmpty) = try Journal.told(queue.path) {
      try queue.read { database in
        (
          try Int.fetchOne(database, sql: "PRAGMA application_id"), try self.version(of: database),
          try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
        )
      }
    }
    guard mark == self.mark || (isEmpty && mark == 0 && version == 0) else {
      throw JournalError(
        .damaged, place: queue.path, what: "is a database, but no journal of this program",
        remedy: "Move it away, or set VITALSYNC_HOME to another folder.")
    }
    guard version <= newest else {
      throw JournalError(
        .future, place: queue.path,
        what: "is a journal of version \(version), and this program knows versions up to \(newest)",
        remedy: "Nothing was changed. Use the newer program that wrote it.")
    }
  }

  /// - Parameter target: an earlier version, for tests.
  static func migrate(_ queue: DatabaseQueue, to target: Int = newest) throws(JournalError) {
    try Journal.told(queue.path) {
      guard try queue.read(version) < target else { return }
      try queue.write { database in
        // Another program may have done it while we waited.
        let version = try version(of: database)
        guard version < target else { return }
        for step in steps where step.version > version && step.version <= target {
          for statement in step.statements { try database.execute(sql: statement) }
        }
        try database.execute(sql: "PRAGMA application_id = \(mark); PRAGMA user_version = \(target)")
      }
    }
  }

  /// SQLite's `user_version`, in the header of the file.
  static func version(of database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  static let steps = [SchemaOne.migration, SchemaTwo.migration]
}
