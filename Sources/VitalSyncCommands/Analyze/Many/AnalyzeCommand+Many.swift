import ArgumentParser
import ECGCore
import Recordings

/// `analyze … --out FOLDER`.
extension AnalyzeCommand {
  private struct StampedRecording: Sendable {
    var recording: ListedRecording
    var stamp: InputStamp
  }

  /// What becomes of one recording of many.
  private struct Done: Sendable {
    var row: SummaryRow
    var isUpToDate = false
    /// The recording ended early; its report speaks of what came before.
    var failure: CommandFailure?
  }

  func analyzeMany(into out: String, settings: PipelineSettings) throws {
    let listed = try RecordingList(recordings, out: out).recordings
    let folder = try ResultsFolder(out)
    let described = RunDescription(options: options, part: partOptions, settings: settings).text
    let stamped = listed.map { StampedRecording(recording: $0, stamp: InputStamp(of: $0.path)) }
    let work = ParallelWork<StampedRecording, Done>(
      stamped, unit: "recordings", weight: { Double($0.stamp.bytes) },
      // Where reports cannot be written the rest would be done for nothing.
      stops: { [.cannotCreate, .writeFailed].contains($0.status) })
    let (part, reading, again) = (partOptions, options.reading, many.again)
    let (isUnsaid, isForced) = (options.reading == ReadingOptions(), intervals)
    let results = work.run(jobs: many.jobs ?? Processors.count) { item, advance throws(CommandFailure) in
      var row = SummaryRow(item.recording, stamp: item.stamp, options: described)
      let name = ResultsFolder.fileName(of: item.recording)
      if !again, let known = folder.known[name], known.isUpToDate(with: row) {
        return Done(row: known, isUpToDate: true)
      }
      let analysis: RecordingAnalysis
      if isForced || (isUnsaid && IntervalRecording.isOne(item.recording.path)) {
        analysis = try RecordingAnalysis(intervals: item.recording.path, part: part, settings: settings)
      } else {
        let reader = try Recording.opened(item.recording.path, reading)
        analysis = try RecordingAnalysis(reader, part: part.part(of: reader.facts), settings: settings) { share, _ in
          advance(share)
        }
      }
      let report = analysis.account.figures?.hrvReport
      try folder.write(JSONText.document(ReportJSON(analysis.account, hrv: report)), named: name)
      row.take(analysis.account, report: report)
      row.result = name
      row.error = analysis.failure?.message
      try folder.log(row)
      return Done(row: row, failure: analysis.failure)
    }
    try conclude(stamped, results, described, in: folder)
  }

  private func conclude(
    _ stamped: [StampedRecording], _ results: [(item: StampedRecording, outcome: Result<Done, CommandFailure>)],
    _ described: String, in folder: ResultsFolder
  ) throws {
    var rows: [SummaryRow] = []
    var failures: [CommandFailure] = []
    var upToDate = 0
    for result in results {
      switch result.outcome {
      case .success(let done):
        rows.append(done.row)
        if done.isUpToDate { upToDate += 1 }
        if let failure = done.failure { failures.append(failure) }
      case .failure(let failure):
        var row = SummaryRow(result.item.recording, stamp: result.item.stamp, options: described)
        row.error = failure.message
        rows.append(row)
        failures.append(failure)
      }
    }
    try folder.conclude(rows)
    let output = OutputFile()
    try output.write(
      "\(stamped.count) \(stamped.count == 1 ? "recording" : "recordings"): \(results.count - upToDate - failures.count) analysed, \(upToDate) up to date, \(failures.count) failed"
        + (results.count < stamped.count ? ", \(stamped.count - results.count) not begun\n" : "\n")
        + "\(folder.path)/\(ResultsFolder.table), \(folder.path)/\(ResultsFolder.jsonLines): a row each\n")
    try output.flush()
    for failure in failures { tell("vitalsync: \(failure.message)") }
    if let first = failures.first { throw ExitCode(first.status.rawValue) }
    if let failOn, rows.contains(where: { $0.hasFinding(from: failOn) }) {
      throw ExitCode(ExitStatus.findings.rawValue)
    }
  }
}

extension SummaryRow {
  /// Whether there is a finding at least so grave.
  fileprivate func hasFinding(from severity: Severity) -> Bool {
    let counts: [(Severity, Int?)] = [(.note, notes), (.warning, warnings), (.alarm, alarms)]
    return counts.contains { $0.0 >= severity && ($0.1 ?? 0) > 0 }
  }
}
