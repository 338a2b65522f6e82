/// One step from a version of the journal to the next. What has been released is never edited: a mistake is mended by the next step.
struct Migration: Sendable {
  /// The version that the journal has once this step is done.
  var version: Int
  /// One statement each.
  var statements: [String]
}

/// Brings a database to a version: all steps in one transaction, or none.
enum Migrator {
  /// Where the version stands: SQLite's `user_version`, in the header of the file.
  static let versionName = "user_version"
  static let markName = "application_id"
  /// "VSJ1", by which `file` and we know the database as a journal.
  static let mark = 0x5653_4A31

  static let newest = steps.map(\.version).max() ?? 0

  /// Makes sure that this is a journal which this program understands, before anything is written.
  static func check(_ connection: Connection) throws(JournalError) {
    // At one moment: between two questions another program may make the journal.
    let (mark, version, isEmpty) = try connection.snapshot { () throws(JournalError) in
      (
        try connection.headerNumber(markName), try connection.headerNumber(versionName),
        try connection.first("SELECT count(*) FROM sqlite_schema")?.int(0) == 0
      )
    }
    guard mark == self.mark || (isEmpty && mark == 0 && version == 0) else {
      throw JournalError(
        .damaged, place: connection.path, what: "is a database, but no journal of this program",
        remedy: "Move it away, or set VITALSYNC_HOME to another folder.")
    }
    guard version <= newest else {
      throw JournalError(
        .future, place: connection.path,
        what: "is a journal of version \(version), and this program knows versions up to \(newest)",
        remedy: "Nothing was changed. Use the newer program that wrote it.")
    }
  }

  /// - Parameter target: an earlier version, for tests.
  static func migrate(_ connection: Connection, to target: Int = newest) throws(JournalError) {
    guard try connection.headerNumber(versionName) < target else { return }
    try connection.transaction { () throws(JournalError) in
      // Another program may have done it while we waited.
      let version = try connection.headerNumber(versionName)
      for step in steps where step.version > version && step.version <= target {
        for statement in step.statements { try connection.run(statement) }
      }
      guard version < target else { return }
      try connection.run("PRAGMA \(markName) = \(mark)")
      try connection.run("PRAGMA \(versionName) = \(target)")
    }
  }

  static let steps = [SchemaOne.migration, SchemaTwo.migration]
}
