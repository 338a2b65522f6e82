/// A beat with its class: told once the next beat is known.
public struct ClassifiedBeat: Hashable, Sendable {
  /// The beat as the detector told it, its label set.
  public var beat: Beat
  /// How likely each class is.
  public var probabilities: BeatClassProbabilities
  /// Grid index of the sample on whose arrival the class was decided.
  public var classifiedAt: Int
  /// Which of the wearer's families of shapes it belongs to: a number that no other family of the session has.
  public var family: Int
  /// How unlike the wearer's own usual beats it is: 0 as usual, 1 as unlike as nothing so far.
  public var unlikeness: Float
  /// What `unlikeness` was made of: the mean distance from the wearer's usual beat, from P to T, as a share of the usual complex's
  /// height; and how far the usual beats themselves typically are from their mean, likewise.
  public var distance: Float
  public var usualDistance: Float
  /// What the class was decided by; only where the settings ask for it.
  public var features: BeatFeatures?

  public init(
    beat: Beat, probabilities: BeatClassProbabilities, classifiedAt: Int, family: Int, unlikeness: Float,
    distance: Float = 0, usualDistance: Float = 0, features: BeatFeatures? = nil
  ) {
    self.beat = beat
    self.probabilities = probabilities
    self.classifiedAt = classifiedAt
    self.family = family
    self.unlikeness = unlikeness
    self.distance = distance
    self.usualDistance = usualDistance
    self.features = features
  }
}

/// Calibrated probabilities of the classes, 0 … 1 each; together 1.
public struct BeatClassProbabilities: Hashable, Sendable {
  public var normal: Float
  public var supraventricular: Float
  public var ventricular: Float
  public var fusion: Float

  public init(normal: Float, supraventricular: Float, ventricular: Float, fusion: Float) {
    self.normal = normal
    self.supraventricular = supraventricular
    self.ventricular = ventricular
    self.fusion = fusion
  }

  /// Before anything is known.
  public static let unknown = BeatClassProbabilities(normal: 0, supraventricular: 0, ventricular: 0, fusion: 0)
}
