/// The figures that hold at the end of one judged second: the same however the signal is cut into blocks, which a
/// snapshot, taken when a block happens to end, is not.
public struct SecondFigures: Hashable, Sendable {
  public var quality: QualitySecond
  /// Beats per minute, as in `MonitorSnapshot`.
  public var heartRate: Reading<Double>
  /// Over the last 60 s.
  public var hrvMinute: Reading<TimeDomainHRV>
  /// Over the last 5 min.
  public var hrvFiveMinutes: Reading<TimeDomainHRV>
  /// DFA-α1 over the last 2 min, anew every 5 s.
  public var scaling: Reading<ShortTermScaling>
  /// From the last minute of beats, anew every 5 s.
  public var respiration: Reading<Respiration>
  /// Zones and training impulses since the session began.
  public var training: TrainingLoad
  /// The newest end of effort, once a minute has gone by.
  public var recovery: HeartRateRecovery.Figures?
  /// Measures whose rules could be judged this second, and those that no stage measures.
  public var judged: FindingMeasure.Set = []
  public var absent: FindingMeasure.Set = []
}
