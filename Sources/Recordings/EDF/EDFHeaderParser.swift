extension EDFHeader {
  /// Larger claims are refused before memory is laid out for them.
  static let signalLimit = 4096
  static let recordByteLimit = 64 << 20
  static let hertzLimit = 1e6

  static func isHeader(_ head: ArraySlice<UInt8>) -> Bool {
    head.starts(with: Array("0       ".utf8)) || head.starts(with: [0xFF] + Array("BIOSEMI".utf8))
  }

  static func read(_ file: FileBytes) throws(RecordingError) -> EDFHeader {
    var fields = try EDFFields(file, length: fixedLength)
    let version = fields.bytes(8)
    guard isHeader(version) else {
      throw RecordingError(
        .unknownFormat, place: "\(file.path), byte 0", what: "does not begin as EDF or BDF does",
        remedy: "Check that this is the file you meant.")
    }
    let kind: EDFKind = version.first == 0xFF ? .bdf : .edf
    let patient = fields.text(80)
    let recording = fields.text(80)
    let date = fields.text(8)
    let time = fields.text(8)
    let stated = try fields.integer(8, name: "length of the heading", within: 0...Int(Int32.max))
    let reserved = fields.text(44)
    let records = try fields.integer(8, name: "number of data records", within: -1...99_999_999)
    let secondsPlace = fields.at
    let seconds = try fields.number(8, name: "duration of a data record")
    let count = try fields.integer(4, name: "number of signals", within: 1...signalLimit)
    guard stated == fixedLength + signalLength * count else {
      throw fields.malformed(
        "a heading of \(stated) bytes is announced where \(count) signals take \(fixedLength + signalLength * count)",
        at: 184)
    }
    let continuity =
      reserved.hasPrefix(kind.rawValue + "+C")
      ? EDFContinuity.continuous : reserved.hasPrefix(kind.rawValue + "+D") ? .discontinuous : .plain
    let signals = try signals(file, kind, count, hasAnnotations: continuity != .plain)
    // A file of annotations alone may have records of no duration.
    guard seconds > 0, seconds <= 86_400 else {
      throw fields.malformed(
        "a data record of \(DecimalText.short(seconds, decimals: 6)) s is impossible", at: secondsPlace)
    }
    let header = EDFHeader(
      kind: kind, continuity: continuity, patient: patient, recording: recording,
      start: EDFDate.start(date: date, time: time, recording: recording), records: records < 0 ? nil : records,
      recordSeconds: seconds, signals: signals)
    if let fastest = signals.filter({ !$0.isAnnotations }).map(\.samples).max(), Double(fastest) / seconds > hertzLimit
    {
      throw fields.malformed(
        "\(fastest) samples in \(DecimalText.short(seconds, decimals: 9)) s are not plausible", at: secondsPlace)
    }
    guard header.recordLength <= recordByteLimit else {
      throw fields.malformed(
        "a data record of \(header.recordLength) bytes is not plausible", at: fixedLength + 216 * count)
    }
    return header
  }

  private static func signals(
    _ file: FileBytes, _ kind: EDFKind, _ count: Int, hasAnnotations: Bool
  ) throws(RecordingError) -> [EDFSignal] {
    var fields = try EDFFields(file, length: fixedLength + signalLength * count)
    fields.at = fixedLength
    func each<Value>(
      _ width: Int, _ value: (inout EDFFields, Int) throws(RecordingError) -> Value
    ) throws(RecordingError) -> [Value] {
      var values: [Value] = []
      for _ in 0..<count { values.append(try value(&fields, width)) }
      return values
    }
    let labels = try each(16) { (fields, width) throws(RecordingError) in fields.text(width) }
    _ = try each(80) { (fields, width) throws(RecordingError) in fields.bytes(width) }
    let dimensions = try each(8) { (fields, width) throws(RecordingError) in fields.text(width) }
    let scalePlace = fields.at
    let isAnnotations = labels.map { hasAnnotations && $0 == kind.annotationLabel }
    // What the annotations' own scale says means nothing; some programs leave it out.
    func figures(_ name: String) throws(RecordingError) -> [Double] {
      var values: [Double] = []
      for index in 0..<count {
        values.append(try fields.number(8, name: "\(name) of \(labels[index])", isOptional: isAnnotations[index]))
      }
      return values
    }
    let physicalMinima = try figures("physical minimum")
    let physicalMaxima = try figures("physical maximum")
    let digitalMinima = try figures("digital minimum")
    let digitalMaxima = try figures("digital maximum")
    _ = try each(80) { (fields, width) throws(RecordingError) in fields.bytes(width) }
    let samples = try each(8) { (fields, width) throws(RecordingError) in
      try fields.integer(width, name: "number of samples in a data record", within: 1...8_388_608)
    }
    var signals: [EDFSignal] = []
    for index in 0..<count {
      let (low, high) = (digitalMinima[index], digitalMaxima[index])
      func damaged(_ what: String, column: Int) -> RecordingError {
        fields.malformed("\(labels[index]): \(what)", at: scalePlace + 8 * (count * column + index))
      }
      let signal = EDFSignal(
        label: labels[index], dimension: dimensions[index], physicalMinimum: physicalMinima[index],
        physicalMaximum: physicalMaxima[index], digitalMinimum: Int(max(-1e9, min(1e9, low))),
        digitalMaximum: Int(max(-1e9, min(1e9, high))), samples: samples[index], isAnnotations: isAnnotations[index])
      if !isAnnotations[index] {
        guard low == low.rounded(), high == high.rounded(), kind.counts.contains(signal.digitalMinimum),
          kind.counts.contains(signal.digitalMaximum)
        else { throw damaged("digital values from \(low) to \(high) are none of \(kind.rawValue)", column: 2) }
        guard low < high else { throw damaged("the digital minimum does not lie below the maximum", column: 2) }
        guard physicalMinima[index] != physicalMaxima[index], signal.scale != nil else {
          throw damaged("the physical minimum is the physical maximum", column: 0)
        }
      }
      signals.append(signal)
    }
    return signals
  }
}

