import ECGCore
import Recordings

/// One record through the live detector, its beats held against its annotations.
struct RecordEvaluation: Sendable {
  let name: String
  let score: BeatScore
  /// The detector's beats as annotations at the record's own samples.
  let annotations: [WFDBAnnotation]

  /// What is asked of each record.
  struct Rules: Sendable {
    var lead: String?
    var window: TypedDuration
    var skip: TypedDuration
  }

  /// `folder` holds `name.hea` and `name.atr`.
  init(folder: String, name: String, rules wanted: Rules) throws(CommandFailure) {
    self.name = name
    let path = "\(folder)/\(name)"
    do throws(RecordingError) {
      let reference = ReferenceBeats(try WFDBAnnotationFile.read(path: path + ".atr"))
      let reader = try Recording.open(path + ".hea", options: ReadingOptions(lead: wanted.lead))
      let rate = reader.facts.rate
      annotations = try Self.beats(reader)
      let comparison = reference.compared(
        with: annotations.map(\.sample), window: wanted.window.seconds * 1000 * rate.hertz / 1000,
        skip: wanted.skip.seconds * rate.hertz)
      score = BeatScore(comparison, rate: rate)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The detector as the monitor runs it, block by block. Only beats are wanted: the chain behind them, which passes them
  /// on as they are, would cost three times as much and change none.
  private static func beats(_ opened: any RecordingReader) throws(RecordingError) -> [WFDBAnnotation] {
    var reader = opened
    var detector = BeatDetector(rate: reader.facts.rate)
    var positions = SourcePositions()
    var found = Collected<Beat>()
    var beats: [WFDBAnnotation] = []
    func take(_ found: inout Collected<Beat>) {
      for beat in found.elements {
        beats.append(
          WFDBAnnotation(sample: max(0, positions.sample(at: beat.position)), code: WFDBAnnotationCode(beat.label)))
      }
      found.removeAll()
    }
    while let sourced = try reader.next() {
      positions.note(sourced)
      detector.process(sourced.block, into: &found)
      take(&found)
    }
    detector.finish(into: &found)
    take(&found)
    return beats.sorted { $0.sample < $1.sample }
  }

  /// Writes the beats as `folder/name.qrs`, which WFDB's tools read as annotator `qrs`.
  func write(into folder: String) throws(CommandFailure) {
    let file = try OutputFile(creating: "\(folder)/\(name).qrs")
    try file.write(WFDBAnnotationFile.encode(annotations))
    try file.flush()
  }
}
