import BoardLink

extension CommandFailure {
  /// A link's own account, with the status that fits it.
  init(_ error: LinkError) {
    let status: ExitStatus =
      switch error {
      case .permissionDenied: .permissionDenied
      case .busy, .probedForModem: .busy
      case .absent, .notATerminal, .gone, .unplugged, .unsupportedBaud: .deviceUnavailable
      case .misspelt: .usage
      case .linkTaken: .cannotCreate
      case .failed, .discoveryUnavailable: .failure
      }
    self.init(status, error.description)
  }
}
