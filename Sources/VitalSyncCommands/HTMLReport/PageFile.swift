import Glibc

/// `--html FILE`.
enum PageFile {
  /// What every page begins with, and by which a page of ours is known.
  static let opening = "<!doctype html>\n<!-- vitalsync analyze -->\n"

  /// A page of an earlier run is replaced; a file that holds anything else is left as it is.
  static func opened(_ path: String) throws(CommandFailure) -> OutputFile {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor >= 0 {
      defer { _ = Glibc.close(descriptor) }
      var beginning = [UInt8](repeating: 0, count: opening.utf8.count)
      let count = read(descriptor, &beginning, beginning.count)
      guard count == 0 || beginning.elementsEqual(opening.utf8) else {
        throw CommandFailure(
          .cannotCreate, "\(path): exists and is no report of this program; it is not overwritten. Choose another name.")
      }
    }
    return try OutputFile(creating: path)
  }
}
