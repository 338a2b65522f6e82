/// Opens recordings of any format.
package enum Recording {
  /// Chooses the format by what the file begins with, then by its name.
  package static func open(
    _ path: String, options: ReadingOptions = ReadingOptions()
  ) throws(RecordingError) -> any RecordingReader {
    let suffix = RecordingPath.stemAndSuffix(path).suffix
    if ["hea", "dat"].contains(suffix) || (suffix == "mat" && hasHeader(path)) {
      return try WFDBReader(path: path, options: options)
    }
    let file: FileBytes
    do {
      file = try FileBytes(path: path)
    } catch  where error.kind == .notFound {
      // A WFDB record goes by its bare name: `mitdb/100`.
      guard hasHeader(path) else { throw error }
      return try WFDBReader(path: path, options: options)
    }
    guard file.size > 0 else {
      throw RecordingError(
        .empty, place: path, what: "the file is empty", remedy: "Record again, or choose another file.")
    }
    var head: [UInt8] = []
    let count = try file.read(at: 0, count: min(file.size, 4096), into: &head)
    let beginning = head[..<count]
    if CaptureFormat.isCapture(beginning) { return try CaptureReader(path: path, options: options) }
    if let reason = ForeignFormat.recognise(beginning, suffix: suffix) {
      throw RecordingError(.unknownFormat, place: path, what: reason.what, remedy: reason.remedy)
    }
    return try CSVReader(path: path, options: options)
  }

  private static func hasHeader(_ path: String) -> Bool {
    (try? FileBytes(path: WFDBReader.headerPath(for: path))) != nil
  }
}

/// Files that are known for what they are, and are not read here.
enum ForeignFormat {
  static func recognise(_ head: ArraySlice<UInt8>, suffix: String) -> (what: String, remedy: String)? {
    let convert = "Convert it to CSV or WFDB first."
    if head.starts(with: [0x1F, 0x8B]) || head.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      return ("is compressed", "Unpack it first.")
    }
    if head.starts(with: Array("0       ".utf8)) || head.starts(with: [0xFF] + Array("BIOSEMI".utf8)) {
      return ("is an EDF or BDF recording, which is not read here", convert)
    }
    if head.starts(with: Array("MATLAB ".utf8)) || suffix == "mat" {
      return ("is a MATLAB file", "Name its WFDB header (.hea), or convert it to CSV.")
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      return ("is text in UTF-16", "Save it as UTF-8: iconv -f UTF-16 -t UTF-8")
    }
    if suffix == "atr" || suffix == "qrs" {
      return ("holds annotations, not a signal", "Name the record's header (.hea).")
    }
    if head.contains(0) { return ("is not text, nor a format known here", convert) }
    return nil
  }
}
