/// An EDF+ or BDF+ file in the making: continuous where the recording is, else discontinuous.
///
/// A record has one length; what of it was not recorded (behind a run's end, or in a hole shorter than a record) holds the
/// sample before, and an annotation says so, by which `EDFReader` leaves it out again.
package struct EDFWriter: SignalWriter {
  package private(set) var remarks: [String] = []

  private let facts: SignalFacts
  private let kind: EDFKind
  private let plan: EDFRecordPlan
  private let texts: [EDFScaleText]
  private let mappings: [CountMapping]
  private let file: AtomicFile
  private let start: StartMoment?
  /// Seconds of the first record behind the heading's whole second.
  private let fraction: Double
  private let origin: Int
  private let listLength: Int

  private var entries: [[UInt8]]
  private var entry = 0
  private var written = 0
  private var begin: Int?
  private var columns: [[Int?]] = []
  private var isTaken: [Bool] = []
  private var last: [Int]
  private var held = 0

  /// Other programs keep no more of an annotation (EDFlib 1.23).
  private static let textLimit = 512

  package init(
    path: String, facts: SignalFacts, survey: SignalSurvey, kind: EDFKind = .edf, isForced: Bool = false
  ) throws(RecordingError) {
    guard facts.channels.count < EDFHeader.signalLimit else {
      throw RecordingError(
        .cannotWrite, place: path, what: "\(facts.channels.count) signals are too many for EDF",
        remedy: "Choose one with --lead.")
    }
    self.facts = facts
    self.kind = kind
    origin = survey.begin
    let offset = Double(survey.begin) / facts.framesPerSecond
    let start = facts.start?.later(bySeconds: offset)
    self.start = start
    let fraction = start?.clock.fraction ?? 0
    self.fraction = fraction < 0.999_999_5 ? fraction : 0
    plan = EDFRecordPlan(facts, runs: survey.runs, sampleLength: kind.sampleLength)
    var texts: [EDFScaleText] = []
    var mappings: [CountMapping] = []
    for (channel, facts) in zip(facts.channels, survey.channels) {
      let wanted = CountMapping(channel, facts, range: kind.counts, needsWholeBaseline: false)
      let used = wanted.span(facts)
      let text = EDFScaleText(wanted.scale, units: channel.units, counts: kind.counts, used: used)
      texts.append(text)
      mappings.append(
        text.isExact
          ? wanted : CountMapping(channel, scale: text.scale, range: kind.counts, isPhysical: facts.isPhysical))
      if !text.isExact || wanted.isRequantised {
        remarks.append(
          "\(channel.name) is written in steps of \(DecimalText.short(1 / abs(text.scale.gain), decimals: 9)) \(channel.units), "
            + "as eight characters can state them")
      }
    }
    self.texts = texts
    self.mappings = mappings
    last = facts.channels.map { _ in 0 }
    let shift = self.fraction - offset
    let cut = survey.annotations.contains { $0.words.utf8.count > Self.textLimit }
    entries = survey.annotations.map { annotation in
      var words = annotation.words.isEmpty ? "mark" : annotation.words
      while words.utf8.count > Self.textLimit { words.removeLast() }
      return EDFAnnotations.encode(
        .init(onset: annotation.seconds + shift, duration: annotation.duration, texts: [words]))
    }
    listLength = Self.listLength(entries, plan, kind, end: Double(survey.end) / facts.framesPerSecond)
    file = try AtomicFile(path, isForced: isForced)
    if cut { remarks.append("annotations are cut after \(Self.textLimit) bytes") }
    if !plan.isExact {
      remarks.append(
        "a data record of \(plan.frames) frames is said to last \(plan.duration) s, the nearest that eight characters can state"
      )
    }
    if survey.begin > 0 { remarks.append("the recording begins with its first sample") }
    let names = facts.channels.filter { Self.label($0.name) != $0.name }
    if let first = names.first { remarks.append("names are cut to 16 ASCII characters (\(first.name))") }
    try file.append(heading)
  }

  /// Bytes for annotations in each record: its time, its holes, and its share of the others with room for the longest.
  private static func listLength(_ entries: [[UInt8]], _ plan: EDFRecordPlan, _ kind: EDFKind, end: Double) -> Int {
    let total = entries.reduce(0) { $0 + $1.count }
    let longest = entries.map(\.count).max() ?? 0
    let share = total == 0 ? 0 : (total + plan.records - 1) / max(1, plan.records) + longest
    let time = EDFAnnotations.encode(.init(onset: end + 0.123456789, duration: nil, texts: [])).count
    let hole = EDFAnnotations.encode(
      .init(onset: end + 0.123456789, duration: 9999.123456789, texts: [EDFAnnotations.noSamples])
    ).count
    let bytes = time + plan.holes * hole + share
    return (bytes + kind.sampleLength - 1) / kind.sampleLength * kind.sampleLength
  }

  package mutating func append(_ block: SignalBlock) throws(RecordingError) {
    let counts = zip(mappings, block.channels).map { $0.counts($1) }
    for frame in 0..<block.frames {
      let index = block.start + frame
      if let begun = begin, index >= begun + plan.frames { try putRecord(begun) }
      if begin == nil { open(at: index) }
      guard let begun = begin else { continue }
      isTaken[index - begun] = true
      for (channel, facts) in facts.channels.enumerated() {
        let each = facts.samplesPerFrame
        for sample in 0..<each {
          columns[channel][(index - begun) * each + sample] = counts[channel][frame * each + sample]
        }
      }
    }
  }

  private mutating func open(at frame: Int) {
    begin = frame
    isTaken = Array(repeating: false, count: plan.frames)
    columns = facts.channels.map { Array(repeating: nil, count: plan.frames * $0.samplesPerFrame) }
  }

  private mutating func putRecord(_ begun: Int) throws(RecordingError) {
    var bytes: [UInt8] = []
    for (channel, column) in columns.enumerated() {
      let each = facts.channels[channel].samplesPerFrame
      for (index, sample) in column.enumerated() {
        if sample == nil, isTaken[index / each] { held += 1 }
        let value = sample ?? last[channel]
        last[channel] = value
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        if kind == .bdf { bytes.append(UInt8(truncatingIfNeeded: value >> 16)) }
      }
    }
    bytes += list(begun)
    try file.append(bytes)
    written += 1
    begin = nil
  }

  private mutating func list(_ begun: Int) -> [UInt8] {
    func seconds(_ frame: Int) -> Double { Double(frame - origin) / facts.framesPerSecond + fraction }
    var bytes = EDFAnnotations.encode(.init(onset: seconds(begun), duration: nil, texts: []))
    var at = 0
    while at < plan.frames {
      var end = at
      while end < plan.frames, !isTaken[end] { end += 1 }
      if end > at {
        bytes += EDFAnnotations.encode(
          .init(
            onset: seconds(begun + at), duration: Double(end - at) / facts.framesPerSecond,
            texts: [EDFAnnotations.noSamples]))
      }
      at = max(end, at + 1)
    }
    while entry < entries.count, bytes.count + entries[entry].count <= listLength {
      bytes += entries[entry]
      entry += 1
    }
    return bytes + Array(repeating: 0, count: max(0, listLength - bytes.count))
  }

  package mutating func finish() throws(RecordingError) {
    if let begun = begin { try putRecord(begun) }
    if held > 0 {
      remarks.append("EDF has no value for samples that one signal alone lacks: \(held) hold the one before")
    }
    guard written == plan.records, entry == entries.count else {
      throw RecordingError(
        .cannotWrite, place: file.path, what: "the recording changed while it was converted",
        remedy: "Convert it again.")
    }
    try file.finish()
  }

  package mutating func commit() throws(RecordingError) -> [String] {
    try file.commit()
    return [file.path]
  }
}

