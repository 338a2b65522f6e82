import Glibc

/// Text written to a file through a buffer; every failure is told.
final class TextOutput {
  let path: String
  private var descriptor: CInt
  private var buffer: [UInt8] = []

  static let bufferSize = 65_536

  /// Creates the file, or empties the one there.
  init(path: String) throws(RecordingError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw RecordingError.writing(path, "cannot be created", errno) }
    buffer.reserveCapacity(Self.bufferSize + 256)
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  func write(_ text: String) throws(RecordingError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  func flush() throws(RecordingError) {
    var done = 0
    // What cannot be written is not tried again.
    defer { buffer.removeAll(keepingCapacity: true) }
    while done < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        bytes.baseAddress.map { Glibc.write(descriptor, $0 + done, bytes.count - done) } ?? 0
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw RecordingError.writing(path, "cannot be written", errno)
      }
      done += count
    }
  }

  /// Some file systems tell a full disk only here.
  func close() throws(RecordingError) {
    guard descriptor >= 0 else { return }
    try flush()
    let closing = descriptor
    descriptor = -1
    guard Glibc.close(closing) == 0 || errno == EINTR else {
      throw RecordingError.writing(path, "cannot be written", errno)
    }
  }
}
