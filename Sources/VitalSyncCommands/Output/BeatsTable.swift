import Recordings

extension BeatsCSVWriter {
  /// `--beats FILE`. A table of an earlier run is replaced; a file that holds anything else is left as it is.
  static func opened(_ path: String) throws(CommandFailure) -> BeatsCSVWriter {
    try OwnFile.check(path, opening: opening, isNo: "table of beats")
    do {
      return try BeatsCSVWriter(path: path)
    } catch {
      throw CommandFailure(.cannotCreate, error.description)
    }
  }
}
