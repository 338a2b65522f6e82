/// A recording written in another format: read once to survey it, and once more to write it. Memory does not grow with its
/// length but by what is noted in it.
package struct SignalConversion {
  /// What the output is, and how it is written.
  package struct Target: Hashable, Sendable {
    package var path: String
    package var format: RecordingFormat
    package var wfdbFormat: WFDBFormat?
    package var hasDecimalComma = false
    package var isForced = false

    package init(path: String, format: RecordingFormat) {
      self.path = path
      self.format = format
    }
  }

  /// What came of it.
  package struct Outcome: Sendable {
    package var facts: SignalFacts
    package var survey: SignalSurvey
    package var files: [String]
    /// What was mended or assumed on the way in, and what the output could not carry.
    package var remarks: [String]
  }

  /// Frames a second that any recording may have.
  private static let rates = 1e-4...1e6

  private let open: () throws(RecordingError) -> any SignalReader
  private let target: Target

  package init(to target: Target, from open: @escaping () throws(RecordingError) -> any SignalReader) {
    self.target = target
    self.open = open
  }

  /// `progress` hears of the share done, and of the seconds of signal passed in the pass under way.
  package func run(_ progress: (_ share: Double, _ seconds: Double) -> Void) throws(RecordingError) -> Outcome {
    var reader = try open()
    let rate = reader.facts.framesPerSecond
    guard Self.rates.contains(rate) else {
      throw RecordingError(
        .malformed, place: reader.facts.path, what: "\(rate) frames a second are not plausible",
        remedy: "Correct the header.")
    }
    var survey = SignalSurvey(reader.facts)
    while let item = try reader.next() {
      for part in Self.parts(item) { survey.take(part) }
      progress(reader.readShare / 2, Double(survey.end) / rate)
    }
    survey.finish()
    let facts = reader.facts
    guard survey.frames > 0 else {
      throw RecordingError(
        .empty, place: facts.path, what: "there is no sample to convert",
        remedy: "Choose another part, or another recording.")
    }
    var writer = try writer(facts, survey)
    reader = try open()
    while let item = try reader.next() {
      for case .block(let block) in Self.parts(item) {
        try writer.append(block)
        progress(0.5 + reader.readShare / 2, Double(block.end) / rate)
      }
    }
    try writer.finish()
    let files = try writer.commit()
    return Outcome(
      facts: facts, survey: survey, files: files,
      remarks: facts.remarks + writer.remarks + lost(facts, survey))
  }

  /// A frame without any sample is a hole, in whatever way the input says so.
  private static func parts(_ item: SignalItem) -> [SignalItem] {
    guard case .block(let block) = item else { return [item] }
    return block.withoutEmptyFrames.map { .block($0) }
  }

  private func writer(_ facts: SignalFacts, _ survey: SignalSurvey) throws(RecordingError) -> any SignalWriter {
    switch target.format {
    case .csv:
      return try CSVWriter(
        path: target.path, facts: facts, survey: survey, hasDecimalComma: target.hasDecimalComma,
        isForced: target.isForced)
    case .wfdb:
      return try WFDBRecordWriter(
        path: target.path, facts: facts, survey: survey, format: target.wfdbFormat, isForced: target.isForced)
    case .edf, .bdf:
      return try EDFWriter(
        path: target.path, facts: facts, survey: survey, kind: target.format == .edf ? .edf : .bdf,
        isForced: target.isForced)
    case .capture, .mat, .intervals, .fhir:
      throw RecordingError(
        .cannotWrite, place: target.path, what: "a signal is not written as \(target.format.words)",
        remedy:
          "Written are \(RecordingFormat.allCases.filter { $0.canWrite && $0.holdsSignal }.map(\.rawValue).joined(separator: ", "))."
      )
    }
  }

  private func lost(_ facts: SignalFacts, _ survey: SignalSurvey) -> [String] {
    var lost: [String] = []
    let name = target.format.words
    if !facts.foreignContent.isEmpty {
      lost.append("\(name) cannot hold \(facts.foreignContent.joined(separator: ", nor "))")
    }
    if !facts.comments.isEmpty, target.format != .wfdb {
      lost.append("\(name) has no place for the recording's comments")
    }
    return lost
  }
}
