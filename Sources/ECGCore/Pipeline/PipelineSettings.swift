/// What a user may tell the chain beforehand.
public struct PipelineSettings: Hashable, Sendable {
  public var profile: AthleteProfile

  public init(profile: AthleteProfile = AthleteProfile()) {
    self.profile = profile
  }
}
