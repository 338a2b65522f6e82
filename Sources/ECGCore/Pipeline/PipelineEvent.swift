/// What the chain says while it runs, in the order in which it is decided.
public enum PipelineEvent: Sendable {
  /// Conditioned signal for the eye: the same grid as the input, delay compensated.
  case conditioned(SampleBlock)
  case beat(Beat)
  /// A beat told before, with its class: one beat later, since what follows is part of what decides.
  case classified(ClassifiedBeat)
  case interval(RRInterval)
  case quality(QualitySecond)
  /// The figures as they stood at the end of the second just judged.
  case figures(SecondFigures)
  /// A finding began, went on with new figures, or ended (`isActive == false`). The pair (kind, onset) names it.
  case finding(Finding)
  /// A beat's waves, some 1 to 2 s after the beat itself.
  case delineation(BeatDelineation)
  /// What the averaged beat of the newest normal ones measures, every few beats.
  case intervals(HeartIntervals)
  /// A rhythm began or ended (`isActive == false`). The pair (name, onset) names it.
  case rhythm(RhythmEpisode)
  /// Ectopic beats, told with the first beat after them.
  case ectopy(EctopicGroup)
  /// A minute, or what there was of it before a long gap or the end, judged as a whole.
  case strip(RhythmStrip)
}
