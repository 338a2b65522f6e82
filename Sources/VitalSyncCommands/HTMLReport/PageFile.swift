import Glibc

/// `--html FILE`.
enum PageFile {
  /// What every page begins with, and by which a page of ours is known.
  static let opening = "<!doctype html>\n<!-- vitalsync analyze -->\n"

  /// Before the work is done: whether the page can be written once it is.
  static func check(_ path: String) throws(CommandFailure) {
    guard access(path, R_OK) == 0 else {
      let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      guard errno == ENOENT, access(folder, W_OK) == 0 else {
        throw CommandFailure(
          .cannotCreate, "\(path): cannot be created (\(errnoText())). Choose a folder that you may write to.")
      }
      return
    }
    try OwnFile.check(path, opening: opening, isNo: "report of this program")
  }

  /// A page of an earlier run is replaced; a file that holds anything else is left as it is.
  static func opened(_ path: String) throws(CommandFailure) -> OutputFile {
    try check(path)
    return try OutputFile(creating: path)
  }
}