extension EDFWriter {
  static func label(_ name: String) -> String { String(EDFScaleText.ascii(name).prefix(16)) }

  /// All of it, each field filled up with spaces.
  private var heading: [UInt8] {
    var bytes: [UInt8] = []
    func put(_ text: String, _ width: Int) {
      let field = Array(EDFScaleText.ascii(text).utf8.prefix(width))
      bytes += field + Array(repeating: 0x20, count: width - field.count)
    }
    let date = EDFDate.fields(start)
    let count = facts.channels.count + 1
    if kind == .bdf { bytes += [0xFF] }
    put(kind == .bdf ? "BIOSEMI" : "0", kind == .bdf ? 7 : 8)
    put("X X X X", 80)
    put("\(date.startdate) X X vitalsync", 80)
    put(date.date, 8)
    put(date.time, 8)
    put("\(EDFHeader.fixedLength + EDFHeader.signalLength * count)", 8)
    put(kind.rawValue + (plan.isDiscontinuous ? "+D" : "+C"), 44)
    put("\(plan.records)", 8)
    put(plan.duration, 8)
    put("\(count)", 4)
    let channels = facts.channels
    for channel in channels { put(Self.label(channel.name), 16) }
    put(kind.annotationLabel, 16)
    for _ in 0..<count { put("", 80) }
    for text in texts { put(text.dimension, 8) }
    put("", 8)
    for text in texts { put(text.physicalMinimum, 8) }
    put("-1", 8)
    for text in texts { put(text.physicalMaximum, 8) }
    put("1", 8)
    for text in texts { put("\(text.digitalMinimum)", 8) }
    put("\(kind.counts.lowerBound)", 8)
    for text in texts { put("\(text.digitalMaximum)", 8) }
    put("\(kind.counts.upperBound)", 8)
    for _ in 0..<count { put("", 80) }
    for channel in channels { put("\(channel.samplesPerFrame * plan.frames)", 8) }
    put("\(listLength / kind.sampleLength)", 8)
    for _ in 0..<count { put("", 32) }
    return bytes
  }
}
