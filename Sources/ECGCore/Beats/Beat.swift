/// One QRS complex.
public struct Beat: Hashable, Sendable {
  /// The R peak (the largest deflection of the complex) on the session's grid, between samples where the fit says so.
  public var position: Double
  /// Height of that deflection over the local baseline, in millivolts, signed.
  public var amplitude: Float
  /// Grid index of the sample on whose arrival the beat was decided: `decidedAt − position` is the decision delay.
  public var decidedAt: Int
  /// How sure the detector is, 0 … 1.
  public var confidence: Float
  public var label: BeatLabel

  public init(position: Double, amplitude: Float, decidedAt: Int, confidence: Float, label: BeatLabel = .unknown) {
    self.position = position
    self.amplitude = amplitude
    self.decidedAt = decidedAt
    self.confidence = confidence
    self.label = label
  }

  /// The grid sample nearest to the R peak.
  public var sample: Int { Int(position.rounded()) }
}

/// Beat classes of ANSI/AAMI EC57.
public enum BeatLabel: String, Hashable, Sendable, CaseIterable {
  case normal = "N"
  case supraventricular = "S"
  case ventricular = "V"
  case fusion = "F"
  /// Not classified.
  case unknown = "Q"
}
