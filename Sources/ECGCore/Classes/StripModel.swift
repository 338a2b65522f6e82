import CBeatModel

/// Judges a strip's features: boosted trees, four classes in the order of `StripName`.
///
/// Source: as `BeatClassModel`; learnt from the strips of the PhysioNet/CinC Challenge 2017 (docs/models/rhythm.md). No delay
/// of its own.
struct StripModel: Sendable {
  private let ensemble: TreeEnsemble
  private var answer: [Float]

  /// The model that the library carries; `nil` where it cannot be read, which a test rules out.
  static let trained: StripModel? = {
    let bytes = UnsafeBufferPointer(start: vitalsync_rhythm_model(), count: Int(vitalsync_rhythm_model_size()))
    return try? StripModel(bytes)
  }()

  private init(_ bytes: UnsafeBufferPointer<UInt8>) throws(BeatModelError) {
    let file = try ModelFile(bytes)
    guard file.objective == "multi:softprob", file.featureNames == StripFeatures.names else {
      throw .unsuitable(what: "it is not of strips")
    }
    ensemble = try file.ensemble()
    guard ensemble.classes == StripName.allCases.count else {
      throw .unsuitable(what: "it has \(ensemble.classes) classes")
    }
    answer = [Float](repeating: 0, count: ensemble.classes)
  }

  mutating func judge(_ features: [Float]) -> StripProbabilities {
    ensemble.evaluate(features, into: &answer)
    return StripProbabilities(
      normal: answer[0], atrialFibrillation: answer[1], other: answer[2], noisy: answer[3])
  }
}
