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
