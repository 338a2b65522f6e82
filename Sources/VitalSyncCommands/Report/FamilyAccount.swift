import ECGCore

/// A family of the wearer's beats with what is told of it: its shape where it is still kept, class, count, share, and how unlike
/// the normal beat its shape is.
struct FamilyAccount {
  var shape: BeatFamily?
  var figures: BeatClassFigures.Family
  /// Of all beats, 0 … 1.
  var share: Double
  /// The family that the others are held against: the greatest of normal beats; where there is none, the most common of late. In
  /// bigeminy the most common of late may be the ectopic one.
  var isReference = false
  /// Correlation of its mean shape, P to T, with the reference's, at the best of a few alignments.
  var correlation: Double?

  /// Alignments tried either way, in values of `BeatFamily.hertz`: 32 ms, for R peaks that fall on another wave.
  private static let slack = 4

  /// The greatest first.
  static func list(_ shapes: [BeatFamily], _ figures: BeatClassFigures) -> [FamilyAccount] {
    let kept = Dictionary(shapes.map { ($0.number, $0) }) { first, _ in first }
    let total = Double(max(1, figures.counts.total))
    var list = figures.familiesBySize.map { family in
      FamilyAccount(shape: kept[family.number], figures: family, share: Double(family.counts.total) / total)
    }
    let place =
      list.firstIndex { $0.shape != nil && $0.label == .normal } ?? list.firstIndex { $0.shape?.isUsual == true }
    guard let place, let reference = list[place].shape else { return list }
    for index in list.indices {
      list[index].isReference = index == place
      list[index].correlation = list[index].shape.map { correlation($0.millivolts, reference.millivolts) }
    }
    return list
  }

  private static func correlation(_ shape: [Float], _ reference: [Float]) -> Double {
    (-slack...slack).map { lag in
      let pairs = reference.indices.compactMap { index in
        shape.indices.contains(index + lag) ? (Double(shape[index + lag]), Double(reference[index])) : nil
      }
      let count = Double(max(1, pairs.count))
      let (meanA, meanB) = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
      let product = pairs.reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
      let powerA = pairs.reduce(0) { $0 + ($1.0 - meanA) * ($1.0 - meanA) }
      let powerB = pairs.reduce(0) { $0 + ($1.1 - meanB) * ($1.1 - meanB) }
      return powerA > 0 && powerB > 0 ? product / (powerA * powerB).squareRoot() : 0
    }.max() ?? 0
  }

  /// A family of fewer beats is an odd one out: counted, not drawn.
  static let fewestBeats = 2

  /// Those that are drawn, `most` at the most, and how many families are left.
  static func shown(_ all: [FamilyAccount], most: Int) -> (drawn: [(BeatFamily, FamilyAccount)], left: Int) {
    let drawn = all.lazy.filter { $0.figures.counts.total >= fewestBeats }
      .compactMap { account in account.shape.map { ($0, account) } }.prefix(most)
    return (Array(drawn), all.count - drawn.count)
  }

  /// The class of most of its beats.
  var label: BeatLabel { figures.counts.most ?? .unknown }
  /// 0 the same shape … 1 nothing in common with the reference.
  var unlikeness: Double? { correlation.map { min(1, max(0, 1 - $0)) } }

  /// "V 19, 29 %": how many, and of all.
  var head: String { "\(label.rawValue) \(figures.counts.total), \(percent(share))" }

  /// "the normal beat", or "unlike the normal: 93 %".
  var likeness: String {
    if isReference { return label == .normal ? "the normal beat" : "the most common of late" }
    return unlikeness.map { "unlike the normal: \(percent($0))" } ?? ""
  }

  /// "18 V, 1 N", where it has beats of several classes.
  var classes: String? {
    let parts = BeatLabel.allCases.filter { figures.counts[$0] > 0 }
      .sorted { figures.counts[$0] > figures.counts[$1] }.map { "\(figures.counts[$0]) \($0.rawValue)" }
    return parts.count > 1 ? parts.joined(separator: ", ") : nil
  }

  private func percent(_ share: Double) -> String { fixed(100 * share, share < 0.095 && share > 0 ? 1 : 0) + " %" }
}
