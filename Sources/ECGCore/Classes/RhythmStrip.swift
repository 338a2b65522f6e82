/// What a minute of the recording, or what there is of it, is taken for as a whole. No delay of its own.
public struct RhythmStrip: Hashable, Sendable {
  /// Its samples, on the session's grid.
  public var from: Int
  public var to: Int
  /// How likely each class is, 0 … 1 each; together 1. Not calibrated.
  public var probabilities: StripProbabilities
  /// What it was judged by; only where the settings ask for descriptions.
  public var features: [Float]?

  public init(from: Int, to: Int, probabilities: StripProbabilities, features: [Float]? = nil) {
    self.from = from
    self.to = to
    self.probabilities = probabilities
    self.features = features
  }

  /// Names of `features`, in their order.
  public static let featureNames = StripFeatures.names

  /// The likeliest class.
  public var name: StripName { StripName.allCases.max { probabilities[$0] < probabilities[$1] } ?? .noisy }
}

/// The classes of the PhysioNet/CinC Challenge 2017. Raw values are stable: they stand in JSON.
public enum StripName: String, Hashable, Sendable, CaseIterable {
  case normal
  case atrialFibrillation
  /// Neither: ectopy, other arrhythmias, rates beyond the usual.
  case other
  /// Nothing can be said.
  case noisy
}

/// A probability for each `StripName`.
public struct StripProbabilities: Hashable, Sendable {
  public var normal: Float
  public var atrialFibrillation: Float
  public var other: Float
  public var noisy: Float

  public init(normal: Float, atrialFibrillation: Float, other: Float, noisy: Float) {
    self.normal = normal
    self.atrialFibrillation = atrialFibrillation
    self.other = other
    self.noisy = noisy
  }

  public subscript(name: StripName) -> Float {
    switch name {
    case .normal: normal
    case .atrialFibrillation: atrialFibrillation
    case .other: other
    case .noisy: noisy
    }
  }
}
