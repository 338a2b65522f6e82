/// Where the parts of a record lie.
extension WFDBReader {
  /// Suffixes of files that belong to a record and are named in place of it.
  static let partSuffixes = ["hea", "dat", "mat", "atr", "qrs"]

  static func headerPath(for path: String) -> String {
    let (stem, suffix) = RecordingPath.stemAndSuffix(path)
    return partSuffixes.contains(suffix) ? "\(stem).hea" : "\(path).hea"
  }

  static func headerBytes(_ headerPath: String, asked path: String) throws(RecordingError) -> [UInt8] {
    do {
      return try FileBytes(path: headerPath).contents(limit: WFDBHeader.headerByteLimit)
    } catch  where error.kind == .notFound && path != headerPath {
      throw RecordingError(
        .notFound, place: headerPath, what: "the header of \(path) is missing",
        remedy: "A WFDB record is a .hea file and its .dat: put both in one folder.")
    }
  }

  static func signalFile(_ signal: WFDBSignal, headerPath: String) throws(RecordingError) -> FileBytes {
    let place = "\(headerPath), line \(signal.line)"
    guard signal.file != "-", signal.file != "~" else {
      throw RecordingError(
        .malformed, place: place, what: "the signal file is not named", remedy: "Name the .dat file in the header.")
    }
    // A header may come from anywhere: it names files beside itself, nothing else on this machine.
    guard !signal.file.contains("/"), signal.file != "..", !signal.file.utf8.contains(0) else {
      throw RecordingError(
        .malformed, place: place, what: "\"\(signal.file)\" lies outside the header's folder",
        remedy: "Put the signal file beside the header and name it alone.")
    }
    let path = RecordingPath.folder(of: headerPath) + signal.file
    do {
      return try FileBytes(path: path)
    } catch  where error.kind == .notFound {
      throw RecordingError(
        .notFound, place: path, what: "the signal file named in \(headerPath), line \(signal.line), is missing",
        remedy: "Put it beside the header.")
    }
  }
}
