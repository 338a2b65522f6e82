import ECGCore

/// A table in the making: `sample`, `time_s`, a column a signal with its unit behind its name, and where there is such a thing `leads`
/// (docs/recording.md's flags) and `annotation`. Frames that are missing have no row; a signal slower than the fastest has
/// empty cells between.
package struct CSVWriter: SignalWriter {
  package private(set) var remarks: [String] = []

  private let facts: SignalFacts
  private let file: AtomicFile
  private let separator: String
  private let hasDecimalComma: Bool
  private let decimals: [Int?]
  private let rowsPerFrame: Int
  private let annotations: [SignalAnnotation]
  private let hasFlags: Bool
  /// The row of the last sample takes what is noted behind it.
  private let lastRow: Int
  private var annotation = 0
  private var text: [UInt8] = []

  /// Microseconds: a thousandth of a sample at 1 kHz.
  private static let timeDecimals = 6

  /// `hasDecimalComma`: cells apart by `;` and numbers with a comma, as spreadsheets of many countries have them.
  package init(
    path: String, facts: SignalFacts, survey: SignalSurvey, hasDecimalComma: Bool = false, isForced: Bool = false
  ) throws(RecordingError) {
    self.facts = facts
    self.hasDecimalComma = hasDecimalComma
    separator = hasDecimalComma ? ";" : ","
    rowsPerFrame = facts.channels.map(\.samplesPerFrame).max() ?? 1
    lastRow = survey.end * rowsPerFrame - 1
    let hasFlags = survey.flaggedFrames > 0
    self.hasFlags = hasFlags
    // Flags have a column of their own.
    annotations = survey.annotations.filter { !(hasFlags && survey.isFlag($0)) }
    decimals = zip(facts.channels, survey.channels).map { channel, survey in
      survey.isPhysical ? nil : channel.scale.map { Self.decimals(for: $0) } ?? 6
    }
    file = try AtomicFile(path, isForced: isForced)
    if facts.start != nil {
      remarks.append("a table of ours has no place for the date and time of the beginning: time_s counts from it")
    }
    var names = CSVOwnTable.columns + facts.channels.map { Self.heading($0) }
    if hasFlags { names.append("leads") }
    if !annotations.isEmpty { names.append(CSVNotes.column) }
    try file.append(names.joined(separator: separator) + "\n")
  }

  /// So many that half a count is told, and the count with it.
  private static func decimals(for scale: DigitalScale) -> Int {
    var decimals = 1
    while decimals < 12, DecimalText.powersOfTen[decimals] < abs(scale.gain) * 10 { decimals += 1 }
    return decimals
  }

  private static func heading(_ channel: SignalChannel) -> String {
    let name = (channel.name.isEmpty ? "signal" : channel.name).map {
      ",;\"\t|#".contains($0) || $0.isNewline ? " " : $0
    }
    let units = channel.units.filter { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "%" }
    return String(name) + (units.isEmpty ? "" : "_\(units)")
  }

  package mutating func append(_ block: SignalBlock) throws(RecordingError) {
    text.removeAll(keepingCapacity: true)
    for frame in 0..<block.frames {
      for row in 0..<rowsPerFrame { put(block, frame, row) }
    }
    try file.append(text)
  }

  private mutating func put(_ block: SignalBlock, _ frame: Int, _ row: Int) {
    let place = Double((block.start + frame) * rowsPerFrame + row)
    let rate = facts.framesPerSecond * Double(rowsPerFrame)
    text += "\(Int(place))\(separator)".utf8
    put(DecimalText.fixed(place / rate, decimals: Self.timeDecimals))
    for (index, channel) in facts.channels.enumerated() {
      text += separator.utf8
      // Samples of a slower signal stand at the rows nearest to their times.
      let sample = (row * channel.samplesPerFrame + rowsPerFrame - 1) / rowsPerFrame
      guard sample * rowsPerFrame / channel.samplesPerFrame == row, sample < channel.samplesPerFrame else { continue }
      switch block.channels[index] {
      case .counts(let counts):
        let count = counts[frame * channel.samplesPerFrame + sample]
        guard count != SignalValues.missing, let scale = channel.scale else { continue }
        put(DecimalText.short(scale.physical(count), decimals: decimals[index] ?? 6))
      case .physical(let values):
        let value = values[frame * channel.samplesPerFrame + sample]
        if !value.isNaN { put("\(value)") }
      }
    }
    if hasFlags { put(separator + "\(block.flags.isEmpty ? 0 : block.flags[frame].rawValue)") }
    defer { text.append(UInt8(ascii: "\n")) }
    guard !annotations.isEmpty else { return }
    text += separator.utf8
    var here: [SignalAnnotation] = []
    let isLast = Int(place) == lastRow
    while annotation < annotations.count, isLast || (annotations[annotation].seconds * rate).rounded() <= place {
      here.append(annotations[annotation])
      annotation += 1
    }
    if !here.isEmpty { text += CSVNotes.cell(here, rowSeconds: place / rate, reach: 0.5 / rate).utf8 }
  }

  private mutating func put(_ number: String) {
    text += hasDecimalComma ? Array(number.replacing(".", with: ",").utf8) : Array(number.utf8)
  }

  package mutating func finish() throws(RecordingError) {
    try file.finish()
  }

  package mutating func commit() throws(RecordingError) -> [String] {
    try file.commit()
    return [file.path]
  }
}
