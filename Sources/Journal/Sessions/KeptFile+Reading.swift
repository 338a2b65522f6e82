import Glibc

extension KeptFile {
  /// Bytes read at once.
  private static let chunkSize = 1 << 18

  /// Reads a file through, for its size and checksum.
  package init(reading path: String) throws(JournalError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
    defer { close(descriptor) }
    var digest = SHA256()
    var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
    var total = 0
    while true {
      let got = read(descriptor, &chunk, chunk.count)
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw Self.unreadable(path, errno)
      }
      total += got
      digest.update(chunk[..<got])
    }
    self.init(path: Self.absolute(path), bytes: total, checksum: digest.finish())
  }

  /// The same file from any folder, however it was named.
  package static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func unreadable(_ path: String, _ code: CInt) -> JournalError {
    JournalError(
      code == ENOENT || code == ENOTDIR ? .notFound : .cannotOpen, place: path,
      what: "cannot be read (\(JournalError.words(of: code)))", remedy: "Check the name and your right to it.")
  }
}
