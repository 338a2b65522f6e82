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
      guard !isSecondTry, Self.destination(path) != nil, access(path, F_OK) != 0 else {
        throw .linkTaken(path: path, what: Self.destination(path).map { "a link to \($0)" } ?? "a file")
      }
      unlink(path)
    }
  }

  /// Takes the link away unless it has become another's.
  func remove() {
    if Self.destination(path) == target { unlink(path) }
  }

  private static func destination(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}
