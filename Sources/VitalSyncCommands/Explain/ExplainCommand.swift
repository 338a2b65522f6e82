import ArgumentParser
import ECGCore
import Recordings
import TerminalUI

/// `vitalsync explain`: why one beat was named what it was.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a beat was named what it was, with its strip.",
    discussion: """
      vitalsync explain run.csv --at 12:31
      vitalsync explain mitdb/119 --at 90.5s --lead MLII
      vitalsync explain run.vsr --at @14:05:30 --json | jq .features

      The beat nearest to the time is told: its probabilities, its strip with the letters of the beats, the features that decided
      against the wearer's normal beats, what it would have been with a whole group of them as usual, and how unlike the usual
      beat it is, laid over the normal beat that it is most like.
      A time in whole seconds is that second, as reports write it: its beat that was not called normal, else the one nearest to its
      middle. With a point it is exact: run `vitalsync analyze run.csv --beats beats.csv` for the times of all beats.
      """)

  @Argument(help: "The recording.")
  var recording: String

  @Option(
    help: ArgumentHelp(
      "The time: 90, 751.4, 12:31, 1:04:09 since the start, or @14:05:30, the time of day.", valueName: "time"))
  var at: BeatTime

  @Flag(help: "JSON on standard output, in place of words and drawings.")
  var json = false

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @OptionGroup(title: "Classifier")
  var classifier: ClassifierOptions

  @OptionGroup(title: "Recording options")
  var options: RecordingOptions

  func run() throws {
    guard let model = try classifier.loaded() ?? .trained else {
      throw CommandFailure(.failure, "The program's own model cannot be read. This is a defect: please report it.")
    }
    let reader = try Recording.opened(recording, options.reading)
    let facts = reader.facts
    let seconds = try seconds(facts)
    var story = BeatStory(rate: facts.rate, time: at, seconds: seconds)
    var progress = ProgressLine()
    do throws(RecordingError) {
      try story.read(reader, model: model) { share, signal in
        progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
      }
    } catch {
      progress.clear()
      throw CommandFailure(error)
    }
    progress.clear()
    guard let told = story.told else { throw nothing(story, at: seconds) }
    let repertoire: Repertoire = ascii ? .ascii : Repertoire(environment: environmentVariable)
    let explanation = BeatExplanation(
      story, told: told, model: model, columns: ReportWidth.columns(), repertoire: repertoire)
    let output = OutputFile()
    if json {
      try output.write(
        JSONText.document(ExplanationJSON(explanation, path: facts.path, lead: facts.lead, asked: seconds)))
    } else {
      let text = explanation.lines.joined(separator: "\n") + "\n"
      try output.write(repertoire == .ascii ? ASCIIText.of(text) : text)
    }
    try output.flush()
  }

  /// Why no beat is told, and what to ask for instead.
  private func nothing(_ story: BeatStory, at seconds: Double) -> CommandFailure {
    if seconds > story.endSeconds {
      return CommandFailure(
        .usage,
        "\(recording): ends at \(clock(story.endSeconds)), so there is nothing at \(clock(seconds)). Choose a time before its end; a time of day is written @14:05:30."
      )
    }
    let why = story.quality.flatMap(\.refusal).map { " (\($0.words))" } ?? ""
    let words = "\(recording): no beat was found within \(fixed(BeatStory.farthest, 0)) s of \(clock(seconds))\(why)."
    let near = [story.neighbours.before, story.neighbours.after].compactMap(\.self)
    guard !near.isEmpty else {
      return CommandFailure(.usage, "\(words) None is near: `vitalsync analyze` says where the signal can be read.")
    }
    let times = near.map { "--at \(fixed($0, 1))" }.joined(separator: " or ")
    return CommandFailure(.usage, "\(words) The nearest: \(times)")
  }

  private func seconds(_ facts: RecordingFacts) throws(CommandFailure) -> Double {
    switch at.time {
    case .sinceStart(let seconds): return seconds
    case .timeOfDay(let wanted):
      guard let start = facts.startTimeOfDay else {
        throw CommandFailure(
          .usage, "\(facts.path): does not say at what time of day it began. Count from its start: --at 12:31")
      }
      return wanted >= start ? wanted - start : wanted - start + RecordingTime.day
    }
  }
}
