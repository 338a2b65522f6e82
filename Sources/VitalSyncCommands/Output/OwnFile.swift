import Glibc

/// A file that may be written over where an earlier run wrote it.
enum OwnFile {
  /// Throws where a file is there that begins otherwise.
  static func check(_ path: String, opening: String, what: String) throws(CommandFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { _ = Glibc.close(descriptor) }
    var beginning = [UInt8](repeating: 0, count: opening.utf8.count)
    let count = read(descriptor, &beginning, beginning.count)
    guard count == 0 || beginning.elementsEqual(opening.utf8) else {
      throw CommandFailure(
        .cannotCreate, "\(path): exists and is no \(what); it is not overwritten. Choose another name.")
    }
  }
}
