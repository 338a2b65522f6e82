import Glibc

/// A file that an earlier run of ours made may be replaced; one that holds anything else is left as it is.
enum OwnFile {
  /// `opening`: what every such file begins with. A file that is not there yet, or is empty, may be written.
  static func check(_ path: String, opening: String, isNo what: String) throws(CommandFailure) {
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
