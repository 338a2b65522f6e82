import ECGCore
import Glibc

/// How well beats were found: counts of EC57, the figures made of them, and the timing of the R peaks.
struct BeatScore: Hashable, Sendable {
  /// Annotated beats that were found, and missed; detections where there is none.
  var truePositives = 0
  var falseNegatives = 0
  var falsePositives = 0
  /// Sum over the matches of the squared distance from the record's median offset, in ms².
  var squaredDeviations = 0.0

  /// The median of detection minus annotation, in milliseconds; 0 where nothing matched.
  private(set) var offsetMilliseconds = 0.0

  init() {}

  init(_ comparison: BeatComparison, rate: SampleRate) {
    truePositives = comparison.pairs.count
    falseNegatives = comparison.reference.count - truePositives
    falsePositives = comparison.detected.count - truePositives
    let offsets = comparison.offsets.map { Double($0) * 1000 / rate.hertz }
    let median = Self.median(offsets)
    offsetMilliseconds = median
    squaredDeviations = offsets.reduce(0) { $0 + ($1 - median) * ($1 - median) }
  }

  /// All records' beats as if they were of one. Offsets differ from record to record and are not pooled.
  static func gross(_ scores: some Sequence<BeatScore>) -> BeatScore {
    scores.reduce(into: BeatScore()) { total, score in
      total.truePositives += score.truePositives
      total.falseNegatives += score.falseNegatives
      total.falsePositives += score.falsePositives
      total.squaredDeviations += score.squaredDeviations
    }
  }

  /// Se, in percent; `nil`, as all below, where there is nothing to divide by.
  var sensitivity: Double? { percent(truePositives, of: truePositives + falseNegatives) }
  /// +P, in percent.
  var predictivity: Double? { percent(truePositives, of: truePositives + falsePositives) }
  /// F1, in percent.
  var f1: Double? { percent(2 * truePositives, of: 2 * truePositives + falsePositives + falseNegatives) }
  /// DER: errors of either kind over annotated beats, in percent.
  var errorRate: Double? { percent(falsePositives + falseNegatives, of: truePositives + falseNegatives) }
  /// Standard deviation of the R peaks about each record's median offset, in milliseconds.
  var jitterMilliseconds: Double? {
    truePositives > 0 ? (squaredDeviations / Double(truePositives)).squareRoot() : nil
  }

  private func percent(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? 100 * Double(part) / Double(whole) : nil
  }

  private static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
