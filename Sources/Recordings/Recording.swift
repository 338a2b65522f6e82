/// Opens recordings of any format.
package enum Recording {
  /// One lead, for the analysis. `format`: `nil` for what the file begins with, then for what its name says.
  package static func open(
    _ path: String, format: RecordingFormat? = nil, options: ReadingOptions = ReadingOptions()
  ) throws(RecordingError) -> any RecordingReader {
    let found: RecordingFormat
    if let format { found = format } else { found = try RecordingFormat(of: path) }
    switch found {
    case .capture: return try CaptureReader(path: path, options: options)
    case .csv: return try CSVReader(path: path, options: options)
    case .edf, .bdf: return try LeadReader(try EDFReader(path: path), options: options)
    case .mat: return try LeadReader(try MATReader(path: path, options: options), options: rateIsTaken(options))
    case .wfdb:
      if let master = try master(path) {
        return try LeadReader(
          try WFDBSegmentReader(path: path, master: master, readsAnnotations: false), options: options)
      }
      return try WFDBReader(path: path, options: options)
    case .intervals, .fhir: throw noSignal(path, found)
    }
  }

  /// All signals, for a conversion. `format`: `nil` for what the file says of itself.
  package static func signals(
    _ path: String, format: RecordingFormat? = nil, options: ReadingOptions = ReadingOptions()
  ) throws(RecordingError) -> any SignalReader {
    let found: RecordingFormat
    if let format { found = format } else { found = try RecordingFormat(of: path) }
    switch found {
    case .capture: return try CaptureSignalReader(path: path)
    case .csv: return try CSVSignalReader(path: path, options: options)
    case .edf, .bdf: return try EDFReader(path: path)
    case .mat: return try MATReader(path: path, options: options)
    case .wfdb:
      if let master = try master(path) { return try WFDBSegmentReader(path: path, master: master) }
      let reader = try WFDBSignalReader(path: path)
      if RecordingPath.stemAndSuffix(path).suffix == "mat" { try MATReader.check(path, against: reader.header) }
      return reader
    case .intervals, .fhir: throw noSignal(path, found)
    }
  }

  private static func noSignal(_ path: String, _ format: RecordingFormat) -> RecordingError {
    RecordingError(
      .noSignal, place: path, what: "read as \(format.words) it holds no signal",
      remedy: "Of intervals vitalsync analyze gives a report, and convert writes them as text: NAME.rr.txt")
  }

  private static func master(_ path: String) throws(RecordingError) -> WFDBMasterHeader? {
    let headerPath = WFDBReader.headerPath(for: path)
    return try WFDBMasterHeader.parse(try WFDBReader.headerBytes(headerPath, asked: path), path: headerPath)
  }

  /// The rate was given to the reader already; units too.
  private static func rateIsTaken(_ options: ReadingOptions) -> ReadingOptions {
    ReadingOptions(lead: options.lead)
  }
}

/// Files that are known for what they are, and are not read here.
enum ForeignFormat {
  static func recognise(_ head: ArraySlice<UInt8>, suffix: String) -> (what: String, remedy: String)? {
    let convert = "Convert it to CSV, WFDB or EDF first."
    if head.starts(with: [0x1F, 0x8B]) || head.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      return ("is compressed", "Unpack it first.")
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      return ("is text in UTF-16", "Save it as UTF-8: iconv -f UTF-16 -t UTF-8")
    }
    if head.starts(with: Array("ALIVE".utf8)) {
      return ("is AliveCor's own recording (.atc)", "Export it from the Kardia app, or convert it to CSV first.")
    }
    if suffix == "atr" || suffix == "qrs" {
      return ("holds annotations, not a signal", "Name the record's header (.hea).")
    }
    if head.starts(with: Array("MATLAB ".utf8)) {
      return ("is a MATLAB file of level 5 or later", "Save it in level 4 (save -v4), or as CSV.")
    }
    if head.contains(0) { return ("is not text, nor a format known here", convert) }
    return nil
  }
}
