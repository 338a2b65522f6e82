import GRDB
import Glibc

/// How the journal is opened, read and written through GRDB; what GRDB throws leaves here in the journal's own words.
extension Journal {
  /// How long another program's transaction is waited for. Ours take milliseconds; a copy of years of sessions does not keep writers waiting.
  static let busySeconds = 5
  /// Microseconds between two attempts at what SQLite itself does not wait for.
  private static let pause: useconds_t = 10_000

  /// Opens what stands there, and writes nothing.
  static func opened(_ path: String) throws(JournalError) -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "journal"
    configuration.busyMode = .timeout(Double(busySeconds))
    // A session that was told to be kept survives a power cut.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return try told(path) { try DatabaseQueue(path: path, configuration: configuration) }
  }

  /// Readers then never wait for a writer. Not by GRDB's own setting for it, which writes a table into the database and takes it out again
  /// each time that it is opened; and with patience, since of two programs that do this to a new database one is told at once that it is locked.
  static func setWriteAheadLog(_ queue: DatabaseQueue) throws(JournalError) {
    try told(queue.path) {
      for attempt in 1... {
        do {
          return try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
          guard attempt * Int(pause) < busySeconds * 1_000_000 else { throw error }
          usleep(pause)
        }
      }
    }
  }

  /// What `body` reads is as it stood at one moment, whatever others write meanwhile.
  func read<Result>(_ body: (Database) throws -> Result) throws(JournalError) -> Result {
    try Self.told(path) { try queue.read(body) }
  }

  /// All of `body`, or nothing of it. Waits for other writers before it begins, so that it never has to give up half-way.
  func write<Result>(_ body: (Database) throws -> Result) throws(JournalError) -> Result {
    try Self.told(path) { try queue.write(body) }
  }

  static func told<Result>(_ path: String, _ body: () throws -> Result) throws(JournalError) -> Result {
    do {
      return try body()
    } catch {
      throw JournalError(error, path: path)
    }
  }
}
