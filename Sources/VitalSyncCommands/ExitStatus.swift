/// What the process tells its caller. Documented in docs/commands.md; the numbers are a contract.
enum ExitStatus: Int32, Sendable, CaseIterable {
  case success = 0
  /// Something failed that has no number of its own.
  case failure = 1
  /// No board, or several: the user has to choose or to plug in.
  case noSingleBoard = 2
  /// `--fail-on` was given and a finding reached it.
  case findings = 3
  /// `--protocol` was given and no measure came of it that may be held beside others.
  case measureNotGood = 4
  /// EX_USAGE: the command line makes no sense.
  case usage = 64
  /// EX_DATAERR: the recording, or the classifier's model, cannot be understood.
  case badRecording = 65
  /// EX_NOINPUT: the recording is not there or may not be read.
  case noInput = 66
  /// EX_UNAVAILABLE: the port is not there, is no serial port, went away, or says nothing that can be read.
  case deviceUnavailable = 69
  /// EX_CANTCREAT: an output file cannot be made.
  case cannotCreate = 73
  /// EX_IOERR: writing failed in mid-course (disk full).
  case writeFailed = 74
  /// EX_TEMPFAIL: another program holds the port or the file.
  case busy = 75
  /// EX_NOPERM: the port may not be opened by this user.
  case permissionDenied = 77
  /// EX_CONFIG: the file of settings cannot be understood or read.
  case badSettings = 78
}

/// A failure as the user meets it: one message (what, where, what to do) and an exit status.
struct CommandFailure: Error, Sendable, CustomStringConvertible {
  var status: ExitStatus
  var message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  var description: String { message }
}
