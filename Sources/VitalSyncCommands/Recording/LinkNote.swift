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
  /// By the clock of the arrival stamps, in microseconds.
  private let at_us: UInt64

  init(_ kind: Kind, at nanoseconds: UInt64, words: String? = nil, port: String? = nil, seconds: Double? = nil) {
    self.kind = kind
    message = words
    self.port = port
    away_s = seconds?.rounded(places: 3)
    at_us = nanoseconds / 1000
  }

  var name: String {
    switch kind {
    case .interrupted: CaptureNote.linkInterrupted
    case .resumed: CaptureNote.linkResumed
    }
  }

  private enum CodingKeys: String, CodingKey {
    case message, port, away_s, at_us
  }
}
