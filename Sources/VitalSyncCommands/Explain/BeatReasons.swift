import ECGCore
import Glibc

/// What decided a beat's class, found by occlusion (M. D. Zeiler, R. Fergus, ECCV 2014): a feature, or a group of them, is set
/// to what is usual with the wearer, and the trees are asked again. The blending within families and the calibration come after
/// the trees and are left out of it.
struct BeatReasons {
  /// One feature and what it did.
  struct Feature {
    var name: String
    var value: Float
    var usual: Float
    /// The odds of the class called, as they are, over what they would be had this been as usual.
    var oddsFactor: Double

    var words: String { FeatureWords.of(name).words }
    var valueText: String { FeatureWords.of(name).form.text(value) }
    var usualText: String { FeatureWords.of(name).form.text(usual) }
  }

  /// A group set to what is usual: the trees' probabilities of N, S, V, F, and what the group did to the odds.
  struct Group {
    var group: FeatureGroup
    var probabilities: [Float]
    var oddsFactor: Double
  }

  /// The class that is explained: the one called; of a beat that was not named, the one that the trees favour.
  let label: BeatLabel
  /// The trees' probabilities of N, S, V, F as the beat is.
  let trees: [Float]
  /// The greatest effects first.
  private(set) var features: [Feature] = []
  private(set) var groups: [Group] = []

  private static let order: [BeatLabel] = [.normal, .supraventricular, .ventricular, .fusion]
  /// A feature that changes the odds by less than this factor decided nothing.
  static let leastFactor = 1.1
  /// Probabilities nearer to 0 or 1 are not told apart.
  private static let least = 1e-4

  init(_ told: ClassifiedBeat, features row: BeatFeatures, usual: [Float], model: BeatClassModel) {
    let trees = model.raw(row.values)
    self.trees = trees
    let favoured = trees.indices.max { trees[$0] < trees[$1] } ?? 0
    let called = Self.order.firstIndex(of: told.beat.label) ?? favoured
    label = Self.order[called]
    func factor(_ changed: [Float]) -> Double { exp(Self.logOdds(trees[called]) - Self.logOdds(changed[called])) }
    features = BeatFeatures.names.indices.map { index in
      var values = row.values
      values[index] = usual[index]
      return Feature(
        name: BeatFeatures.names[index], value: row.values[index], usual: usual[index],
        oddsFactor: factor(model.raw(values)))
    }.sorted { abs(log($0.oddsFactor)) > abs(log($1.oddsFactor)) }
    groups = FeatureGroup.allCases.map { group in
      var values = row.values
      for (index, name) in BeatFeatures.names.enumerated() where FeatureGroup(name, at: index) == group {
        values[index] = usual[index]
      }
      let changed = model.raw(values)
      return Group(group: group, probabilities: changed, oddsFactor: factor(changed))
    }
  }

  private static func logOdds(_ probability: Float) -> Double {
    let p = min(max(Double(probability), least), 1 - least)
    return log(p / (1 - p))
  }

  /// "x22", "/3.1", or "-" where it did next to nothing.
  static func words(_ factor: Double, _ sign: (times: String, over: String)) -> String {
    let size = max(factor, 1 / factor)
    guard size >= leastFactor else { return "-" }
    let figure = size >= 10 ? fixed(size, 0) : fixed(size, 1)
    return (factor > 1 ? sign.times : sign.over) + figure
  }
}
