import CSQLite
import Glibc

/// One open database: statements with bound values, and transactions that leave nothing half done.
///
/// Every value is bound, never written into the SQL. Another writer is waited for, `busyMilliseconds` long.
final class Connection {
  let path: String
  private let handle: OpaquePointer

  /// How long another program's transaction is waited for. Ours take milliseconds; a copy of years of sessions does not keep writers waiting.
  static let busyMilliseconds: CInt = 5_000

  init(path: String, isReadOnly: Bool = false) throws(JournalError) {
    self.path = path
    var handle: OpaquePointer?
    let flags =
      (isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK, let handle else {
      let failure = Self.failure(path, code, handle.map { String(cString: sqlite3_errmsg($0)) })
      sqlite3_close_v2(handle)
      throw failure
    }
    self.handle = handle
    sqlite3_busy_timeout(handle, Self.busyMilliseconds)
  }

  deinit {
    sqlite3_close_v2(handle)
  }

  /// Runs one statement to its end.
  func run(_ sql: String, _ values: [SQLValue] = []) throws(JournalError) {
    try rows(sql, values) { (_: SQLRow) throws(JournalError) in }
  }

  /// Runs a statement for which SQLite does not wait by itself: where two programs change a new database to WAL at once, one is told that
  /// it is locked without delay.
  func runPatiently(_ sql: String) throws(JournalError) {
    for _ in 0..<(Self.busyMilliseconds / Self.pauseMilliseconds) {
      do throws(JournalError) {
        return try run(sql)
      } catch {
        guard error.kind == .busy else { throw error }
        usleep(useconds_t(1000 * Self.pauseMilliseconds))
      }
    }
    try run(sql)
  }

  /// Between two such attempts.
  private static let pauseMilliseconds: CInt = 10

  /// The rows of one statement, all of them.
  func all(_ sql: String, _ values: [SQLValue] = []) throws(JournalError) -> [SQLRow] {
    var rows: [SQLRow] = []
    try self.rows(sql, values) { (row: SQLRow) throws(JournalError) in rows.append(row) }
    return rows
  }

  func first(_ sql: String, _ values: [SQLValue] = []) throws(JournalError) -> SQLRow? {
    try all(sql, values).first
  }

  /// The rows of one statement, as they come.
  func rows(_ sql: String, _ values: [SQLValue] = [], _ body: (SQLRow) throws(JournalError) -> Void)
    throws(JournalError)
  {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK else { throw failure(code) }
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() { try bind(value, at: CInt(index + 1), of: statement) }
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw failure(code) }
      let count = sqlite3_column_count(statement)
      try body(SQLRow(values: (0..<count).map { Self.column($0, of: statement) }))
    }
  }

  /// All of `body`, or nothing of it. Waits for other writers before it begins, so that it never has to give up half-way.
  func transaction<Result>(_ body: () throws(JournalError) -> Result) throws(JournalError) -> Result {
    try within("BEGIN IMMEDIATE", body)
  }

  /// What `body` reads is as it stood at one moment, whatever others write meanwhile.
  func snapshot<Result>(_ body: () throws(JournalError) -> Result) throws(JournalError) -> Result {
    try within("BEGIN", body)
  }

  private func within<Result>(
    _ begin: String, _ body: () throws(JournalError) -> Result
  ) throws(JournalError) -> Result {
    try run(begin)
    do throws(JournalError) {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // It may have been rolled back already, by a full disk for one.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  var lastInsertedID: Int { Int(sqlite3_last_insert_rowid(handle)) }
  /// Rows that the newest statement changed.
  var changes: Int { Int(sqlite3_changes64(handle)) }

  /// A number that the database keeps in its header: `user_version`, `application_id`.
  func headerNumber(_ name: String) throws(JournalError) -> Int {
    try first("PRAGMA \(name)")?.int(0) ?? 0
  }

  private func bind(_ value: SQLValue, at index: CInt, of statement: OpaquePointer?) throws(JournalError) {
    let code =
      switch value {
      case .null: sqlite3_bind_null(statement, index)
      case .integer(let value): sqlite3_bind_int64(statement, index, value)
      case .real(let value): sqlite3_bind_double(statement, index, value)
      case .text(let value): Self.bind(value, at: index, of: statement)
      }
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private static func bind(_ text: String, at index: CInt, of statement: OpaquePointer?) -> CInt {
    // SQLITE_TRANSIENT, a macro that Swift does not see: SQLite takes its own copy.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text64(statement, index, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
      }
    }
  }

  private static func column(_ index: CInt, of statement: OpaquePointer?) -> SQLValue {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, index))
    case SQLITE_TEXT:
      guard let text = sqlite3_column_text(statement, index) else { return .null }
      let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, index)))
      return .text(String(decoding: bytes, as: UTF8.self))
    default: return .null
    }
  }

  private func failure(_ code: CInt) -> JournalError {
    Self.failure(path, code, String(cString: sqlite3_errmsg(handle)))
  }

  private static func failure(_ path: String, _ code: CInt, _ words: String?) -> JournalError {
    let words = "\(words ?? String(cString: sqlite3_errstr(code))), SQLite's code \(code)"
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return JournalError(
        .busy, place: path, what: "another program has held the journal for \(busyMilliseconds / 1000) s (\(words))",
        remedy: "Try again when it is done.")
    case SQLITE_FULL:
      return JournalError(
        .diskFull, place: path, what: "the disk is full (\(words))",
        remedy: "What was in the journal is kept; make room, then try again.")
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      return JournalError(
        .damaged, place: path, what: "this is no journal, or a damaged one (\(words))",
        remedy:
          "`vitalsync history doctor` says more; a copy made by `vitalsync history export` can be put in its place.")
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH:
      return JournalError(
        .cannotOpen, place: path, what: "cannot be opened for writing (\(words))",
        remedy: "Grant yourself the right, or set VITALSYNC_HOME to a folder of yours.")
    case SQLITE_CONSTRAINT:
      return JournalError(
        .refused, place: path, what: "does not fit what the journal holds (\(words))", remedy: "Nothing was changed.")
    default:
      return JournalError(
        .cannotWrite, place: path, what: "the database failed (\(words))",
        remedy: "What was in the journal is kept. Check the disk.")
    }
  }
}
