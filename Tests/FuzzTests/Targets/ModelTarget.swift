import ECGCore

extension FuzzTarget {
  /// A model as `--model` takes it. What is accepted answers any row with probabilities.
  static let beatModel = FuzzTarget(name: "beat-model", longestInput: 16_384) { bytes in
    let model: BeatClassModel
    do throws(BeatModelError) {
      model = try BeatClassModel(json: bytes)
    } catch {
      try require(!error.description.isEmpty, "a refusal without a word")
      return
    }
    try require(model.treeCount > 0, "accepted, and holds no trees")
    for value: Float in [-20, -0.5, 0, 0.25, 3, 20] {
      let answer = model.raw([Float](repeating: value, count: BeatFeatures.names.count))
      try require(
        answer.count == 4 && answer.allSatisfy { (0...1).contains($0) } && abs(answer.reduce(0, +) - 1) < 1e-3,
        "\(answer) are no probabilities")
    }
  }
}
