import Glibc

/// Why a recording cannot be read or written: what happened, where, and what to do.
package struct RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
  package var kind: Kind
  /// File, with line or byte where known: "run.csv, line 12".
  package var place: String
  package var what: String
  package var remedy: String

  package init(_ kind: Kind, place: String, what: String, remedy: String) {
    self.kind = kind
    self.place = place
    self.what = what
    self.remedy = remedy
  }

  package enum Kind: String, Hashable, Sendable {
    case notFound
    case notReadable
    case empty
    case unknownFormat
    case malformed
    case truncated
    case rateUnknown
    case noSignal
    case cannotWrite
    /// The file cannot be made, or one of that name is there and nobody said that it may be replaced.
    case cannotCreate
    case diskFull
    /// Another process writes the same file.
    case busy
  }

  package var description: String { "\(place): \(what). \(remedy)" }
}

extension RecordingError {
  /// The system's words for an errno, with its number: "Input/output error, errno 5".
  static func words(of code: CInt) -> String {
    guard let text = strerror(code) else { return "errno \(code)" }
    return "\(String(cString: text)), errno \(code)"
  }

  static func system(_ kind: Kind, _ place: String, _ what: String, _ code: CInt) -> RecordingError {
    RecordingError(
      kind, place: place, what: "\(what) (\(words(of: code)))",
      remedy: "Check the disk and the path, then try again.")
  }

  /// Why a file cannot be written; what it held before stays good.
  static func writing(_ path: String, _ what: String, _ code: CInt) -> RecordingError {
    let words = words(of: code)
    switch code {
    case ENOSPC, EDQUOT, EFBIG:
      return RecordingError(
        .diskFull, place: path, what: "the disk is full (\(words))",
        remedy: "What was written up to here is kept; make room, then begin anew.")
    case EACCES, EPERM, EROFS:
      return RecordingError(
        .cannotWrite, place: path, what: "\(what) (\(words))", remedy: "Choose a folder that you may write to.")
    case ENOENT, ENOTDIR:
      return RecordingError(
        .cannotWrite, place: path, what: "\(what) (\(words))", remedy: "Create its folder first.")
    default:
      return RecordingError(
        .cannotWrite, place: path, what: "\(what) (\(words))", remedy: "What was written up to here is kept.")
    }
  }
}
