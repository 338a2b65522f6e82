import Glibc

/// A name of its own for a pty, which goes away with it: `/tmp/vitalsync-board` in place of `/dev/pts/7`.
struct DeviceLink: Sendable {
  let path: String
  private let target: String

  /// A link that a killed virtual board left behind leads nowhere and is replaced; anything else is left alone.
  init(_ path: String, to target: String) throws(LinkError) {
    self.path = path
    self.target = target
    for isSecondTry in [false, true] {
      if symlink(target, path) == 0 { return }
      let number = errno
      guard number == EEXIST else {
        throw .failed(operation: "making the virtual board's link", subject: path, errno: number)
      }
      guard !isSecondTry, Self.destination(path) != nil, Self.isLeftBehind(path) else {
        throw .linkTaken(path: path, what: Self.destination(path).map { "a link to \($0)" } ?? "a file")
      }
      unlink(path)
    }
  }

  /// Takes the link away unless it has become another's.
  func remove() {
    if Self.destination(path) == target { unlink(path) }
  }

  /// Its pty is gone, or was made after the link, and so is another's that was given the same number.
  private static func isLeftBehind(_ path: String) -> Bool {
    var link = stat()
    var pty = stat()
    guard lstat(path, &link) == 0 else { return false }
    guard stat(path, &pty) == 0 else { return errno == ENOENT }
    guard destination(path)?.hasPrefix("/dev/pts/") == true else { return false }
    let made = (link.st_mtim.tv_sec, link.st_mtim.tv_nsec)
    return (pty.st_ctim.tv_sec, pty.st_ctim.tv_nsec) > made
  }

  private static func destination(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}
