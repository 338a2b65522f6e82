import ECGCore
import Recordings

/// What `convert` makes of a recording by way of the analysis: intervals between its beats, and FHIR.
extension ConvertCommand {
  var holdsIntervals: Bool {
    from == .intervals || (from == nil && options.reading == ReadingOptions() && IntervalRecording.isOne(input))
  }

  func convertIntervals() throws -> ConversionSummary {
    let part = try ConvertedPart(start: start, end: end)
    let recording: IntervalRecording
    if holdsIntervals {
      let whole = try attempt { () throws(RecordingError) in try IntervalRecording.read(input) }
      let wanted = try part.recordingPart(of: input, startTimeOfDay: whole.startTimeOfDay)
      recording = wanted.map { whole.cut(to: $0) } ?? whole
    } else {
      let reader = try opened()
      let wanted = try part.recordingPart(of: input, startTimeOfDay: reader.facts.startTimeOfDay)
      var progress = ProgressLine()
      recording = try IntervalRecording.found(in: reader, part: wanted) { share, signal in
        progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
      }
      progress.clear()
    }
    guard !recording.intervals.isEmpty else {
      throw CommandFailure(
        .badRecording, "\(input): no two beats follow each other there. Choose another part, or another recording.")
    }
    try attempt { () throws(RecordingError) in
      let writer = try IntervalTextWriter(path: output, form: times ? .timeAndInterval : .interval, isForced: force)
      for interval in recording.intervals { try writer.append(interval) }
      try writer.close()
    }
    return ConversionSummary(recording, input: input, files: [output], format: format)
  }

  func convertReport() throws -> ConversionSummary {
    let part = try ConvertedPart(start: start, end: end)
    let settings = try athlete.settings()
    let analysis: RecordingAnalysis
    if holdsIntervals {
      analysis = try RecordingAnalysis(intervals: input, settings: settings) { facts throws(CommandFailure) in
        try part.recordingPart(of: facts.path, startTimeOfDay: facts.startTimeOfDay)
      }
    } else {
      let reader = try opened()
      let wanted = try part.recordingPart(of: input, startTimeOfDay: reader.facts.startTimeOfDay)
      var progress = ProgressLine()
      analysis = try RecordingAnalysis(reader, part: wanted, settings: settings) { outputs throws(CommandFailure) in
        outputs.keepsStrips = true
        outputs.keepsCleanest = true
      } progress: { share, signal in
        progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
      }
      progress.clear()
    }
    if let failure = analysis.failure { throw failure }
    let account = analysis.account
    let bundle = FHIRReport(account: account, report: account.figures?.hrvReport).bundle
    let bytes = try JSONText.document(bundle)
    try attempt { () throws(RecordingError) in try AtomicFile.write(bytes, to: output, isForced: force) }
    return ConversionSummary(account, input: input, files: [output], format: format)
  }

  private func opened() throws(CommandFailure) -> any RecordingReader {
    let (input, from, reading) = (input, from, options.reading)
    return try attempt { () throws(RecordingError) in try Recording.open(input, format: from, options: reading) }
  }

  private func attempt<Result>(
    _ work: () throws(RecordingError) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(RecordingError) {
      return try work()
    } catch {
      throw CommandFailure(error)
    }
  }
}
