import ECGCore
import Recordings

extension ConvertCommand {
  /// `convert IN OUT.qrs`: the beats that the chain finds, with the classes that it gives them, as `analyze --beats` writes them.
  func convertBeats() throws -> ConversionSummary {
    let reader = try Recording.opened(input, options.reading)
    var progress = ProgressLine()
    let analysis = try RecordingAnalysis(reader, part: nil, settings: PipelineSettings()) {
      outputs throws(CommandFailure) in
      outputs.beats = force ? .annotations(path: output, isForced: true, nil) : try BeatsFile.opened(output)
    } progress: { share, signal in
      progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
    }
    progress.clear()
    if let failure = analysis.failure { throw failure }
    return ConversionSummary(beatsOf: analysis.account, output: output)
  }
}
