import Recordings

/// `--start` and `--end`: which part of a recording is converted.
final class ConvertedPart {
  private let start: RecordingTime?
  private let end: RecordingTime?
  /// Why the part makes no sense, once that is known.
  private(set) var failure: CommandFailure?

  init(start: RecordingTime?, end: RecordingTime?) throws(CommandFailure) {
    self.start = start
    self.end = end
    if case .sinceStart(let from)? = start, case .sinceStart(let to)? = end, from >= to { throw Self.empty(from, to) }
    if case .sinceStart(0)? = end { throw Self.empty(0, 0) }
  }

  private static func empty(_ from: Double, _ to: Double) -> CommandFailure {
    CommandFailure(
      .usage, "--start \(clock(from)) does not lie before --end \(clock(to)). Say an earlier --start or a later --end.")
  }

  /// `nil` for all of the recording.
  func seconds(of facts: SignalFacts) throws(RecordingError) -> Range<Double>? {
    try seconds(of: facts.path, startTimeOfDay: facts.start?.secondsOfDay)
  }

  /// The same, for what goes through the analysis.
  func recordingPart(of path: String, startTimeOfDay: Double?) throws(CommandFailure) -> RecordingPart? {
    do throws(RecordingError) {
      return try seconds(of: path, startTimeOfDay: startTimeOfDay).map {
        RecordingPart(fromSeconds: $0.lowerBound, toSeconds: end == nil ? nil : $0.upperBound)
      }
    } catch {
      throw failure ?? CommandFailure(error)
    }
  }

  private func seconds(of path: String, startTimeOfDay: Double?) throws(RecordingError) -> Range<Double>? {
    guard start != nil || end != nil else { return nil }
    let facts = (path: path, start: startTimeOfDay)
    let from = try start.map { (time) throws(RecordingError) in try seconds(time, "--start", facts, after: 0) } ?? 0
    let to = try end.map { (time) throws(RecordingError) in try seconds(time, "--end", facts, after: from) } ?? 1e12
    guard from < to else {
      failure = Self.empty(from, to)
      throw unplaced(path)
    }
    return from..<to
  }

  /// A time of day is the first such since the recording's start, or since `--start`.
  private func seconds(
    _ time: RecordingTime, _ option: String, _ facts: (path: String, start: Double?), after: Double
  ) throws(RecordingError) -> Double {
    switch time {
    case .sinceStart(let seconds): return seconds
    case .timeOfDay(let wanted):
      guard let start = facts.start else {
        failure = CommandFailure(
          .usage,
          "\(facts.path): does not say at what time of day it began, so \(option) @… has no place in it. Count from its start instead: \(option) 12:31"
        )
        throw unplaced(facts.path)
      }
      var seconds = wanted - start
      while seconds < after { seconds += RecordingTime.day }
      return seconds
    }
  }

  /// Stands for `failure` on the way out.
  private func unplaced(_ path: String) -> RecordingError {
    RecordingError(.noSignal, place: path, what: "no such part", remedy: "Choose another.")
  }
}
