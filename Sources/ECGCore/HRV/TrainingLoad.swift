/// What a session adds up to in effort: time in zones, and the training impulses.
///
/// Fed with one heart rate a second; seconds without a rate count nowhere and are told. Edwards: minutes in zone 1 … 5
/// weighted by its number (1993). Banister: minutes weighted by the heart-rate reserve (Morton 1990), which needs maximum, resting
/// rate and sex. Units: seconds; impulses in arbitrary units.
public struct TrainingLoad: Hashable, Sendable {
  public let limits: HeartRateLimits
  /// Zone at the last second.
  public private(set) var zone: Reading<Int> = .refused(.settling)
  /// Seconds without a rate.
  public private(set) var unknownSeconds = 0
  private var inZones = SIMD8<Int32>.zero
  private var impulse = 0.0

  public init(limits: HeartRateLimits) {
    self.limits = limits
    if limits.maximum == nil { zone = .refused(.cannotTell) }
  }

  /// Adds a second at a rate in beats per minute.
  public mutating func add(_ rate: Reading<Double>) {
    switch rate {
    case .refused(let refusal):
      unknownSeconds += 1
      zone = .refused(limits.maximum == nil ? .cannotTell : refusal)
    case .value(let beatsPerMinute):
      impulse += (limits.banister(of: beatsPerMinute) ?? 0) / 60
      guard let zone = limits.zone(of: beatsPerMinute) else { return }
      self.zone = .value(zone)
      inZones[zone] += 1
    }
  }

  /// Seconds spent in zone 1 … 5, or 0: below all.
  public func seconds(inZone zone: Int) -> Int { (0...5).contains(zone) ? Int(inZones[zone]) : 0 }

  /// Edwards' impulse; without a maximum it cannot be told.
  public var edwards: Reading<Double> {
    guard limits.maximum != nil else { return .refused(.cannotTell) }
    return .value((1...5).reduce(0) { $0 + Double($1) * Double(seconds(inZone: $1)) / 60 })
  }

  /// Banister's impulse; without maximum, resting rate and sex it cannot be told.
  public var banister: Reading<Double> {
    limits.banister(of: 100) == nil ? .refused(.cannotTell) : .value(impulse)
  }
}
