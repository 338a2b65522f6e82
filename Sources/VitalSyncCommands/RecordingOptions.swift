import ArgumentParser
import ECGCore
import Recordings

/// What a user may say about a recording that its file does not.
struct RecordingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Samples per second, where the file does not tell.", valueName: "hz"))
  var rate: Double?

  @Option(help: ArgumentHelp("The ECG's column in a CSV: its name or 1-based number.", valueName: "name|n"))
  var column: String?

  @Option(help: "What the values are: mV, uV, V or counts.")
  var units: ReadingOptions.Units?

  @Option(help: ArgumentHelp("The lead of a multi-lead recording: its name or 1-based number.", valueName: "name|n"))
  var lead: String?

  init() {}

  func validate() throws {
    let accepted = SampleRate.accepted
    if let rate, SampleRate(hertz: rate) == nil {
      throw ValidationError(
        "--rate \(rate) is no rate of an ECG: say \(fixed(accepted.lowerBound, 0)) to \(fixed(accepted.upperBound, 0))."
      )
    }
  }

  var reading: ReadingOptions {
    ReadingOptions(rateHertz: rate, column: column, units: units, lead: lead)
  }
}

extension ReadingOptions.Units: ExpressibleByArgument {}
