import ArgumentParser
import ECGCore
import Recordings

/// `vitalsync features`: what the classifier knows of each beat, as a table to learn from.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Write what the classifier knows of each beat, as a CSV table.",
    discussion: """
      vitalsync features mitdb/119 > 119.csv
      vitalsync features run.csv --rate 250 --output run.features.csv

      A line a beat: the recording's own sample, the time, and the features in the classifier's order, by the same code that
      names the beats. docs/models/ says what each is.
      """)

  @Argument(help: "The recording.")
  var recording: String

  @Option(help: ArgumentHelp("Write here, in place of standard output.", valueName: "file"))
  var output: String?

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
    let output = try output.map { path throws(CommandFailure) in try OutputFile(creating: path) } ?? OutputFile()
    try output.write((["sample", "time_s", "family"] + BeatFeatures.names).joined(separator: ",") + "\n")
    let rate = reader.facts.rate
    var pipeline = ECGPipeline(rate: rate, settings: PipelineSettings(describesBeats: true))
    var positions = SourcePositions()
    var events = Collected<PipelineEvent>()
    func tell() throws(CommandFailure) {
      for case .classified(let classified) in events.elements {
        guard let features = classified.features else { continue }
        var line = "\(positions.sample(at: classified.beat.position)),"
        line += fixed(rate.seconds(classified.beat.position), 4) + ",\(classified.family)"
        // The shortest text that reads back as the same number.
        for value in features.values { line += ",\(value)" }
        try output.write(line + "\n")
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
    try output.flush()
  }
}
