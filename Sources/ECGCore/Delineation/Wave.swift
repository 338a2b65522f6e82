/// One wave of a heartbeat: where it begins, stands highest (or lowest) and ends.
public struct Wave: Hashable, Sendable {
  /// Positions on the session's grid, between samples where the estimate says so; `onset < end`.
  public var onset: Double
  public var peak: Double
  public var end: Double

  public init(onset: Double, peak: Double, end: Double) {
    self.onset = onset
    self.peak = peak
    self.end = end
  }
}

/// One beat with its waves. A wave that is not told is refused: `cannotTell` where none can be made out, `settling` where
/// the signal begins or ends within it, or what the quality judge says of the signal (`poorSignal`, `clipped` …).
public struct BeatDelineation: Hashable, Sendable {
  public var beat: Beat
  public var p: Reading<Wave>
  public var qrs: Reading<Wave>
  public var t: Reading<Wave>
  /// Grid index of the newest sample when this was told.
  public var decidedAt: Int

  public init(beat: Beat, p: Reading<Wave>, qrs: Reading<Wave>, t: Reading<Wave>, decidedAt: Int) {
    self.beat = beat
    self.p = p
    self.qrs = qrs
    self.t = t
    self.decidedAt = decidedAt
  }

  /// P onset to QRS onset, in milliseconds; refused with the wave that is missing.
  public func pr(_ rate: SampleRate) -> Reading<Double> {
    p.joined(with: qrs) { rate.seconds($1.onset - $0.onset) * 1000 }
  }

  /// QRS onset to QRS end, in milliseconds.
  public func qrsDuration(_ rate: SampleRate) -> Reading<Double> {
    qrs.joined(with: qrs) { rate.seconds($1.end - $0.onset) * 1000 }
  }

  /// QRS onset to T end, in milliseconds.
  public func qt(_ rate: SampleRate) -> Reading<Double> {
    qrs.joined(with: t) { rate.seconds($1.end - $0.onset) * 1000 }
  }
}

extension Reading {
  /// A figure of two, or the reason of the first that is missing.
  func joined<Other, Result>(
    with other: Reading<Other>, _ figure: (Value, Other) -> Result
  ) -> Reading<Result> {
    switch (self, other) {
    case (.value(let mine), .value(let others)): .value(figure(mine, others))
    case (.refused(let why), _), (.value, .refused(let why)): .refused(why)
    }
  }
}
