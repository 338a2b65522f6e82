import ECGCore
import Recordings

/// One record through the live detector, its beats held against its annotations.
struct RecordEvaluation: Sendable {
  let name: String
  let score: BeatScore
  /// How well they were named; where the rules ask for it.
  let classes: ClassScores?
  /// The detector's beats as annotations at the record's own samples.
  let annotations: [WFDBAnnotation]

  /// What is asked of each record.
  struct Rules: Sendable {
    var lead: String?
    var window: TypedDuration
    var skip: TypedDuration
    /// The whole chain runs, and names the beats.
    var classes = false
    var model: BeatClassModel?
  }

  /// `folder` holds `name.hea` and `name.atr`.
  init(folder: String, name: String, rules wanted: Rules) throws(CommandFailure) {
    self.name = name
    let path = "\(folder)/\(name)"
    do throws(RecordingError) {
      let reference = ReferenceBeats(try WFDBAnnotationFile.read(path: path + ".atr"))
      let reader = try Recording.open(path + ".hea", options: ReadingOptions(lead: wanted.lead))
      let rate = reader.facts.rate
      let found = try wanted.classes ? Self.named(reader, wanted.model) : Self.beats(reader)
      annotations = found.map { WFDBAnnotation(sample: $0.sample, code: WFDBAnnotationCode($0.label)) }
      let (window, skip) = (wanted.window.seconds * 1000 * rate.hertz / 1000, wanted.skip.seconds * rate.hertz)
      let comparison = reference.compared(with: found.map(\.sample), window: window, skip: skip)
      classes = wanted.classes ? reference.classesCompared(with: found, window: window, skip: skip) : nil
      score = BeatScore(comparison, rate: rate)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The detector as the monitor runs it, block by block. Only beats are wanted: the chain behind them, which passes them
  /// on as they are, would cost three times as much and change none.
  private static func beats(_ opened: any RecordingReader) throws(RecordingError) -> [(sample: Int, label: BeatLabel)] {
    try run(BeatDetector(rate: opened.facts.rate), opened) { $0 }
  }

  /// The whole chain, for the beats' names.
  private static func named(
    _ opened: any RecordingReader, _ model: BeatClassModel?
  ) throws(RecordingError) -> [(sample: Int, label: BeatLabel)] {
    try run(ECGPipeline(rate: opened.facts.rate, settings: PipelineSettings(model: model)), opened) { event in
      if case .classified(let classified) = event { classified.beat } else { nil }
    }
  }

  private static func run<Chain: Stage>(
    _ stage: Chain, _ opened: any RecordingReader, _ beat: (Chain.Output) -> Beat?
  ) throws(RecordingError) -> [(sample: Int, label: BeatLabel)] where Chain.Input == SampleBlock {
    var (stage, reader) = (stage, opened)
    var positions = SourcePositions()
    var outputs = Collected<Chain.Output>()
    var beats: [(sample: Int, label: BeatLabel)] = []
    func take(_ outputs: inout Collected<Chain.Output>) {
      for beat in outputs.elements.compactMap(beat) {
        beats.append((max(0, positions.sample(at: beat.position)), beat.label))
      }
      outputs.removeAll()
    }
    while let sourced = try reader.next() {
      positions.note(sourced)
      stage.process(sourced.block, into: &outputs)
      take(&outputs)
    }
    stage.finish(into: &outputs)
    take(&outputs)
    return beats.sorted { $0.sample < $1.sample }
  }

  /// Writes the beats as `folder/name.qrs`, which WFDB's tools read as annotator `qrs`.
  func write(into folder: String) throws(CommandFailure) {
    let file = try OutputFile(creating: "\(folder)/\(name).qrs")
    try file.write(WFDBAnnotationFile.encode(annotations))
    try file.flush()
  }
}
