import Glibc

/// Lines on their way to a reader that may be slow, stopped or gone: nothing here blocks, and memory has a bound.
///
/// Poll `descriptor` for POLLOUT while `wantsWrite`, then call `flush()`.
final class LineQueue {
  /// What to poll, and where the bytes go.
  let descriptor: Int32
  private let ownsDescriptor: Bool
  /// Most bytes of one write where the descriptor may block: it is asked before each.
  private let safeChunk: Int?
  private let limit: Int
  private var bytes: [UInt8] = []
  private var sent = 0
  private(set) var dropped = 0
  /// The reader went away, or writing failed: what is written from now on goes nowhere.
  private(set) var isClosed = false

  /// Bytes that wait for a slow reader at most: an hour of a resting heart's lines.
  static let standardLimit = 1 << 20
  /// What a tty that polls writable takes without blocking (Linux `n_tty`: writable with fewer than 256 pending).
  private static let terminalChunk = 256

  /// How long a reader has for what it has not read when a session is ended, in seconds.
  private static let patience = 2.0
  /// From now on.
  static var deadline: UInt64 { MonotonicClock.now + MonotonicClock.nanoseconds(patience) }

  init(descriptor: Int32 = STDOUT_FILENO, limit: Int = standardLimit) throws(CommandFailure) {
    var facts = stat()
    // A descriptor that was closed when we were started stands for reading only (see `occupyStandardDescriptors`).
    guard fstat(descriptor, &facts) == 0, fcntl(descriptor, F_GETFL) & O_ACCMODE != O_RDONLY else {
      throw CommandFailure(
        .failure, "standard output is closed or cannot be written to. Send it to a pipe, to a file or to /dev/null.")
    }
    let kind = facts.st_mode & S_IFMT
    // O_NONBLOCK belongs to the open file, which is shared with the shell and others: a pipe or a tty is opened again.
    // Not a file, whose position would begin at 0; a socket cannot be.
    let own =
      kind == S_IFIFO || kind == S_IFCHR
      ? open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1
    ownsDescriptor = own >= 0
    self.descriptor = own >= 0 ? own : descriptor
    safeChunk = own >= 0 ? nil : kind == S_IFCHR ? Self.terminalChunk : Int(PIPE_BUF)
    self.limit = limit
  }

  deinit {
    if ownsDescriptor { close(descriptor) }
  }

  var wantsWrite: Bool { sent < bytes.count && !isClosed }

  /// So much waits that a source which can wait should.
  var isCongested: Bool { waiting > limit / 16 && !isClosed }

  private var waiting: Int { bytes.count - sent }

  /// Queues a line, and sends what the reader takes now. With `bounded`, a line past the limit is dropped and counted, and
  /// so are those after it until `takeDropped` has told of them: the gap lies where it is told.
  func write(_ line: [UInt8], bounded: Bool) throws(CommandFailure) {
    guard !isClosed else { return }
    if bounded, dropped > 0 || waiting + line.count > limit {
      dropped += 1
      return
    }
    bytes.append(contentsOf: line)
    try flush()
  }

  /// How many lines were dropped, once there is room again (or `anyway`); they count from 0 again.
  func takeDropped(anyway: Bool = false) -> Int? {
    guard dropped > 0, anyway || waiting <= limit / 2 else { return nil }
    defer { dropped = 0 }
    return dropped
  }

  /// Sends what the reader takes now.
  func flush() throws(CommandFailure) {
    while wantsWrite {
      var size = waiting
      if let safeChunk {
        guard isWritable() else { return }
        size = min(size, safeChunk)
      }
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: sent), size) }
      if written >= 0 {
        sent += written
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        forgetSent()
        return
      } else if errno != EINTR {
        let code = errno
        isClosed = true
        bytes = []
        sent = 0
        // A reader that went away has read enough: no failure of ours.
        guard code != EPIPE else { return }
        errno = code
        throw CommandFailure(
          .writeFailed, "standard output: writing failed (\(errnoText())). Make room, or write to another disk.")
      }
    }
    forgetSent()
  }

  /// Waits until the reader has taken everything, a signal asks to end, or the deadline has come.
  func drain(until deadline: UInt64?, signals: SignalWatch?) throws(CommandFailure) {
    var poller = Poller()
    try flush()
    while wantsWrite {
      poller.begin()
      if let signals { poller.watch(signals.descriptor) }
      poller.watch(descriptor, forReading: false, forWriting: true)
      poller.wait(until: deadline)
      if let signals, poller.isReadable(signals.descriptor), signals.endIsWanted() { return }
      if let deadline, MonotonicClock.now >= deadline { return }
      try flush()
    }
  }

  private func isWritable() -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&wanted, 1, 0) > 0
  }

  private func forgetSent() {
    if sent == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      sent = 0
    } else if sent > bytes.count / 2 {
      bytes.removeFirst(sent)
      sent = 0
    }
  }
}
