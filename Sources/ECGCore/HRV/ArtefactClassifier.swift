import Glibc

/// Which intervals of a chain are artefacts.
///
/// J. A. Lipponen and M. P. Tarvainen, J. Med. Eng. Technol. 43 (2019) 173. dRR is an interval less the one before, mRR an
/// interval less the median of the eleven about it, doubled where negative. Both are divided by a threshold that moves with
/// them: 5.2 quartile deviations of the 91 values about. Where |dRR| > 1, the neighbours' signs tell an ectopic beat (up,
/// down, up or the reverse) from a long or short interval; a long one whose half, or a short one whose sum with the next,
/// is near the median is a missed or an extra beat.
///
/// The threshold is taken of dRR with its sign. The paper states that 5.2 quartile deviations hold 99.95 % of normal
/// beats; that is so of the signed differences (5.2 × 0.6745 = 3.51 standard deviations) and not of their magnitudes, of which
/// public implementations take it (97 %): those find 79 artefacts among the 2,272 intervals of MIT-BIH record 100, which has 34
/// premature beats. `Spread.magnitudes` is there to be held against them.
struct ArtefactClassifier {
  /// What the quartile deviation is taken of.
  enum Spread {
    case signed
    case magnitudes
  }

  /// α: quartile deviations of a threshold (the paper).
  private static let deviations = 5.2
  /// Values about, of which a threshold is taken (the paper).
  static let thresholdCount = 91
  /// Intervals about, of which the median is taken (the paper).
  static let medianCount = 11
  /// Slope and offset of the line beyond which a pattern is ectopic (the paper).
  private static let (slope, offset) = (0.13, 0.17)
  /// |mRR| beyond which an interval is long or short whatever its neighbours do (the paper).
  private static let largeDeviation = 3.0
  /// A threshold is never less, in milliseconds: in effort, and in series of whole milliseconds, the quartiles may fall
  /// together, and a clock's tick would be an artefact.
  private static let leastThreshold = 10.0

  private let spread: Spread
  private var thresholds: MovingQuartiles
  private var differences: [Double] = []
  private var deviationsFromMedian: [Double] = []
  private var medians: [Double] = []
  private var deviationThresholds: [Double] = []
  private var window = [Double](repeating: 0, count: Self.medianCount)

  init(spread: Spread = .signed) {
    self.spread = spread
    thresholds = MovingQuartiles(count: Self.thresholdCount)
  }

  /// Writes the class of each of `lengths` (milliseconds, one chain) into `classes`.
  mutating func classify(_ lengths: [Double], into classes: inout [ArtefactClass]) {
    classes.removeAll(keepingCapacity: true)
    for _ in lengths { classes.append(.normal) }
    guard lengths.count > 3 else { return }
    prepare(lengths)
    var index = 0
    while index < lengths.count - 2 {
      guard abs(differences[index]) > 1 else {
        index += 1
        continue
      }
      if isEctopic(index) {
        classes[index] = .ectopic
        index += 1
        continue
      }
      // The step into the next interval may belong to this one: then it is looked at with it.
      let last = abs(differences[index + 1]) < abs(differences[index + 2]) ? index + 1 : index
      for candidate in index...last where candidate + 1 < lengths.count {
        classes[candidate] = verdict(lengths, candidate)
      }
      index = last + 1
    }
  }

  private mutating func prepare(_ lengths: [Double]) {
    differences.removeAll(keepingCapacity: true)
    deviationsFromMedian.removeAll(keepingCapacity: true)
    medians.removeAll(keepingCapacity: true)
    deviationThresholds.removeAll(keepingCapacity: true)
    for index in lengths.indices {
      differences.append(index > 0 ? lengths[index] - lengths[index - 1] : 0)
      let middle = median(lengths, about: index)
      let deviation = lengths[index] - middle
      medians.append(middle)
      deviationsFromMedian.append(deviation < 0 ? 2 * deviation : deviation)
    }
    findThresholds(of: differences)
    for index in differences.indices { differences[index] /= deviationThresholds[index] }
    findThresholds(of: deviationsFromMedian)
    for index in differences.indices { deviationsFromMedian[index] /= deviationThresholds[index] }
  }

