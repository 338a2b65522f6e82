import Glibc

/// A record in the making: `NAME.hea`, `NAME.dat`, and `NAME.atr` where there is something to annotate.
///
/// Frames that are missing are written as samples that were not taken, which every format but 8 has a value for.
package struct WFDBRecordWriter: SignalWriter {
  package private(set) var remarks: [String] = []

  private let facts: SignalFacts
  private let survey: SignalSurvey
  private let name: String
  private let stem: String
  private let format: WFDBFormat
  private let mappings: [CountMapping]
  private let samples: AtomicFile
  private let header: AtomicFile
  private var annotations: AtomicFile?

  private var encoder: WFDBSampleEncoder
  private var bytes: [UInt8] = []
  private var frames = 0
  private var sums: [UInt16]
  private var initial: [Int?]
  private var last: [Int]
  private var held = 0
  private var slewed = 0

  /// A hole is filled sample by sample: longer ones would fill a disk. Seconds.
  static let longestHole = 86_400.0
  /// Bytes of `.dat` that are made at once.
  private static let framesAtOnce = 4096

  /// `format`: `nil` for the narrowest of 16, 24 and 32 bits that keeps every count.
  package init(
    path: String, facts: SignalFacts, survey: SignalSurvey, format wanted: WFDBFormat? = nil, isForced: Bool = false
  ) throws(RecordingError) {
    self.facts = facts
    self.survey = survey
    stem = WFDBOutputName.stem(path)
    name = try WFDBOutputName.record(path)
    let candidates = wanted.map { [$0] } ?? [.little16, .little24, .little32]
    var chosen = candidates[0]
    var mappings: [CountMapping] = []
    for candidate in candidates {
      chosen = candidate
      mappings = zip(facts.channels, survey.channels).map {
        CountMapping($0, $1, range: WFDBSampleEncoder.range(of: candidate), needsWholeBaseline: true)
      }
      // Physical values have no counts of their own: 16 bits tell more than any electrode does.
      if zip(mappings, survey.channels).allSatisfy({ !$0.isRequantised || $1.isPhysical }) { break }
    }
    format = chosen
    self.mappings = mappings
    for (gap, next) in zip(survey.runs, survey.runs.dropFirst())
    where Double(next.lowerBound - gap.upperBound) > Self.longestHole * facts.framesPerSecond {
      throw RecordingError(
        .cannotWrite, place: path,
        what: "the recording has a hole of more than a day, which WFDB would fill with samples",
        remedy: "Convert the parts on either side of it, with --start and --end.")
    }
    header = try AtomicFile(stem + ".hea", isForced: isForced)
    samples = try AtomicFile(stem + ".dat", isForced: isForced)
    if survey.annotations.isEmpty {
      // An older record's annotations would be taken for this one's.
      try AtomicFile.refuseExisting(stem + ".atr", isForced: isForced)
    } else {
      annotations = try AtomicFile(stem + ".atr", isForced: isForced)
    }
    encoder = WFDBSampleEncoder(format: chosen)
    sums = facts.channels.map { _ in 0 }
    initial = facts.channels.map { _ in nil }
    last = facts.channels.map { _ in 0 }
    for (channel, mapping) in zip(facts.channels, mappings) where mapping.isRequantised {
      remarks.append(
        "\(channel.name) is written in steps of \(DecimalText.short(1 / abs(mapping.scale.gain), decimals: 9)) \(channel.units)"
      )
    }
  }

  package mutating func append(_ block: SignalBlock) throws(RecordingError) {
    while frames < block.start { try fill(min(Self.framesAtOnce, block.start - frames)) }
    let columns = zip(mappings, block.channels).map { $0.counts($1) }
    try put(columns, frames: block.frames)
  }

  private mutating func fill(_ count: Int) throws(RecordingError) {
    let columns = facts.channels.map { Array<Int?>(repeating: nil, count: count * $0.samplesPerFrame) }
    try put(columns, frames: count)
  }

  private mutating func put(_ columns: [[Int?]], frames count: Int) throws(RecordingError) {
    var row: [Int] = []
    row.reserveCapacity(columns.reduce(0) { $0 + $1.count })
    for frame in 0..<count {
      for (index, channel) in facts.channels.enumerated() {
        for offset in 0..<channel.samplesPerFrame {
          row.append(stored(columns[index][frame * channel.samplesPerFrame + offset], of: index))
        }
      }
    }
    frames += count
    bytes.removeAll(keepingCapacity: true)
    encoder.append(row, to: &bytes)
    try samples.append(bytes)
  }

  /// What is stored of a sample: its count, or its difference from the one before.
  private mutating func stored(_ sample: Int?, of signal: Int) -> Int {
    guard format == .difference8 else {
      let count = sample ?? format.invalid.map { Int($0) } ?? 0
      if initial[signal] == nil { initial[signal] = count }
      sums[signal] &+= UInt16(truncatingIfNeeded: count)
      return count
    }
    if sample == nil { held += 1 }
    if initial[signal] == nil {
      initial[signal] = sample ?? 0
      last[signal] = sample ?? 0
    }
    let wanted = (sample ?? last[signal]) - last[signal]
    let step = min(max(wanted, -128), 127)
    if step != wanted { slewed += 1 }
    last[signal] += step
    sums[signal] &+= UInt16(truncatingIfNeeded: last[signal])
    return step
  }

  package mutating func finish() throws(RecordingError) {
    bytes.removeAll(keepingCapacity: true)
    encoder.finish(to: &bytes)
    try samples.append(bytes)
    try samples.finish()
    try header.append(headerText)
    try header.finish()
    if held > 0 { remarks.append("format 8 has no value for samples that were not taken: \(held) hold the one before") }
    if slewed > 0 {
      remarks.append(
        "format 8 holds steps of 127 at most: \(slewed) samples lag behind; another --wfdb-format keeps them")
    }
    if survey.annotations.contains(where: { ($0.duration ?? 0) > 0 }) {
      remarks.append("WFDB annotations have no duration: where one lasts, another marks its end")
    }
    let list = WFDBOutputAnnotations.list(survey.annotations, framesPerSecond: facts.framesPerSecond)
    if list.hasCutText { remarks.append("WFDB holds 255 bytes of an annotation's text: longer ones are cut") }
    try annotations?.append(WFDBAnnotationFile.encode(list.annotations))
    try annotations?.finish()
  }

  package mutating func commit() throws(RecordingError) -> [String] {
    // The header last: who finds it finds a whole record.
    try samples.commit()
    if annotations == nil { unlink(stem + ".atr") }
    try annotations?.commit()
    try header.commit()
    return [header.path, samples.path] + (annotations.map { [$0.path] } ?? [])
  }

  private var headerText: String {
    var record = "\(name) \(facts.channels.count) \(DecimalText.plain(facts.framesPerSecond)) \(frames)"
    if let start = facts.start { record += " " + WFDBDate.text(start) }
    var lines = [record]
    for (index, channel) in facts.channels.enumerated() {
      let scale = mappings[index].scale
      let perFrame = channel.samplesPerFrame > 1 ? "x\(channel.samplesPerFrame)" : ""
      let units = channel.units.isEmpty ? "nd" : channel.units.replacing(" ", with: "_")
      let sum = Int16(bitPattern: sums[index])
      lines.append(
        "\(name).dat \(format.rawValue)\(perFrame) \(DecimalText.plain(scale.gain))(\(Int(scale.baseline)))/\(units) "
          + "\(channel.bits ?? format.bitsOfSample) 0 \(initial[index] ?? 0) \(sum) 0 \(WFDBOutputName.description(channel.name))"
      )
    }
    lines += facts.comments.map { "#\($0.filter { !$0.isNewline })" }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension WFDBFormat {
  /// Resolution of a sample, in bits.
  var bitsOfSample: Int {
    switch self {
    case .null: 0
    case .difference8, .little16, .big16, .offset16: 16
    case .offset8: 8
    case .little24: 24
    case .little32: 32
    case .packed212: 12
    case .packed310, .packed311: 10
    }
  }
}
