extension WFDBHeader {
  /// Larger claims are refused: no ECG has them, and they would be believed when memory is laid out.
  static let signalLimit = 256
  static let samplesPerFrameLimit = 1024
  static let headerByteLimit = 1 << 20

  /// Reads a header; `path` is for errors only. `isLayout`: that of a variable-layout record, whose signals are not stored.
  package static func parse(
    _ bytes: [UInt8], path: String, isLayout: Bool = false
  ) throws(RecordingError) -> WFDBHeader {
    guard !bytes.isEmpty else {
      throw RecordingError(.empty, place: path, what: "the header is empty", remedy: "Copy the record again.")
    }
    var header: WFDBHeader?
    var expected = 0
    var comments: [String] = []
    var number = 0
    for raw in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = WFDBHeaderLine(raw, number: number, path: path)
      if line.isBlank { continue }
      if let comment = line.comment {
        comments.append(comment)
      } else if header == nil {
        (header, expected) = try recordLine(line)
      } else if let have = header?.signals.count, have < expected {
        header?.signals.append(try signalLine(line, isLayout: isLayout))
      }
    }
    guard var header else {
      throw RecordingError(
        .malformed, place: path, what: "no record line in the header", remedy: "A header begins with: NAME SIGNALS RATE"
      )
    }
    guard header.signals.count == expected else {
      throw RecordingError(
        .truncated, place: path, what: "\(header.signals.count) signal lines where the header announces \(expected)",
        remedy: "Copy the header again.")
    }
    header.comments = comments
    return header
  }

  static func recordLine(_ line: WFDBHeaderLine) throws(RecordingError) -> (WFDBHeader, Int) {
    let fields = line.fields
    guard fields.count >= 2 else {
      throw line.malformed("a record line needs a name and a number of signals")
    }
    guard !fields[0].contains("/") else {
      throw line.malformed(
        "a multi-segment record cannot be a segment itself", remedy: "Name the segments themselves in the header.")
    }
    guard let count = Int(fields[1]), (1...signalLimit).contains(count) else {
      throw line.malformed("\"\(fields[1])\" is no plausible number of signals (1 to \(signalLimit))")
    }
    var header = WFDBHeader(
      record: fields[0], framesPerSecond: 250, rateIsStated: false, counterFrequency: nil, baseCounter: 0, frames: nil,
      startTime: nil, startDate: nil, signals: [], comments: [])
    if fields.count > 2 {
      let rates = fields[2].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      header.framesPerSecond = try line.positive(rates[0], name: "sampling rate")
      header.rateIsStated = true
      if rates.count > 1 {
        let (frequency, base) = try line.bracketed(rates[1])
        header.counterFrequency = try line.positive(frequency, name: "counter frequency")
        if let base { header.baseCounter = try line.finite(base, name: "base counter") }
      }
    }
    if fields.count > 3 {
      guard let frames = Int(fields[3]), frames >= 0 else {
        throw line.malformed("\"\(fields[3])\" is no number of samples")
      }
      // Zero means "not known" (header(5)).
      header.frames = frames == 0 ? nil : frames
    }
    if fields.count > 4 { header.startTime = fields[4] }
    if fields.count > 5 { header.startDate = fields[5] }
    return (header, count)
  }

  private static func signalLine(_ line: WFDBHeaderLine, isLayout: Bool) throws(RecordingError) -> WFDBSignal {
    let fields = line.fields
    guard fields.count >= 2 else { throw line.malformed("a signal line needs a file and a format") }
    let layout = try signalLayout(line, fields[1], isLayout: isLayout)
    var signal = WFDBSignal(
      file: fields[0], format: layout.format, samplesPerFrame: layout.samplesPerFrame, skew: layout.skew,
      byteOffset: layout.byteOffset, gain: nil, baseline: 0, units: "mV", bits: 0, zero: 0, initialValue: nil,
      checksum: nil, blockSize: 0, description: "", line: line.number)
    var statedBaseline: Int?
    if fields.count > 2 {
      let parts = fields[2].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let (gain, baseline) = try line.bracketed(parts[0])
      let value = try line.finite(gain, name: "gain")
      guard value >= 0 else {
        throw line.malformed(
          "a gain of \(gain) is negative", remedy: "Write the gain without its sign, or 0 where it is not known.")
      }
      signal.gain = value == 0 ? nil : value
      if let baseline { statedBaseline = try line.integer(baseline, name: "baseline") }
      if parts.count > 1, !parts[1].isEmpty { signal.units = String(parts[1]) }
    }
    if fields.count > 3 { signal.bits = try line.integer(fields[3], name: "converter resolution", within: 0...64) }
    if fields.count > 4 { signal.zero = try line.integer(fields[4], name: "converter zero") }
    signal.baseline = statedBaseline ?? signal.zero
    if fields.count > 5 { signal.initialValue = try line.integer(fields[5], name: "initial value") }
    if fields.count > 6 { signal.checksum = try line.integer(fields[6], name: "checksum") }
    if fields.count > 7 {
      signal.blockSize = try line.integer(fields[7], name: "block size", within: 0...Int(Int32.max))
    }
    signal.description = line.rest(after: 8)
    return signal
  }

  /// `FORMAT[xSAMPLES][:SKEW][+OFFSET]`
  private static func signalLayout(
    _ line: WFDBHeaderLine, _ text: String, isLayout: Bool
  ) throws(RecordingError) -> (format: WFDBFormat, samplesPerFrame: Int, skew: Int, byteOffset: Int) {
    var parts: [Character: String] = [:]
    var key: Character = "f"
    for character in text {
      if "x:+".contains(character), parts[character] == nil {
        key = character
        parts[key] = ""
      } else {
        parts[key, default: ""].append(character)
      }
    }
    guard let code = Int(parts["f"] ?? "") else { throw line.malformed("\"\(text)\" is no format") }
    guard let format = WFDBFormat(rawValue: code), format != .null || isLayout else {
      let known = WFDBFormat.allCases.filter { $0 != .null }.map { "\($0.rawValue)" }.joined(separator: ", ")
      throw line.malformed(
        "format \(code) is not read here", remedy: "Formats read are \(known); convert it with WFDB's xform.")
    }
    let samples = try parts["x"].map { (text) throws(RecordingError) in
      try line.integer(text, name: "samples per frame", within: 1...samplesPerFrameLimit)
    }
    let skew = try parts[":"].map { (text) throws(RecordingError) in
      try line.integer(text, name: "skew", within: 0...1_000_000)
    }
    let offset = try parts["+"].map { (text) throws(RecordingError) in
      try line.integer(text, name: "byte offset", within: 0...Int(Int32.max))
    }
    return (format, samples ?? 1, skew ?? 0, offset ?? 0)
  }
}
