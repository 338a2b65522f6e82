import Glibc

/// `--html FILE`.
enum PageFile {
  /// What every page begins with, and by which a page of ours is known.
  static let opening = "<!doctype html>\n<!-- vitalsync analyze -->\n"

  /// Before the work is done: whether the page can be written once it is.
  static func check(_ path: String) throws(CommandFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      guard errno == ENOENT, access(folder, W_OK) == 0 else {
        throw CommandFailure(
          .cannotCreate, "\(path): cannot be created (\(errnoText())). Choose a folder that you may write to.")
      }
      return
    }
    defer { _ = Glibc.close(descriptor) }
    var beginning = [UInt8](repeating: 0, count: opening.utf8.count)
    let count = read(descriptor, &beginning, beginning.count)
    guard count == 0 || beginning.elementsEqual(opening.utf8) else {
      throw CommandFailure(
        .cannotCreate, "\(path): exists and is no report of this program; it is not overwritten. Choose another name.")
    }
  }

  /// A page of an earlier run is replaced; a file that holds anything else is left as it is.
  static func opened(_ path: String) throws(CommandFailure) -> OutputFile {
    try check(path)
    return try OutputFile(creating: path)
  }
}
