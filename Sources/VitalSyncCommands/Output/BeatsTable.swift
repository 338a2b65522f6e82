import Recordings

extension BeatsCSVWriter {
  /// `--beats FILE`.
  static func opened(_ path: String) throws(CommandFailure) -> BeatsCSVWriter {
    do {
      return try BeatsCSVWriter(path: path)
    } catch {
      throw CommandFailure(error)
    }
  }
}
