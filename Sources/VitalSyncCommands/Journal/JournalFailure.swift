import Journal

extension CommandFailure {
  /// The journal's own account, with the status that fits it.
  init(_ error: JournalError) {
    let status: ExitStatus =
      switch error.kind {
      case .notFound: .noInput
      case .cannotOpen: .cannotCreate
      case .future, .damaged, .malformed: .badRecording
      case .busy: .busy
      case .diskFull, .cannotWrite: .writeFailed
      case .refused: .usage
      }
    self.init(status, error.description)
  }
}

/// What the journal says goes to the user as any other failure does.
func journaled<Result>(_ body: () throws(JournalError) -> Result) throws(CommandFailure) -> Result {
  do throws(JournalError) {
    return try body()
  } catch {
    throw CommandFailure(error)
  }
}
