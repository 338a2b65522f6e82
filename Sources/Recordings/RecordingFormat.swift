/// The formats of recordings that are read or written here, with the names that files and users give them.
package enum RecordingFormat: String, CaseIterable, Hashable, Sendable {
  case capture = "vsr"
  case csv
  case wfdb
  case edf
  case bdf
  case mat
  /// Intervals between beats: text, Polar's `.hrm`, FIT.
  case intervals = "rr"
  /// A report as FHIR R4.
  case fhir

  /// Suffixes of files, the customary one first.
  package var suffixes: [String] {
    switch self {
    case .capture: ["vsr"]
    case .csv: ["csv", "tsv", "txt"]
    case .wfdb: ["hea", "dat", "atr", "qrs"]
    case .edf: ["edf", "rec"]
    case .bdf: ["bdf"]
    case .mat: ["mat"]
    case .intervals: ["rr", "ibi", "nn"]
    case .fhir: ["json"]
    }
  }

  package var canWrite: Bool {
    switch self {
    case .csv, .wfdb, .edf, .bdf, .intervals, .fhir: true
    // A capture is what was recorded; one made of something else would claim to be.
    case .capture, .mat: false
    }
  }

  package var canRead: Bool { self != .fhir }

  /// Whether it holds the signal itself, sample by sample.
  package var holdsSignal: Bool { self != .intervals && self != .fhir }

  package var words: String {
    switch self {
    case .capture: "VitalSync capture"
    case .csv: "CSV"
    case .wfdb: "WFDB"
    case .edf: "EDF+"
    case .bdf: "BDF+"
    case .mat: "MAT"
    case .intervals: "RR intervals (text)"
    case .fhir: "FHIR R4"
    }
  }

  /// By the name of a file that is to be written; a name without a suffix is a WFDB record's.
  package init?(path: String) {
    if IntervalNames.isTextOfOne(path) {
      self = .intervals
      return
    }
    let suffix = RecordingPath.stemAndSuffix(path).suffix
    guard !suffix.isEmpty else {
      self = .wfdb
      return
    }
    guard let format = Self.allCases.first(where: { $0.suffixes.contains(suffix) }) else { return nil }
    self = format
  }

  /// By what a file holds, then by its name.
  package init(of path: String) throws(RecordingError) {
    let suffix = RecordingPath.stemAndSuffix(path).suffix
    if ["hea", "dat"].contains(suffix) || (suffix == "mat" && Self.hasHeader(path)) {
      self = .wfdb
      return
    }
    let file: FileBytes
    do {
      file = try FileBytes(path: path)
    } catch  where error.kind == .notFound {
      // A WFDB record goes by its bare name: `mitdb/100`.
      guard Self.hasHeader(path) else { throw error }
      self = .wfdb
      return
    }
    guard file.size > 0 else {
      throw RecordingError(
        .empty, place: path, what: "the file is empty", remedy: "Record again, or choose another file.")
    }
    var head: [UInt8] = []
    let count = try file.read(at: 0, count: min(file.size, 4096), into: &head)
    let beginning = head[..<count]
    if CaptureFormat.isCapture(beginning) {
      self = .capture
    } else if EDFHeader.isHeader(beginning) {
      self = beginning.first == 0xFF ? .bdf : .edf
    } else if suffix == "edf" || suffix == "bdf" {
      // Its own reader says best what is wrong with it.
      self = suffix == "edf" ? .edf : .bdf
    } else if suffix == "mat" || MATHeader.isHeader(beginning) {
      self = .mat
    } else if let reason = ForeignFormat.recognise(beginning, suffix: suffix) {
      throw RecordingError(.unknownFormat, place: path, what: reason.what, remedy: reason.remedy)
    } else {
      self = .csv
    }
  }

  static func hasHeader(_ path: String) -> Bool {
    (try? FileBytes(path: WFDBReader.headerPath(for: path))) != nil
  }
}
