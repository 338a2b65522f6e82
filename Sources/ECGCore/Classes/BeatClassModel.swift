import CBeatModel
import Glibc

/// How a beat's features become its class: trees, what the beats before it of its family were, calibration, thresholds.
///
/// Source: trees after T. Chen, C. Guestrin, KDD 2016; calibration after J. Platt, *Probabilistic outputs for support
/// vector machines*, 1999, fitted by cross-validation over patients. Derived here: the ventricular odds are blended with
/// the mean odds of the beats before of the same family, since one shape has one origin. No delay of its own.
public struct BeatClassModel: Sendable {
  /// The classes in the order of the trees' labels.
  static let classes: [BeatLabel] = [.normal, .supraventricular, .ventricular, .fusion]
  /// Odds beyond e^±9.2 (as probabilities: 0.0001) count for no more.
  static let limit: Float = 9.2

  /// No weight, and no number of beats at which it is halved, is believed beyond this.
  private static let mostFamilyBeats: Float = 10_000
  /// No slope or offset of a curve of calibration is believed beyond this.
  private static let steepest: Float = 1000

  let ensemble: TreeEnsemble
  /// How much the family's mean odds count, in parts of the beat's own; beats at which that is halved; how the memory fades.
  let familyWeight: Float
  let familyBeats: Float
  let familyMemory: Float
  /// Slope and offset of each class's log odds: S, V, F.
  private let calibration: [Float]
  /// Probabilities from which a beat is called S, V, F.
  private let thresholds: [Float]

  /// The model that the library carries; `nil` where it cannot be read, which a test rules out.
  public static let trained: BeatClassModel? = {
    let bytes = UnsafeBufferPointer(start: vitalsync_beat_model(), count: Int(vitalsync_beat_model_size()))
    return try? BeatClassModel(bytes)
  }()

  /// A model in XGBoost's JSON, with the features of `BeatFeatures.names` in their order; docs/models/ says what else it holds.
  public init(json: [UInt8]) throws(BeatModelError) {
    let result = json.withUnsafeBufferPointer { bytes in
      Result { () throws(BeatModelError) in try BeatClassModel(bytes) }
    }
    self = try result.get()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) throws(BeatModelError) {
    let file = try ModelFile(bytes)
    guard file.objective == "multi:softprob" else {
      throw .unsuitable(what: "its objective is '\(file.objective)', not multi:softprob")
    }
    guard file.featureNames == BeatFeatures.names else {
      throw .unsuitable(what: "its features are not those of this version")
    }
    ensemble = try file.ensemble()
    guard ensemble.classes == Self.classes.count else {
      throw .unsuitable(what: "it has \(ensemble.classes) classes, not N, S, V and F")
    }
    let family = try file.numbers("vitalsync.family", count: 3)
    guard family.allSatisfy({ (0...Self.mostFamilyBeats).contains($0) }), family[2] <= 1 else {
      throw .unsuitable(what: "its attribute 'vitalsync.family' holds no weight, beats and fading")
    }
    (familyWeight, familyBeats, familyMemory) = (family[0], family[1], family[2])
    calibration = try file.numbers("vitalsync.calibration", count: 6)
    thresholds = try file.numbers("vitalsync.thresholds", count: 3)
    // A falling curve would call what is least likely; one steeper than this is a step.
    guard calibration.allSatisfy({ abs($0) <= Self.steepest }),
      stride(from: 0, to: calibration.count, by: 2).allSatisfy({ calibration[$0] >= 0 })
    else {
      throw .unsuitable(what: "its attribute 'vitalsync.calibration' holds no slopes and offsets of logistic curves")
    }
    guard thresholds.allSatisfy({ (0...1).contains($0) }) else {
      throw .unsuitable(what: "its attribute 'vitalsync.thresholds' holds no probabilities")
    }
  }

  /// Trees in all.
  public var treeCount: Int { ensemble.treeCount }

  /// The raw probabilities of N, S, V, F for one row of features, as XGBoost gives them; 0 where the row is no whole one.
  public func raw(_ features: [Float]) -> [Float] {
    var probabilities = [Float](repeating: 0, count: Self.classes.count)
    guard features.count == BeatFeatures.names.count else { return probabilities }
    ensemble.evaluate(features, into: &probabilities)
    return probabilities
  }

  /// Natural logarithm of a probability's odds, within ±`limit`.
  static func logOdds(_ probability: Float) -> Float {
    let odds = log(max(probability, 1e-6) / max(1 - probability, 1e-6))
    return min(max(odds, -limit), limit)
  }

  /// Calibrated probabilities from the raw ones of S and F and the blended log odds of V.
  func calibrated(supraventricular: Float, ventricular odds: Float, fusion: Float) -> BeatClassProbabilities {
    func probability(_ odds: Float, _ index: Int) -> Float {
      1 / (1 + exp(-(calibration[2 * index] * odds + calibration[2 * index + 1])))
    }
    let s = probability(Self.logOdds(supraventricular), 0)
    let v = probability(odds, 1)
    let f = probability(Self.logOdds(fusion), 2)
    let scale = 1 / max(1, s + v + f)
    return BeatClassProbabilities(
      normal: max(0, 1 - (s + v + f) * scale), supraventricular: s * scale, ventricular: v * scale, fusion: f * scale)
  }

  /// The class that the probabilities speak for.
  func label(_ probabilities: BeatClassProbabilities) -> BeatLabel {
    if probabilities.ventricular >= thresholds[1] { return .ventricular }
    if probabilities.fusion >= thresholds[2] { return .fusion }
    return probabilities.supraventricular >= thresholds[0] ? .supraventricular : .normal
  }
}
