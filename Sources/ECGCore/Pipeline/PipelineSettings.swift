/// What a user may tell the chain beforehand.
public struct PipelineSettings: Sendable {
  public var profile: AthleteProfile
  /// What the amplifier passes, for the labels of what is measured on waves.
  public var bandwidth: FrontEndBandwidth
  /// Whether each `.classified` beat, and each `.strip`, brings the features that its class was decided by; costs an allocation
  /// a beat.
  public var describesBeats: Bool
  /// What names the beats, in place of the model that the library carries.
  public var model: BeatClassModel?

  public init(
    profile: AthleteProfile = AthleteProfile(), bandwidth: FrontEndBandwidth = .unstated,
    describesBeats: Bool = false, model: BeatClassModel? = nil
  ) {
    self.profile = profile
    self.bandwidth = bandwidth
    self.describesBeats = describesBeats
    self.model = model
  }
}
