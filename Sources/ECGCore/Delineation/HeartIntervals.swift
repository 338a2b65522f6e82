/// What the averaged beat of the newest normal ones measures.
public struct HeartIntervals: Hashable, Sendable {
  /// Normal beats in the mean.
  public var beats: Int
  /// Mean of the intervals before these beats, in seconds.
  public var meanRR: Double
  /// P onset to QRS onset, in milliseconds; refused where no P wave is found.
  public var pr: Reading<Double>
  /// QRS onset to QRS end, in milliseconds.
  public var qrs: Reading<Double>
  /// QRS onset to T end, in milliseconds.
  public var qt: Reading<Double>
  /// R peak of the newest of the beats, on the session's grid.
  public var position: Double
  /// What the amplifier let through.
  public var bandwidth: FrontEndBandwidth

  public init(
    beats: Int, meanRR: Double, pr: Reading<Double>, qrs: Reading<Double>, qt: Reading<Double>, position: Double,
    bandwidth: FrontEndBandwidth = .unstated
  ) {
    self.beats = beats
    self.meanRR = meanRR
    self.pr = pr
    self.qrs = qrs
    self.qt = qt
    self.position = position
    self.bandwidth = bandwidth
  }

  /// QT at the mean interval brought to 60 beats per minute, in milliseconds; `cannotTell` outside the formula's rates.
  public func qtc(_ correction: QTCorrection) -> Reading<Double> {
    switch qt {
    case .value(let qt): correction.corrected(qt: qt, meanRR: meanRR)
    case .refused(let why): .refused(why)
    }
  }
}
