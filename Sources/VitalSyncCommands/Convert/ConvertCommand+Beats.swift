import ECGCore
import Recordings

extension ConvertCommand {
  /// `convert IN OUT.qrs`: the beats that the chain finds, with the classes that it gives them, as `analyze --beats` writes them; those of
  /// a part timed from its beginning, so that they lie over the part's signal.
  func convertBeats() throws -> ConversionSummary {
    let part = try ConvertedPart(start: start, end: end)
    let reader = try Recording.opened(input, options.reading)
    let wanted = try part.recordingPart(of: input, startTimeOfDay: reader.facts.startTimeOfDay)
    let begin = wanted?.samples(at: reader.facts.rate).lowerBound ?? 0
    var progress = ProgressLine()
    let analysis = try RecordingAnalysis(reader, part: wanted, settings: PipelineSettings()) {
      outputs throws(CommandFailure) in
      outputs.beats = try BeatsFile.openedAnnotations(output, begin: begin, isForced: force)
    } progress: { share, signal in
      progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
    }
    progress.clear()
    if let failure = analysis.failure { throw failure }
    return ConversionSummary(beatsOf: analysis.account, output: output)
  }
}
