import ECGCore
import Recordings

extension ConvertCommand {
  /// `convert IN OUT.qrs`: the beats that the chain finds, with the classes that it gives them, as `analyze --beats` writes them.
  func convertBeats() throws {
    let reader = try Recording.opened(input, options.reading)
    var progress = ProgressLine()
    let analysis = try RecordingAnalysis(reader, part: nil, settings: PipelineSettings()) {
      outputs throws(CommandFailure) in
      outputs.beats = force ? .annotations(path: output, isForced: true, nil) : try BeatsFile.opened(output)
    } progress: { share, signal in
      progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
    }
    progress.clear()
    let summary = ConversionSummary(beatsOf: analysis.account, output: output)
    let standardOutput = OutputFile()
    try standardOutput.write(json ? JSONText.document(summary.json) : Array(summary.text.utf8))
    try standardOutput.flush()
    if let failure = analysis.failure { throw failure }
  }
}
