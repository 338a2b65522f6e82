import Glibc

/// Why the journal cannot do what was asked: what happened, where, and what to do.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  package var kind: Kind
  /// File, with line where known; or what was asked for: "session 17".
  package var place: String
  package var what: String
  package var remedy: String

  package init(_ kind: Kind, place: String, what: String, remedy: String) {
    self.kind = kind
    self.place = place
    self.what = what
    self.remedy = remedy
  }

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// No such session, athlete or file.
    case notFound
    /// The file or its folder cannot be made or read.
    case cannotOpen
    /// Written by a newer program.
    case future
    /// Not a journal, or one whose pages do not fit together.
    case damaged
    /// Another program has held it for too long.
    case busy
    case diskFull
    case cannotWrite
    /// A value that no measurement gives, or a name that is taken.
    case refused
    /// A file to import that makes no sense.
    case malformed
  }

  package var description: String { "\(place): \(what). \(remedy)" }
}

extension JournalError {
  /// The system's words for an errno, with its number.
  static func words(of code: CInt) -> String {
    guard let text = strerror(code) else { return "errno \(code)" }
    return "\(String(cString: text)), errno \(code)"
  }
}
