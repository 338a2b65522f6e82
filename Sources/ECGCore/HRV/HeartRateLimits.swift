import Glibc

/// The ends of a person's heart rate, on which zones and training impulses rest.
public struct HeartRateLimits: Hashable, Sendable {
  /// Beats per minute; measured, or foretold from age.
  public var maximum: Double?
  public var resting: Double?
  public var sex: Sex?
  /// `maximum` was foretold, and may be off by 10 bpm.
  public var isForetold: Bool
  /// The person says that nothing is being done: no rate is effort.
  public var isAtRest = false

  public enum Sex: String, Hashable, Sendable, CaseIterable {
    case female
    case male
  }

  /// Without a measured maximum, 208 − 0.7·age (H. Tanaka et al., J. Am. Coll. Cardiol. 37 (2001) 153).
  public init(maximum: Double? = nil, resting: Double? = nil, sex: Sex? = nil, ageYears: Double? = nil) {
    self.maximum = maximum ?? ageYears.map { 208 - 0.7 * $0 }
    self.resting = resting
    self.sex = sex
    isForetold = maximum == nil && ageYears != nil
  }

  /// Zone 1 … 5 by tenths of the maximum from 50 % on (S. Edwards, The Heart Rate Monitor Book, 1993), 0 below; `nil` without a
  /// maximum.
  public func zone(of beatsPerMinute: Double) -> Int? {
    guard let maximum, maximum > 0 else { return nil }
    return max(0, min(5, Int((10 * beatsPerMinute / maximum).rounded(.down)) - 4))
  }

  /// Where zone 1 … 5 begins, beats per minute.
  public func begin(ofZone zone: Int) -> Double? { maximum.map { Double(4 + zone) / 10 * $0 } }

  /// Share of the heart-rate reserve, 0 … 1; `nil` where an end is not known or they lie the wrong way round.
  public func reserve(of beatsPerMinute: Double) -> Double? {
    guard let maximum, let resting, maximum > resting else { return nil }
    return max(0, min(1, (beatsPerMinute - resting) / (maximum - resting)))
  }

  /// Banister's impulse of a minute at a rate: reserve × 0.64·e^(1.92·reserve) for men, 0.86·e^(1.67·reserve) for women (R. H.
  /// Morton et al., J. Appl. Physiol. 69 (1990) 1171).
  public func banister(of beatsPerMinute: Double) -> Double? {
    guard let reserve = reserve(of: beatsPerMinute), let sex else { return nil }
    switch sex {
    case .male: return reserve * 0.64 * exp(1.92 * reserve)
    case .female: return reserve * 0.86 * exp(1.67 * reserve)
    }
  }
}
