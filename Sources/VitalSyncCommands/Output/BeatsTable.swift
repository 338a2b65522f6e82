import Glibc
import Recordings

extension BeatsCSVWriter {
  /// `--beats FILE`. A table of an earlier run is replaced; a file that holds anything else is left as it is.
  static func opened(_ path: String) throws(CommandFailure) -> BeatsCSVWriter {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor >= 0 {
      defer { _ = Glibc.close(descriptor) }
      var beginning = [UInt8](repeating: 0, count: header.utf8.count)
      let count = read(descriptor, &beginning, beginning.count)
      guard count == 0 || beginning.elementsEqual(header.utf8) else {
        throw CommandFailure(
          .cannotCreate, "\(path): exists and is no table of beats; it is not overwritten. Choose another name.")
      }
    }
    do {
      return try BeatsCSVWriter(path: path)
    } catch {
      throw CommandFailure(.cannotCreate, error.description)
    }
  }
}
