import Glibc

/// Why a terminal cannot be used: what happened, where, and what to do.
package struct TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// "standard output", "/dev/pts/3".
  package var place: String
  package var what: String
  /// Of the call that failed, where one did.
  package var errno: Int32?
  package var remedy: String

  package init(place: String, what: String, errno: Int32? = nil, remedy: String) {
    self.place = place
    self.what = what
    self.errno = errno
    self.remedy = remedy
  }

  package var description: String {
    let reason = errno.map { " (\(String(cString: strerror($0))), errno \($0))" } ?? ""
    return "\(place): \(what)\(reason). \(remedy)"
  }
}
