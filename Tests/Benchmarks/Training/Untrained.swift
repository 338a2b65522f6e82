/// Stands in for the trained weights while new ones are learnt: the tap gets its weights from a file, and for the first
/// round, in which the annotations decide, it needs none.
extension CandidateModel {
  static let trained = CandidateModel(
    first: zeros(CandidateFeatures.count * wide), firstBias: zeros(wide), second: zeros(wide * narrow),
    secondBias: zeros(narrow), last: zeros(narrow), lastBias: -1)

  private static func zeros(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }
}
