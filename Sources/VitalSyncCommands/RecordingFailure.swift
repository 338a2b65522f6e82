import Recordings

extension CommandFailure {
  /// A recording's own account, with the status that fits it.
  init(_ error: RecordingError) {
    let status: ExitStatus =
      switch error.kind {
      case .notFound, .notReadable: .noInput
      case .cannotWrite, .diskFull: .writeFailed
      case .cannotCreate: .cannotCreate
      case .busy: .busy
      case .empty, .unknownFormat, .malformed, .truncated, .rateUnknown, .noSignal: .badRecording
      }
    self.init(status, error.description)
  }
}

extension Recording {
  /// Opens a recording, with the status that fits what stands in the way.
  static func opened(_ path: String, _ options: ReadingOptions) throws(CommandFailure) -> any RecordingReader {
    do {
      return try open(path, options: options)
    } catch {
      throw CommandFailure(error)
    }
  }
}
