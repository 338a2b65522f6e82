/// Why a session ended.
enum SessionEnd: Hashable, Sendable {
  /// `q`, Ctrl-C, SIGTERM, a closed pipe.
  case user
  /// `--for` has passed.
  case duration
  /// The guided measure is made.
  case measured
  /// The recording is over.
  case sourceEnded
  /// The board went away: what happened and what to do.
  case boardLost(String)
}
