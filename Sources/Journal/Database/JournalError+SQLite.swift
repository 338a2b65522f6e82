import GRDB

extension JournalError {
  /// What SQLite refused, with its code and what to do; what the journal itself refused stays as it is.
  init(_ error: any Error, path: String) {
    if let error = error as? JournalError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      // A row that is not what its table says.
      self.init(
        .damaged, place: path, what: "holds what no journal holds (\(error))",
        remedy: "`vitalsync history doctor` says more.")
      return
    }
    let words = "\(error.message ?? "no words"), SQLite's code \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .busy, place: path, what: "another program has held the journal for \(Journal.busySeconds) s (\(words))",
        remedy: "Try again when it is done.")
    case .SQLITE_FULL:
      self.init(
        .diskFull, place: path, what: "the disk is full (\(words))",
        remedy: "What was in the journal is kept; make room, then try again.")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(
        .damaged, place: path, what: "this is no journal, or a damaged one (\(words))",
        remedy:
          "`vitalsync history doctor` says more; a copy made by `vitalsync history export` can be put in its place.")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
      self.init(
        .cannotOpen, place: path, what: "cannot be opened for writing (\(words))",
        remedy: "Grant yourself the right, or set VITALSYNC_HOME to a folder of yours.")
    case .SQLITE_CONSTRAINT:
      self.init(
        .refused, place: path, what: "does not fit what the journal holds (\(words))", remedy: "Nothing was changed.")
    default:
      self.init(
        .cannotWrite, place: path, what: "the database failed (\(words))",
        remedy: "What was in the journal is kept. Check the disk.")
    }
  }
}
