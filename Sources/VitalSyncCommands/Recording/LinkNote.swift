import Recordings

/// What a capture keeps of a board's going and return, as a note in JSON: docs/recording.md.
struct LinkNote: Encodable {
  enum Kind {
    case interrupted
    case resumed
  }

  private let kind: Kind
  private let message: String?
  private let port: String?
  private let away_s: Double?

  init(_ kind: Kind, words: String? = nil, port: String? = nil, seconds: Double? = nil) {
    self.kind = kind
    message = words
    self.port = port
    away_s = seconds?.rounded(places: 3)
  }

  var name: String {
    switch kind {
    case .interrupted: CaptureNote.linkInterrupted
    case .resumed: CaptureNote.linkResumed
    }
  }

  private enum CodingKeys: String, CodingKey {
    case message, port, away_s
  }
}
