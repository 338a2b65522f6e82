import Glibc

/// Answers umockdev's preloaded library that it may do what it was asked to on the real descriptor: behind a testbed's port
/// stands a real tty, whose ioctls umockdev itself would refuse (`TIOCEXCL`: ENOTTY).
///
/// Its protocol (libumockdev-preload.c, 0.17): three machine words, a command and two arguments. An ioctl (1), read (7) or write
/// (8) is answered by "run it" (4); what it gave comes as a result (2) and is answered by "done" (3) with the same two words.
final class TestbedRelay {
  private let listening: Int32

  init?(socket path: String) {
    unlink(path)
    listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listening >= 0 else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listening, $0, size) }
    }
    guard isBound == 0, listen(listening, 16) == 0 else { return nil }
    var thread = pthread_t()
    let descriptor = UnsafeMutableRawPointer(bitPattern: Int(listening))
    guard pthread_create(&thread, nil, acceptAll, descriptor) == 0 else { return nil }
    pthread_detach(thread)
  }

  deinit {
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
  }
}

private func acceptAll(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  let listening = Int32(Int(bitPattern: argument))
  while case let connection = accept(listening, nil, nil), connection >= 0 {
    var thread = pthread_t()
    if pthread_create(&thread, nil, answerAll, UnsafeMutableRawPointer(bitPattern: Int(connection))) == 0 {
      pthread_detach(thread)
    } else {
      close(connection)
    }
  }
  return nil
}

private func answerAll(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  let connection = Int32(Int(bitPattern: argument))
  var words = [UInt](repeating: 0, count: 3)
  let size = 3 * MemoryLayout<UInt>.size
  while recv(connection, &words, size, Int32(MSG_WAITALL)) == size {
    words[0] = words[0] == 2 ? 3 : 4
    guard send(connection, words, size, Int32(MSG_NOSIGNAL)) == size else { break }
  }
  close(connection)
  return nil
}
