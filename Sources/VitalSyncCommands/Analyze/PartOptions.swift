import ArgumentParser
import ECGCore
import Recordings

/// `--from` and `--to`: which part of a recording is analysed, as if it were all of it.
struct PartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Analyse from here on: 90s, 1h5m, 12:31 since the start, or @14:05, the time of day.", valueName: "time"))
  var from: RecordingTime?

  @Option(help: ArgumentHelp("Analyse up to here, said likewise.", valueName: "time"))
  var to: RecordingTime?

  init() {}

  func validate() throws {
    if case .sinceStart(let from)? = from, case .sinceStart(let to)? = to, from >= to {
      throw ValidationError("--from \(clock(from)) does not lie before --to \(clock(to)).")
    }
    if case .sinceStart(0)? = to { throw ValidationError("--to 0 leaves nothing to analyse.") }
  }

  /// `nil` where all of the recording is meant.
  func part(of facts: RecordingFacts) throws(CommandFailure) -> RecordingPart? {
    try part(path: facts.path, startTimeOfDay: facts.startTimeOfDay)
  }

  func part(path: String, startTimeOfDay: Double?) throws(CommandFailure) -> RecordingPart? {
    let facts = (path: path, startTimeOfDay: startTimeOfDay)
    guard from != nil || to != nil else { return nil }
    let begin = try from.map { time throws(CommandFailure) in try seconds(time, "--from", facts, after: nil) } ?? 0
    let end = try to.map { time throws(CommandFailure) in try seconds(time, "--to", facts, after: begin) }
    if let end, end <= begin {
      throw CommandFailure(
        .usage, "--from \(clock(begin)) does not lie before --to \(clock(end)). Say an earlier --from or a later --to.")
    }
    return RecordingPart(fromSeconds: begin, toSeconds: end)
  }

  /// A time of day is the first such since the recording's start, or since `--from`.
  private func seconds(
    _ time: RecordingTime, _ option: String, _ facts: (path: String, startTimeOfDay: Double?), after: Double?
  ) throws(CommandFailure) -> Double {
    switch time {
    case .sinceStart(let seconds): return seconds
    case .timeOfDay(let wanted):
      guard let start = facts.startTimeOfDay else {
        throw CommandFailure(
          .usage,
          "\(facts.path): does not say at what time of day it began, so \(option) @… has no place in it. Count from its start instead: \(option) 12:31"
        )
      }
      var seconds = wanted - start
      while seconds < (after ?? 0) { seconds += RecordingTime.day }
      return seconds
    }
  }
}
