import ECGCore

/// How well beats were named: hits, misses and false calls of the supraventricular and of the ventricular class.
///
/// Source: ANSI/AAMI EC57:2012, 4.3: F or Q called V, and Q called S, count neither for nor against; a call where no beat
/// is annotated is false; an annotated beat that was not found is a miss.
struct ClassScores: Hashable, Sendable {
  struct Counts: Hashable, Sendable {
    var truePositives = 0
    var falseNegatives = 0
    var falsePositives = 0

    /// Se and +P, in percent; `nil` where there is nothing to divide by.
    var sensitivity: Double? { Self.percent(truePositives, truePositives + falseNegatives) }
    var predictivity: Double? { Self.percent(truePositives, truePositives + falsePositives) }

    private static func percent(_ part: Int, _ whole: Int) -> Double? {
      whole > 0 ? 100 * Double(part) / Double(whole) : nil
    }

    fileprivate mutating func add(_ other: Counts) {
      truePositives += other.truePositives
      falseNegatives += other.falseNegatives
      falsePositives += other.falsePositives
    }
  }

  private(set) var ventricular = Counts()
  private(set) var supraventricular = Counts()

  init(_ comparison: BeatComparison, reference: [BeatLabel], detected: [BeatLabel]) {
    ventricular = Self.counts(.ventricular, excused: [.fusion, .unknown], comparison, reference, detected)
    supraventricular = Self.counts(.supraventricular, excused: [.unknown], comparison, reference, detected)
  }

  private init() {}

  /// All records' beats as if they were of one.
  static func gross(_ scores: some Sequence<ClassScores>) -> ClassScores {
    scores.reduce(into: ClassScores()) { total, score in
      total.ventricular.add(score.ventricular)
      total.supraventricular.add(score.supraventricular)
    }
  }

  private static func counts(
    _ label: BeatLabel, excused: Set<BeatLabel>, _ comparison: BeatComparison, _ reference: [BeatLabel],
    _ detected: [BeatLabel]
  ) -> Counts {
    var counts = Counts()
    var matched = Set<Int>()
    for pair in comparison.pairs {
      matched.insert(pair.detected)
      guard detected[pair.detected] == label else { continue }
      if reference[pair.reference] == label {
        counts.truePositives += 1
      } else if !excused.contains(reference[pair.reference]) {
        counts.falsePositives += 1
      }
    }
    counts.falseNegatives = reference.count { $0 == label } - counts.truePositives
    for (index, name) in detected.enumerated() where name == label && !matched.contains(index) {
      counts.falsePositives += 1
    }
    return counts
  }
}
