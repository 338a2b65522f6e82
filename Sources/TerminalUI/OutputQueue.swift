import Glibc

/// Bytes on their way to a terminal that may be slow or stopped: what it does not take now stays here, and no more is
/// made until it is gone, so memory never grows beyond one frame.
struct OutputQueue {
  let descriptor: Int32
  /// The descriptor blocks (it is shared with others): it is asked before each small write.
  private let mayBlock: Bool
  var bytes: [UInt8] = []
  private var sent = 0

  /// What a tty that polls writable takes without blocking (Linux `n_tty`: polls writable with fewer than 256 pending).
  private static let safeChunk = 256

  init(descriptor: Int32, mayBlock: Bool) {
    self.descriptor = descriptor
    self.mayBlock = mayBlock
    bytes.reserveCapacity(1 << 16)
  }

  var isEmpty: Bool { sent == bytes.count }

  /// Sends what the terminal takes now. Returns `nil`, or the errno of a terminal that is gone.
  mutating func flush() -> Int32? {
    while sent < bytes.count {
      var size = bytes.count - sent
      if mayBlock {
        guard isWritable(milliseconds: 0) else { return nil }
        size = min(size, Self.safeChunk)
      }
      let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + sent }, size) }
      if written > 0 {
        sent += written
      } else if written < 0 {
        if errno == EINTR { continue }
        return errno == EAGAIN || errno == EWOULDBLOCK ? nil : errno
      } else {
        return nil
      }
    }
    bytes.removeAll(keepingCapacity: true)
    sent = 0
    return nil
  }

  /// Waits until all is sent, at most so long.
  mutating func drain(milliseconds: Int32) {
    var rounds = 0
    while flush() == nil, !isEmpty, rounds < 20 {
      guard isWritable(milliseconds: milliseconds / 20) else {
        rounds += 1
        continue
      }
    }
  }

  mutating func discard() {
    bytes.removeAll(keepingCapacity: true)
    sent = 0
  }

  private func isWritable(milliseconds: Int32) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&wanted, 1, milliseconds) > 0 && wanted.revents & Int16(POLLOUT) != 0
  }
}
