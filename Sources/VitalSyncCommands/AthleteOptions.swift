public import ArgumentParser
public import ECGCore

/// What a person may say of themselves; the limits in force follow from it and are shown.
struct AthleteOptions: ParsableArguments {
  @Option(help: "Age in years: sets the highest rate to be expected.")
  var age: Double?

  @Option(help: ArgumentHelp("Highest heart rate ever measured.", valueName: "bpm"))
  var maxHr: Double?

  @Flag(help: "Hold against the limits of people who do not train.")
  var notAthlete = false

  @Option(help: "What is being done: rest or effort.")
  var activity: AthleteProfile.Activity = .unknown

  init() {}

  func validate() throws {
    if let age, !(1...120).contains(age) { throw ValidationError("--age must lie in 1 … 120.") }
    if let maxHr, !(60...260).contains(maxHr) { throw ValidationError("--max-hr must lie in 60 … 260.") }
  }

  var settings: PipelineSettings {
    PipelineSettings(
      profile: AthleteProfile(
        ageYears: age, maximumHeartRate: maxHr, isAthlete: !notAthlete, activity: activity))
  }
}

extension AthleteProfile.Activity: ExpressibleByArgument {}
