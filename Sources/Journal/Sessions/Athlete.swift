package import ECGCore

/// A person whose sessions stand in the journal; everything but the name may be left unsaid.
package struct Athlete: Hashable, Sendable {
  package var id: Int
  package var name: String
  package var birthYear: Int?
  package var sex: HeartRateLimits.Sex?
  package var restingRate: Double?
  package var maximumRate: Double?
  package var isTrained: Bool?
  /// Whose a session is where nobody is named.
  package var isCurrent: Bool

  /// The one that is there before anybody is added.
  package static let unnamed = "me"
  /// Characters of a name.
  static let longestName = 60

  package init(
    id: Int = 0, name: String, birthYear: Int? = nil, sex: HeartRateLimits.Sex? = nil, restingRate: Double? = nil,
    maximumRate: Double? = nil, isTrained: Bool? = nil, isCurrent: Bool = false
  ) {
    self.id = id
    self.name = name
    self.birthYear = birthYear
    self.sex = sex
    self.restingRate = restingRate
    self.maximumRate = maximumRate
    self.isTrained = isTrained
    self.isCurrent = isCurrent
  }
}
