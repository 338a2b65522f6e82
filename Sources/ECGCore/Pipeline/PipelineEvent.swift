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
}