/// Fields of a heading, of fixed width, in ASCII.
struct EDFFields {
  let path: String
  var at = 0
  private var contents: [UInt8] = []

  init(_ file: FileBytes, length: Int) throws(RecordingError) {
    path = file.path
    let count = try file.read(at: 0, count: length, into: &contents)
    guard count == length else {
      throw RecordingError(
        .truncated, place: "\(path), byte \(count)", what: "the file ends inside its heading of \(length) bytes",
        remedy: "Copy the recording again.")
    }
  }

  mutating func bytes(_ width: Int) -> ArraySlice<UInt8> {
    defer { at += width }
    return contents[at..<(at + width)]
  }

  /// Without the spaces around it.
  mutating func text(_ width: Int) -> String {
    var bytes = bytes(width).prefix { $0 != 0 }
    while let last = bytes.last, DecimalText.isSpace(last) { bytes.removeLast() }
    return String(decoding: bytes.drop(while: DecimalText.isSpace), as: UTF8.self)
  }

  mutating func number(_ width: Int, name: String, isOptional: Bool = false) throws(RecordingError) -> Double {
    let place = at
    let text = text(width)
    let bytes = Array(text.utf8)
    guard let value = DecimalText.parse(bytes, bytes.indices), abs(value) < 1e30 else {
      if isOptional { return 0 }
      throw malformed("\"\(text)\" is no \(name)", at: place)
    }
    return value
  }

  mutating func integer(_ width: Int, name: String, within range: ClosedRange<Int>) throws(RecordingError) -> Int {
    let place = at
    let text = text(width)
    guard let value = Int(text), range.contains(value) else {
      throw malformed("\"\(text)\" is no plausible \(name)", at: place)
    }
    return value
  }

  func malformed(_ what: String, at place: Int) -> RecordingError {
    RecordingError(
      .malformed, place: "\(path), byte \(place)", what: what,
      remedy: "Correct the heading, or copy the recording again.")
  }
}
