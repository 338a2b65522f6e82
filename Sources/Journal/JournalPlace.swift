import Glibc

/// Where the journal lies: `$VITALSYNC_HOME`, else `$XDG_DATA_HOME/vitalsync`, else `~/.local/share/vitalsync` (XDG Base Directory
/// Specification 0.8).
package enum JournalPlace {
  package static let fileName = "journal.sqlite"

  package static func path(environment: (String) -> String?) throws(JournalError) -> String {
    if let home = environment("VITALSYNC_HOME"), !home.isEmpty { return home + "/" + fileName }
    // The specification has a relative path passed over.
    if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/vitalsync/" + fileName }
    guard let home = environment("HOME"), !home.isEmpty else {
      throw JournalError(
        .cannotOpen, place: "journal", what: "there is no place for it: neither VITALSYNC_HOME nor HOME is set",
        remedy: "Set VITALSYNC_HOME to a folder of yours.")
    }
    return home + "/.local/share/vitalsync/" + fileName
  }

  /// SQLite's smallest page: no database is shorter.
  private static let leastBytes = 512

  /// Makes the folder and an empty file, both for their owner alone: what stands there is about health.
  static func prepare(_ path: String) throws(JournalError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try makeFolder(folder)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw cannotMake(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    // SQLite takes a few bytes for an empty database.
    guard fstat(descriptor, &status) == 0, status.st_size == 0 || status.st_size >= leastBytes else {
      throw JournalError(
        .damaged, place: path, what: "is cut off after \(status.st_size) bytes",
        remedy: "Put a copy in its place, or move it away to begin anew.")
    }
  }

  private static func makeFolder(_ path: String) throws(JournalError) {
    guard !path.isEmpty, access(path, F_OK) != 0 else { return }
    if let above = path.lastIndex(of: "/") { try makeFolder(String(path[..<above])) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw cannotMake(path, errno) }
  }

  private static func cannotMake(_ path: String, _ code: CInt) -> JournalError {
    JournalError(
      code == ENOSPC || code == EDQUOT ? .diskFull : .cannotOpen, place: path,
      what: "cannot be made (\(JournalError.words(of: code)))",
      remedy: "Grant yourself the right, or set VITALSYNC_HOME to a folder of yours.")
  }
}
