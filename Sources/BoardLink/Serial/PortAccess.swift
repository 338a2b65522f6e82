import Glibc

/// Who may open a port.
package struct PortAccess: Hashable, Sendable {
  package var owner: String
  package var group: String
  /// The permission bits, as `chmod` takes them.
  package var mode: UInt32
  /// Whether this process may read and write it.
  package var isOpenToMe: Bool

  package init(owner: String, group: String, mode: UInt32, isOpenToMe: Bool) {
    self.owner = owner
    self.group = group
    self.mode = mode
    self.isOpenToMe = isOpenToMe
  }

  /// `nil` where there is no such file.
  package init?(port: String) {
    var status = stat()
    guard stat(port, &status) == 0 else { return nil }
    owner = userName(status.st_uid)
    group = groupName(status.st_gid)
    mode = status.st_mode & 0o7777
    isOpenToMe = access(port, R_OK | W_OK) == 0
  }

  /// Seconds since the port's file was made or given to someone: udev does the second a moment after the kernel the first.
  package static func age(of port: String) -> Double? {
    var status = stat()
    var now = timespec()
    guard stat(port, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return nil }
    return Double(now.tv_sec - status.st_ctim.tv_sec) + Double(now.tv_nsec - status.st_ctim.tv_nsec) / 1e9
  }

  /// udev's rules may still be at work on it: a refusal is not yet the last word.
  package static func isSettling(_ port: String) -> Bool {
    age(of: port).map { $0 >= 0 && $0 < settlingSeconds } ?? false
  }

  /// Rules that run programs take a second or two on a slow computer.
  private static let settlingSeconds = 3.0

  /// Whether the group may read and write.
  package var mayGroup: Bool { mode & 0o060 == 0o060 }
}

private func userName(_ identifier: uid_t) -> String {
  guard let entry = getpwuid(identifier) else { return "\(identifier)" }
  return String(cString: entry.pointee.pw_name)
}

private func groupName(_ identifier: gid_t) -> String {
  guard let entry = getgrgid(identifier) else { return "\(identifier)" }
  return String(cString: entry.pointee.gr_name)
}