  /// Leaves the threshold of each value in `deviationThresholds`.
  private mutating func findThresholds(of values: [Double]) {
    let half = Self.thresholdCount / 2
    thresholds.removeAll()
    deviationThresholds.removeAll(keepingCapacity: true)
    for index in 0..<min(half, values.count) { thresholds.insert(taken(values[index])) }
    for index in values.indices {
      if index + half < values.count { thresholds.insert(taken(values[index + half])) }
      if index > half { thresholds.remove(taken(values[index - half - 1])) }
      deviationThresholds.append(Self.threshold(of: thresholds))
    }
  }

  /// In milliseconds.
  static func threshold(of values: MovingQuartiles) -> Double {
    max(deviations * values.quartileDeviation, leastThreshold)
  }

  private func taken(_ value: Double) -> Double { spread == .signed ? value : abs(value) }

  /// Median of the intervals about `index`; past the ends the chain is mirrored.
  private mutating func median(_ lengths: [Double], about index: Int) -> Double {
    let half = Self.medianCount / 2
    let last = lengths.count - 1
    for place in 0..<Self.medianCount {
      var at = abs(index + place - half)
      if at > last { at = max(0, 2 * last - at) }
      window[place] = lengths[at]
    }
    return window.medianOfPrefix(Self.medianCount)
  }

  private func isEctopic(_ index: Int) -> Bool {
    Self.isEctopic(before: difference(index - 1), differences[index], after: difference(index + 1))
  }

  private func verdict(_ lengths: [Double], _ index: Int) -> ArtefactClass {
    Self.verdict(
      differences[index], then: difference(index + 1), difference(index + 2), length: lengths[index],
      next: lengths[index + 1], median: medians[index], deviation: deviationsFromMedian[index],
      threshold: deviationThresholds[index])
  }

  /// Whether a difference and its neighbours, over their threshold, are those of an ectopic beat.
  static func isEctopic(before: Double, _ here: Double, after: Double) -> Bool {
    here > 1
      ? max(before, after) < -slope * here - offset : here < -1 && min(before, after) > -slope * here + offset
  }

  /// The class of an interval that is none beside an ectopic beat: `here`, `then` and `second` are its dRR and those of the next
  /// two, `deviation` its mRR, all over their thresholds; `threshold` that of mRR, and the rest in milliseconds.
  static func verdict(
    _ here: Double, then: Double, _ second: Double, length: Double, next: Double, median: Double, deviation: Double,
    threshold: Double
  ) -> ArtefactClass {
    let isLong = here > 1 && min(then, second) < -1
    let isShort = here < -1 && max(then, second) > 1
    guard isLong || isShort || abs(deviation) > largeDeviation else { return .normal }
    if isShort, abs(length + next - median) < threshold { return .extra }
    if isLong, abs(length / 2 - median) < threshold { return .missed }
    return .longOrShort
  }

  /// Past the ends the differences are mirrored.
  private func difference(_ index: Int) -> Double {
    let last = differences.count - 1
    let at = abs(index)
    return differences[at > last ? max(0, 2 * last - at) : at]
  }
}

/// The quartile deviation of values that come and go.
struct MovingQuartiles {
  private var sorted: [Double] = []

  init(count: Int) {
    sorted.reserveCapacity(count + 1)
  }

  mutating func removeAll() { sorted.removeAll(keepingCapacity: true) }

  mutating func insert(_ value: Double) { sorted.insert(value, at: place(of: value)) }

  /// Takes out a value that was put in.
  mutating func remove(_ value: Double) {
    let at = place(of: value)
    if at < sorted.count, sorted[at] == value { sorted.remove(at: at) }
  }

  /// Half the distance from the first to the third quartile, each between order statistics; zero without values.
  var quartileDeviation: Double { (quantile(0.75) - quantile(0.25)) / 2 }

  private func quantile(_ share: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// First place whose value is not below `value`.
  private func place(of value: Double) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
