import ECGCore
import Recordings

extension IntervalRecording {
  /// The intervals between the beats that the chain finds in a signal. Left out, and holes, are those within which the signal was
  /// not fit to be judged, and those that no heart has; early and late beats stay: who reads them corrects in their own way.
  static func found(
    in opened: any RecordingReader, part: RecordingPart?, progress: (_ share: Double, _ seconds: Double) -> Void
  ) throws(CommandFailure) -> IntervalRecording {
    var reader = part.map { PartReader(opened, $0) } ?? opened
    let facts = reader.facts
    let begin = part?.fromSeconds ?? 0
    var recording = IntervalRecording(path: facts.path, format: facts.format, unitsReason: "", intervals: [])
    var pipeline = ECGPipeline(rate: facts.rate, settings: PipelineSettings())
    var events = Collected<PipelineEvent>()
    var former: Double?
    var leftOut = 0
    func take() {
      for case .interval(let interval) in events.elements {
        guard interval.verdict == .normal || interval.verdict == .irregular else {
          leftOut += 1
          continue
        }
        recording.intervals.append(
          Interval(
            end: facts.rate.seconds(interval.to) - begin, seconds: interval.seconds,
            followsHole: former.map { $0 != interval.from } ?? false))
        former = interval.to
      }
      events.removeAll()
    }
    do throws(RecordingError) {
      while let sourced = try reader.next() {
        pipeline.process(sourced.block, into: &events)
        take()
        progress(reader.readShare, facts.rate.seconds(Double(sourced.block.end)))
      }
    } catch {
      throw CommandFailure(error)
    }
    pipeline.finish(into: &events)
    take()
    recording.remarks = reader.facts.remarks
    if leftOut > 0 {
      recording.remarks.append(
        "\(leftOut) interval\(leftOut == 1 ? "" : "s") left out where the signal was not fit to be judged: a hole stands there"
      )
    }
    return recording
  }

  /// Those that lie wholly in a part, timed from its beginning.
  func cut(to part: RecordingPart) -> IntervalRecording {
    var cut = self
    cut.intervals = intervals.compactMap { interval in
      guard interval.end - interval.seconds >= part.fromSeconds, interval.end <= part.toSeconds ?? .infinity else {
        return nil
      }
      var moved = interval
      moved.end -= part.fromSeconds
      return moved
    }
    if !cut.intervals.isEmpty { cut.intervals[0].followsHole = false }
    return cut
  }
}
