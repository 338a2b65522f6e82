/// What a user may tell the chain beforehand.
public struct PipelineSettings: Hashable, Sendable {
  public var profile: AthleteProfile
  /// What the amplifier passes, for the labels of what is measured on waves.
  public var bandwidth: FrontEndBandwidth

  public init(profile: AthleteProfile = AthleteProfile(), bandwidth: FrontEndBandwidth = .unstated) {
    self.profile = profile
    self.bandwidth = bandwidth
  }
}
