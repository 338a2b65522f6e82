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
    case diskFull
  }

  package var description: String { "\(place): \(what). \(remedy)" }
}
