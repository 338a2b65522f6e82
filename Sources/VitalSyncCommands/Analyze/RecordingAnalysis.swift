import BoardLink
import ECGCore
import Recordings

/// A recording, read through the chain from its first sample to its last.
struct RecordingAnalysis {
  let account: SessionAccount
  /// What ended the recording before its end: what was read until then is worth its report all the same.
  let failure: CommandFailure?

  /// - Parameters:
  ///   - outputs: prepares what is written or kept on the way.
  ///   - progress: hears the share read, 0 … 1, and the seconds of signal so far.
  init(
    _ reader: any RecordingReader, part: RecordingPart?, settings: PipelineSettings,
    outputs prepare: (inout SessionOutputs) throws(CommandFailure) -> Void = { _ in },
    progress: (_ share: Double, _ seconds: Double) -> Void
  ) throws(CommandFailure) {
    let path = reader.facts.path
    var source = ReplaySource(
      reader: part.map { PartReader(reader, $0) } ?? reader, speed: .unlimited,
      begin: part?.samples(at: reader.facts.rate).lowerBound ?? 0)
    var outputs = SessionOutputs(link: source.status)
    try prepare(&outputs)
    var session = MonitorSession(outputs: outputs, settings: settings)
    while !source.isFinished {
      try source.service(now: 0, poller: Poller(), into: &session)
      progress(source.readShare, session.seconds)
    }
    // Before any output is brought to its end, and stands there as if nothing had been found.
    if let part, source.status.counts.samples == 0, source.failure == nil { throw part.isEmpty(in: path) }
    session.finish()
    if let failure = session.outputs.failure { throw failure }
    account = SessionAccount(session, link: source.status, part: part)
    failure = source.failure
  }

  /// A file of intervals, which has no signal to go through the chain.
  init(intervals path: String, part: PartOptions, settings: PipelineSettings) throws(CommandFailure) {
    try self.init(intervals: path, settings: settings) { recording throws(CommandFailure) in
      try part.part(path: recording.path, startTimeOfDay: recording.startTimeOfDay)
    }
  }

  /// `choose`: which part of it, now that it is read.
  init(
    intervals path: String, settings: PipelineSettings,
    part choose: (IntervalRecording) throws(CommandFailure) -> RecordingPart?
  ) throws(CommandFailure) {
    let recording: IntervalRecording
    do throws(RecordingError) {
      recording = try IntervalRecording.read(path)
    } catch {
      throw CommandFailure(error)
    }
    var status = LinkStatus(phase: .ended, port: path)
    status.wire = recording.format
    var session = MonitorSession(outputs: SessionOutputs(link: status), settings: settings)
    let wanted = try choose(recording)
    session.take(recording, part: wanted)
    if let wanted, session.seconds == 0 { throw wanted.isEmpty(in: path) }
    account = SessionAccount(session, link: status, part: wanted)
    failure = nil
  }
}
