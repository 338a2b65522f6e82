import GRDB
import Glibc

/// What was measured, of whom, and what came of it: one SQLite database, in WAL mode.
///
/// Opened for the few milliseconds that it is needed; several programs may do so at once.
package final class Journal {
  package let path: String
  /// One connection: a command reads or writes, and is done.
  let queue: DatabaseQueue

  /// Opens the journal, and makes or migrates it where that is needed.
  package init(path: String) throws(JournalError) {
    self.path = path
    try JournalPlace.prepare(path)
    queue = try Self.opened(path)
    // Before anything is written: what this program does not understand is left as it is.
    try Migrator.check(queue)
    try Self.setWriteAheadLog(queue)
    try Migrator.migrate(queue)
  }

  /// The journal that there is, or `nil`: asking leaves no empty one behind.
  package static func existing(path: String) throws(JournalError) -> Journal? {
    guard access(path, F_OK) == 0 else { return nil }
    return try Journal(path: path)
  }

  /// The version of what stands on the disk.
  package var version: Int { get throws(JournalError) { try read(Migrator.version) } }
  package static var newestVersion: Int { Migrator.newest }

  /// A whole copy of its own, made in one piece while others may read and write.
  package func copy(to path: String) throws(JournalError) {
    guard access(path, F_OK) != 0 else {
      throw JournalError(
        .refused, place: path, what: "exists; it is not overwritten", remedy: "Choose another name.")
    }
    try Self.told(self.path) { try queue.vacuum(into: path) }
    chmod(path, 0o600)
  }
}
