import Glibc

/// What is known of a strip, as a row of numbers, each with its name; from what `StripRecord` has kept of it.
///
/// Source: shares of quality, irregularity, P waves and classes as the better entries to the PhysioNet/CinC Challenge 2017 use
/// them (S. Datta et al. and G. Bin et al., both Computing in Cardiology 44 (2017)); the irregularity and the P waves' likeness
/// are `FibrillationFeatures`. Delay: none of its own.
struct StripFeatures {
  private static let own = [
    // The seconds' quality.
    "unfit", "good", "index", "indexLeast", "indexSpread",
    // Intervals: verdicts, median in seconds, and the rest as shares of the median.
    "irregular", "impossible", "unfitIntervals", "median", "deviation", "step", "stepRMS", "least", "greatest", "tenth",
    "ninetieth", "early", "late",
    // The beats, and the probabilities of their classes: mean and greatest.
    "confidence", "confidenceLeast", "meanN", "mostN", "meanS", "mostS",
    "meanV",
    "mostV", "meanF", "mostF",
    // P waves: share of the beats that have one, PR in seconds and its deviation.
    "waveP", "pr", "prDeviation",
  ]
  static let names = own + (0..<FibrillationFeatures.count).map { "fibrillation\($0)" }
  /// So many least values make a least one.
  private static let leastOf = 3
  /// An interval is early below, and late above, these shares of the median.
  private static let early = 0.85
  private static let late = 1.2
  /// No value is larger.
  private static let limit: Float = 100

  private(set) var values = [Float](repeating: 0, count: names.count)
  private var next = 0
  private var scratch = [Double](repeating: 0, count: StripRecord.most)

  private mutating func put(_ value: Double) {
    values[next] = min(max(Float(value), -Self.limit), Self.limit)
    next += 1
  }

  mutating func gather(_ strip: StripRecord, _ fibrillation: FibrillationFeatures) {
    next = 0
    let seconds = max(Double(strip.indexes.count), 1)
    put(Double(strip.unfit) / seconds)
    put(Double(strip.good) / seconds)
    let index = spread(strip.indexes)
    put(index.mean)
    put(index.least)
    put(index.deviation)
    let intervals = max(Double(strip.intervals.count), 1)
    for verdict in [RRInterval.Verdict.irregular, .impossible, .unfit] {
      put(Double(strip.verdicts[verdict.place]) / intervals)
    }
    gatherIntervals(strip.intervals)
    let confidence = spread(strip.confidences)
    put(confidence.mean)
    put(confidence.least)
    let beats = max(Double(strip.classified), 1)
    for label in 0..<4 {
      put(Double(strip.sums[label]) / beats)
      put(Double(strip.most[label]))
    }
    put(Double(strip.waves) / max(Double(strip.delineated), 1))
    let pr = middle(strip.conductions)
    put(pr.median)
    put(pr.deviation)
    let isKnown = fibrillation.available >= FibrillationFeatures.fewest
    for value in fibrillation.values { put(isKnown ? Double(value) : 0) }
  }

  /// Mean, mean of the three least, and standard deviation.
  private mutating func spread(_ numbers: [Double]) -> (mean: Double, least: Double, deviation: Double) {
    guard !numbers.isEmpty else { return (0, 0, 0) }
    let count = Double(numbers.count)
    var sum = 0.0
    for (k, number) in numbers.enumerated() {
      sum += number
      scratch[k] = number
    }
    scratch.sortPrefix(numbers.count)
    let few = min(Self.leastOf, numbers.count)
    var least = 0.0
    for k in 0..<few { least += scratch[k] / Double(few) }
    var squares = 0.0
    for number in numbers { squares += (number - sum / count) * (number - sum / count) }
    return (sum / count, least, (squares / count).squareRoot())
  }

  /// Median, and median deviation from it.
  private mutating func middle(_ numbers: [Double]) -> (median: Double, deviation: Double) {
    guard !numbers.isEmpty else { return (0, 0) }
    for (k, number) in numbers.enumerated() { scratch[k] = number }
    let median = scratch.medianOfPrefix(numbers.count)
    for (k, number) in numbers.enumerated() { scratch[k] = abs(number - median) }
    return (median, scratch.medianOfPrefix(numbers.count))
  }

  private mutating func gatherIntervals(_ lengths: [Double]) {
    let n = lengths.count
    guard n > 2 else {
      for _ in 0..<10 { put(0) }
      return
    }
    let (median, deviation) = middle(lengths)
    put(median)
    put(deviation / median)
    var squares = 0.0
    for k in 1..<n {
      let step = (lengths[k] - lengths[k - 1]) / median
      scratch[k - 1] = abs(step)
      squares += step * step
    }
    put(scratch.medianOfPrefix(n - 1))
    put((squares / Double(n - 1)).squareRoot())
    var (early, late) = (0.0, 0.0)
    for (k, length) in lengths.enumerated() {
      scratch[k] = length / median
      if scratch[k] < Self.early { early += 1 }
      if scratch[k] > Self.late { late += 1 }
    }
    scratch.sortPrefix(n)
    for share in [0, 1, 0.1, 0.9] { put(scratch[Int((share * Double(n - 1)).rounded())]) }
    put(early / Double(n))
    put(late / Double(n))
  }
}
