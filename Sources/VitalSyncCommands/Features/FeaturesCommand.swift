import ArgumentParser
import ECGCore
import Recordings

/// `vitalsync features`: what the classifier knows of each beat, as a table to learn from.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Write what the classifier knows of each beat, as a table: CSV or Parquet.",
    discussion: """
      vitalsync features mitdb/119 > 119.csv
      vitalsync features run.csv --rate 250 --output run.features.csv
      vitalsync features night.edf --output night.parquet     as pandas, DuckDB and Arrow read it
      vitalsync features --strips mitdb/202 > 202.minutes.csv

      A line a beat: the recording's own sample, the time, and the features in the classifier's order, by the same code that
      names the beats. With --strips a line a minute, as the minutes are judged: its first and last second, and what its class was
      decided by. docs/models/ says what each is.
      """)

  @Argument(help: "The recording.")
  var recording: String

  @Option(
    help: ArgumentHelp("Write here, in place of standard output; as Parquet to NAME.parquet.", valueName: "file"))
  var output: String?

  @Flag(help: "A line a minute, or what there is of it, in place of a line a beat.")
  var strips = false

  @OptionGroup(title: "Recording options")
  var options: RecordingOptions

  func run() throws {
    do {
      let reader = try Recording.open(recording, options: options.reading)
      try write(reader)
    } catch let error as RecordingError {
      throw CommandFailure(error)
    }
  }

  private func write(_ opened: any RecordingReader) throws {
    var reader = opened
    let rate = reader.facts.rate
    let table =
      strips
      ? try FeatureTable(path: output, rate: rate, keys: FeatureTable.strips, features: RhythmStrip.featureNames)
      : try FeatureTable(path: output, rate: rate, keys: FeatureTable.beats, features: BeatFeatures.names)
    var pipeline = ECGPipeline(rate: rate, settings: PipelineSettings(describesBeats: true))
    var positions = SourcePositions()
    var events = Collected<PipelineEvent>()
    func tell() throws(CommandFailure) {
      for event in events.elements {
        switch event {
        case .classified(let classified) where !strips:
          guard let features = classified.features else { continue }
          let at = classified.beat.position
          try table.append(
            [Double(positions.sample(at: at)), rate.seconds(at), Double(classified.family)], features.values)
        case .strip(let strip) where strips:
          guard let features = strip.features else { continue }
          try table.append([rate.seconds(Double(strip.from)), rate.seconds(Double(strip.to))], features)
        default: continue
        }
      }
      events.removeAll()
    }
    while let sourced = try reader.next() {
      positions.note(sourced)
      pipeline.process(sourced.block, into: &events)
      try tell()
    }
    pipeline.finish(into: &events)
    try tell()
    try table.finish()
  }
}
