public import ArgumentParser
public import ECGCore

/// What a person may say of themselves; the limits in force follow from it and are shown.
struct AthleteOptions: ParsableArguments {
  @Option(help: "Age in years: sets the highest rate to be expected.")
  var age: Double?

  @Option(help: ArgumentHelp("Highest heart rate ever measured.", valueName: "bpm"))
  var maxHr: Double?

  @Option(help: ArgumentHelp("Heart rate at rest in the morning: Banister's impulse needs it.", valueName: "bpm"))
  var restHr: Double?

  @Option(help: "female or male: Banister's impulse needs it.")
  var sex: HeartRateLimits.Sex?

  @Flag(help: "Hold against the limits of people who do not train.")
  var notAthlete = false

  @Option(help: "What is being done: rest or effort.")
  var activity: AthleteProfile.Activity = .unknown

  init() {}

  func validate() throws {
    if let age, !(1...120).contains(age) { throw ValidationError("--age must lie in 1 … 120.") }
    if let maxHr, !(60...260).contains(maxHr) { throw ValidationError("--max-hr must lie in 60 … 260.") }
    if let restHr, !(20...150).contains(restHr) { throw ValidationError("--rest-hr must lie in 20 … 150.") }
  }

  var settings: PipelineSettings {
    PipelineSettings(
      profile: AthleteProfile(
        ageYears: age, maximumHeartRate: maxHr, isAthlete: !notAthlete, activity: activity,
        restingHeartRate: restHr, sex: sex))
  }
}

extension AthleteProfile.Activity: ExpressibleByArgument {}
extension HeartRateLimits.Sex: ExpressibleByArgument {}
