import ECGCore

/// A place of a session that somebody marked.
struct SessionMark: Hashable, Sendable {
  var seconds: Double
  var text: String

  /// `12:31 felt a flutter`; what the monitor's key alone says, `mark 3`, is said by its place.
  var words: String {
    let isNumber = text.hasPrefix("mark ") && Int(text.dropFirst(5)) != nil
    return isNumber || text.isEmpty ? clock(seconds) : "\(clock(seconds)) \(text)"
  }
}
