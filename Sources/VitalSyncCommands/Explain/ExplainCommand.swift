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

      The beat nearest to the time is told: its probabilities, what it would have been had its timing, its shape, its family
      or its waves been as usual, and the features that differ most from the wearer's usual beats.
      """)

  @Argument(help: "The recording.")
  var recording: String

  @Option(help: ArgumentHelp("The time: 90s, 12:31, or @14:05, the time of day.", valueName: "time"))
  var at: RecordingTime

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
    do {
      let reader = try Recording.open(recording, options: options.reading)
      let seconds = try seconds(reader.facts)
      var story = BeatStory(rate: reader.facts.rate, seconds: seconds)
      try story.read(reader, model: model)
      guard let told = story.told else {
        throw CommandFailure(
          .noInput, "\(recording): no beat was found near \(clock(seconds)). Choose a time at which there is one.")
      }
      let repertoire: Repertoire = ascii ? .ascii : Repertoire(environment: environmentVariable)
      let output = OutputFile()
      let text = BeatExplanation(
        told, usual: story.usual, strip: story.strip, model: model, rate: reader.facts.rate,
        columns: ReportWidth.columns(), repertoire: repertoire)
      try output.write(text.lines.joined(separator: "\n") + "\n")
      try output.flush()
    } catch let error as RecordingError {
      throw CommandFailure(error)
    }
  }

  private func seconds(_ facts: RecordingFacts) throws -> Double {
    switch at {
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
