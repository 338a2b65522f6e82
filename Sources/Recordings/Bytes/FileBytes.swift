import Glibc

/// A regular file read front to back, or from a given byte. Owns its descriptor.
final class FileBytes {
  let path: String
  let size: Int
  private let descriptor: CInt

  init(path: String) throws(RecordingError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.cannotOpen(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw RecordingError.system(.notReadable, path, "cannot be read", errno)
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      throw RecordingError(
        .notReadable, place: path, what: kind == S_IFDIR ? "is a folder" : "is not a regular file",
        remedy: kind == S_IFDIR
          ? "Name one recording in it." : "Save it to a file first: a recording is read more than once.")
    }
    size = Int(status.st_size)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Fills `bytes[place..<place + count]` from byte `offset` of the file on, and tells how many bytes came: fewer than
  /// asked for only at the end of the file. `bytes` grows where it must.
  func read(
    at offset: Int, count: Int, into bytes: inout [UInt8], from place: Int = 0
  ) throws(RecordingError) -> Int {
    if bytes.count < place + count { bytes += [UInt8](repeating: 0, count: place + count - bytes.count) }
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { pread(descriptor, $0 + place + filled, count - filled, off_t(offset + filled)) } ?? 0
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw RecordingError.system(.notReadable, "\(path), byte \(offset + filled)", "cannot be read", errno)
      }
      filled += got
    }
    return filled
  }

  /// The whole file, refused where it is larger than `limit` bytes.
  func contents(limit: Int) throws(RecordingError) -> [UInt8] {
    guard size <= limit else {
      throw RecordingError(
        .malformed, place: path, what: "\(size) bytes where at most \(limit) are plausible",
        remedy: "Check that this is the file you meant.")
    }
    var bytes: [UInt8] = []
    let count = try read(at: 0, count: size, into: &bytes)
    bytes.removeLast(size - count)
    return bytes
  }

  private static func cannotOpen(_ path: String, _ code: CInt) -> RecordingError {
    switch code {
    case ENOENT, ENOTDIR:
      RecordingError(.notFound, place: path, what: "there is no such file", remedy: "Check the name.")
    case EACCES, EPERM:
      RecordingError(
        .notReadable, place: path, what: "may not be read (\(RecordingError.words(of: code)))",
        remedy: "Grant yourself the right: chmod u+r \(path)")
    default:
      .system(.notReadable, path, "cannot be opened", code)
    }
  }
}
