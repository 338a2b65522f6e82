public import ArgumentParser
public import ECGCore
import Journal

/// What a person may say of themselves, in flags or in the file of settings; the limits in force follow from it and are shown.
struct AthleteOptions: ParsableArguments {
  @Option(help: "Age in years: sets the highest rate to be expected.")
  var age: Double?

  @Option(help: ArgumentHelp("Highest heart rate ever measured.", valueName: "bpm"))
  var maxHr: Double?

  @Option(help: ArgumentHelp("Heart rate at rest in the morning: Banister's impulse needs it.", valueName: "bpm"))
  var restHr: Double?

  @Option(help: "female or male: Banister's impulse needs it, and the limit of QTc.")
  var sex: HeartRateLimits.Sex?

  @Flag(help: "The limits of athletes (unless said otherwise), or of people who do not train.")
  var training: Training?

  @Option(help: "What is being done: rest or effort.")
  var activity: AthleteProfile.Activity = .unknown

  /// For a command's help, below its examples.
  static let help = """
    The athlete may be described once, in ~/.config/vitalsync/config.toml ($XDG_CONFIG_HOME is heeded); flags win. Each line
    may be left out:

    \(StatedProfile.example.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
    """

  init() {}

  func validate() throws {
    try Self.check(age, "--age", in: StatedProfile.ages)
    try Self.check(maxHr, "--max-hr", in: StatedProfile.maximumRates)
    try Self.check(restHr, "--rest-hr", in: StatedProfile.restingRates)
  }

  static func check(_ value: Double?, _ name: String, in range: ClosedRange<Double>) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError("\(name) must lie in \(fixed(range.lowerBound, 0)) … \(fixed(range.upperBound, 0)).")
  }

  /// Flags over what the journal says of the athlete, over the file of settings, over nothing said.
  func settings(known: Athlete? = nil, environment: (String) -> String? = environmentVariable) throws(CommandFailure)
    -> PipelineSettings
  {
    let stated = try ProfileFile.read(environment: environment)
    let knownAge = known?.birthYear.map { Double(Moment.now.day.parts.year - $0) }
    return PipelineSettings(
      profile: AthleteProfile(
        ageYears: age ?? knownAge ?? stated.age, maximumHeartRate: maxHr ?? known?.maximumRate ?? stated.maxHr,
        isAthlete: training.map { $0 == .athlete } ?? known?.isTrained ?? stated.isTrained ?? true, activity: activity,
        restingHeartRate: restHr ?? known?.restingRate ?? stated.restHr, sex: sex ?? known?.sex ?? stated.sex))
  }

  enum Training: String, EnumerableFlag {
    case athlete
    case notAthlete
  }
}

extension AthleteProfile.Activity: ExpressibleByArgument {}
extension HeartRateLimits.Sex: ExpressibleByArgument {}
