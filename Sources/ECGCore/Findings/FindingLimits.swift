/// The limits in force, derived from a profile; each with the words a face shows.
public struct FindingLimits: Hashable, Sendable {
  /// A heart rate below this is a finding, in beats per minute.
  public var slowestRate: Double
  /// A heart rate above this is a finding whatever the person does, in beats per minute.
  public var fastestRate: Double
  /// A heart rate above this is a finding at rest, in beats per minute.
  public var fastestRestingRate: Double
  /// Time without a beat that is a finding, in seconds.
  public var longestInterval: Double
  /// Time without a beat that is an alarm, in seconds.
  public var standstill: Double
  /// QTc from which it is long, in milliseconds: 470 for men, 480 for women, and where the sex is not stated.
  public var longestQTc: Double
  /// Whose limit `longestQTc` is.
  public var longestQTcReason: String
  /// QTc from which it is long for anyone, and up to which it is short, in milliseconds.
  public static let (alwaysLongQTc, shortestQTc) = (500.0, 340.0)
  /// QRS and PR from which they are findings, in milliseconds.
  public var widestQRS: Double
  public var longestPR: Double
  /// Fall in the first minute after effort below which it is a finding, in beats per minute.
  public static let leastRecovery = 12.0
  /// Oxygen saturation below which it is a finding, and from which it no longer is, in percent. The second is our own choice.
  public static let (lowestSaturation, restoredSaturation) = (88.0, 90.0)
  /// Somebody said something of the person.
  public var isProfileStated: Bool
  /// Trained: the limits of the International Criteria.
  public var isAthlete: Bool
  /// What the person is doing: decides which of the rate limits apply.
  public var activity: AthleteProfile.Activity
  /// Where `fastestRate` comes from.
  public var fastestRateReason: String
  /// Where `slowestRate` comes from.
  public var slowestRateReason: String

  public init(_ profile: AthleteProfile) {
    activity = profile.activity
    fastestRestingRate = 100
    longestInterval = 3
    standstill = 6
    isAthlete = profile.isAthlete
    isProfileStated = profile != AthleteProfile(activity: profile.activity)
    widestQRS = profile.isAthlete ? 140 : 120
    longestPR = profile.isAthlete ? 400 : 200
    longestQTc = profile.sex == .male ? 470 : 480
    longestQTcReason = profile.sex.map { $0 == .male ? "men" : "women" } ?? "sex not stated: the limit for women"
    if profile.isAthlete {
      slowestRate = 30
      slowestRateReason = "International Criteria for ECG interpretation in athletes (2017)"
    } else {
      slowestRate = 50
      slowestRateReason = "ACC/AHA/HRS bradycardia guideline (2018)"
    }
    if let stated = profile.maximumHeartRate {
      fastestRate = stated
      fastestRateReason = "the stated maximum"
    } else if let age = profile.ageYears {
      // Tanaka, Monahan, Seals, J. Am. Coll. Cardiol. 37 (2001) 153: 208 − 0.7 × age, its scatter about 10 bpm (SD).
      fastestRate = 208 - 0.7 * age + 2 * 10
      fastestRateReason = "208 − 0.7 × age (Tanaka 2001) and twice its scatter of 10 bpm"
    } else {
      fastestRate = 220
      fastestRateReason = "no age or maximum stated: above what a young adult's heart reaches"
    }
  }

  /// One line a limit, for a screen or a report.
  public var lines: [String] {
    var lines = isProfileStated ? [] : ["no profile stated: the limits of a trained adult of unknown age and sex"]
    lines.append(
      "slow below \(decimal(slowestRate, 0)) bpm (\(slowestRateReason))")
    if activity != .effort {
      let rest = activity == .rest ? "at rest" : "noted, as it may be effort"
      lines.append("fast above \(decimal(fastestRestingRate, 0)) bpm (\(rest))")
    }
    lines.append("too fast above \(decimal(fastestRate, 0)) bpm (\(fastestRateReason))")
    lines.append("pause from \(decimal(longestInterval, 0)) s without a beat")
    lines.append("QTc from \(decimal(longestQTc, 0)) ms (\(longestQTcReason)), to \(decimal(Self.shortestQTc, 0)) ms")
    lines.append("QRS from \(decimal(widestQRS, 0)) ms, PR from \(decimal(longestPR, 0)) ms")
    if activity != .rest {
      lines.append("recovery below \(decimal(Self.leastRecovery, 0)) bpm in the first minute after effort")
    }
    return lines
  }
}
