import Glibc

/// A file descriptor that is written whole, with EINTR retried.
///
/// A reader that went away (EPIPE) is not an error of ours: writing then goes nowhere, and `isClosed` says so.
final class OutputFile {
  private let descriptor: Int32
  private let ownsDescriptor: Bool
  private let name: String
  private var pending: [UInt8] = []
  private(set) var isClosed = false

  /// Bytes gathered before a write is made.
  private static let bufferSize = 1 << 16

  /// Standard output.
  init() {
    descriptor = STDOUT_FILENO
    ownsDescriptor = false
    name = "standard output"
  }

  /// A new file; an existing one is replaced.
  init(creating path: String) throws(CommandFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CommandFailure(
        .cannotCreate, "\(path): cannot be created (\(errnoText())). Choose a folder that you may write to.")
    }
    self.descriptor = descriptor
    ownsDescriptor = true
    name = path
  }

  /// A new file, for its owner alone; one that is there is not overwritten.
  init(creatingNew path: String) throws(CommandFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let remedy = errno == EEXIST ? "Choose another name." : "Choose a folder that you may write to."
      throw CommandFailure(.cannotCreate, "\(path): cannot be created (\(errnoText())). \(remedy)")
    }
    self.descriptor = descriptor
    ownsDescriptor = true
    name = path
  }

  deinit {
    if ownsDescriptor { close(descriptor) }
  }

  func write(_ text: String) throws(CommandFailure) {
    pending.append(contentsOf: text.utf8)
    if pending.count >= Self.bufferSize { try flush() }
  }

  func write(_ bytes: some Sequence<UInt8>) throws(CommandFailure) {
    pending.append(contentsOf: bytes)
    if pending.count >= Self.bufferSize { try flush() }
  }

  func flush() throws(CommandFailure) {
    defer { pending.removeAll(keepingCapacity: true) }
    guard !isClosed else { return }
    var done = 0
    while done < pending.count {
      let written = pending.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if written >= 0 {
        done += written
      } else if errno == EPIPE {
        isClosed = true
        return
      } else if errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, -1)
      } else if errno != EINTR {
        let reason = errnoText()
        isClosed = true
        throw CommandFailure(
          .writeFailed, "\(name): writing failed (\(reason)). Make room, or write to another disk.")
      }
    }
  }
}

/// `errno` in words.
func errnoText() -> String {
  String(cString: strerror(errno))
}
