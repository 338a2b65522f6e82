/// What the limits depend on. Everything may be left unsaid; the limits in force are then the general ones.
public struct AthleteProfile: Hashable, Sendable {
  public var ageYears: Double?
  /// Highest heart rate ever measured, in beats per minute.
  public var maximumHeartRate: Double?
  /// Trained: slow resting rates are then normal (International Criteria 2017).
  public var isAthlete: Bool
  public var activity: Activity
  /// Heart rate at rest in the morning, in beats per minute.
  public var restingHeartRate: Double?
  public var sex: HeartRateLimits.Sex?

  public init(
    ageYears: Double? = nil, maximumHeartRate: Double? = nil, isAthlete: Bool = true, activity: Activity = .unknown,
    restingHeartRate: Double? = nil, sex: HeartRateLimits.Sex? = nil
  ) {
    self.ageYears = ageYears
    self.maximumHeartRate = maximumHeartRate
    self.isAthlete = isAthlete
    self.activity = activity
    self.restingHeartRate = restingHeartRate
    self.sex = sex
  }

  /// What zones and training impulses rest on.
  public var heartRateLimits: HeartRateLimits {
    var limits = HeartRateLimits(maximum: maximumHeartRate, resting: restingHeartRate, sex: sex, ageYears: ageYears)
    limits.isAtRest = activity == .rest
    return limits
  }

  /// What the person is doing. One ECG lead cannot tell effort from illness; the person can.
  public enum Activity: String, Hashable, Sendable, CaseIterable {
    case unknown
    case rest
    case effort
  }
}
