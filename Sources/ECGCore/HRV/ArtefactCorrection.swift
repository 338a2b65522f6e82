/// Intervals as they came from the beats, mended into normal-to-normal intervals: the full form, over whole chains.
///
/// Lipponen and Tarvainen 2019, classes by `ArtefactClassifier`, in one pass: a missed beat halves its interval, an extra
/// one is taken out, ectopic, long and short intervals are replaced by the cubic spline through the unharmed ones (kept
/// within the range of the nearest two on either side, for a spline may swing). Chains end at gaps, at intervals in unfit signal
/// and at those beyond 10 s; such intervals are left out, and counted. What is irregular by its verdict and mended by no class is left
/// as it is, and counted too.
public struct ArtefactCorrection: Hashable, Sendable {
  /// The mended series; its `artefactShare` is that of `found`.
  public private(set) var series = NNSeries()
  /// The class of every interval as it came.
  public private(set) var classes: [ArtefactClass] = []
  public private(set) var found = ArtefactCount()

  /// Longest interval that a heart is believed, in milliseconds; beyond, the signal was lost.
  private static let longestMilliseconds = 1000 * IntervalGate.plausibleSeconds.upperBound

  /// Intervals in the order of their time; those that follow on each other share a beat (`from` of one is `to` of the other).
  public init(_ intervals: some Sequence<RRInterval>, rate: SampleRate) {
    var chain: [Double] = []
    var irregular: [Bool] = []
    var (origin, start, end): (Double?, Double, Double?) = (nil, 0, nil)
    for interval in intervals {
      origin = origin ?? interval.from
      let length = 1000 * interval.seconds
      let isFit = interval.verdict != .unfit && length <= Self.longestMilliseconds && length > 0
      if !isFit || end != interval.from {
        close(&chain, &irregular, from: start)
        start = rate.seconds(interval.from - (origin ?? interval.from))
      }
      guard isFit else {
        note(.leftOut)
        end = nil
        continue
      }
      chain.append(length)
      irregular.append(interval.verdict != .normal)
      end = interval.to
    }
    close(&chain, &irregular, from: start)
    series.artefactShare = found.artefactShare
  }

  /// One chain of intervals in milliseconds.
  public init(milliseconds: [Double]) {
    var chain = milliseconds
    var irregular = Array(repeating: false, count: chain.count)
    close(&chain, &irregular, from: 0)
    series.artefactShare = found.artefactShare
  }

  private mutating func note(_ kind: ArtefactClass) {
    found.count(kind)
    classes.append(kind)
  }

  private mutating func close(_ chain: inout [Double], _ irregular: inout [Bool], from start: Double) {
    guard !chain.isEmpty else { return }
    var classifier = ArtefactClassifier()
    var classes: [ArtefactClass] = []
    classifier.classify(chain, into: &classes)
    for (kind, isIrregular) in zip(classes, irregular) { note(kind == .normal && isIrregular ? .irregular : kind) }
    series.append(chain: Self.mended(chain, classes), from: start)
    chain.removeAll()
    irregular.removeAll()
  }

  /// The chain with its artefacts corrected.
  static func mended(_ lengths: [Double], _ classes: [ArtefactClass]) -> [Double] {
    // Beats first: a split or a join changes the number of intervals.
    var mended: [Double] = []
    var harmed: [Bool] = []
    var carried = 0.0
    for (length, kind) in zip(lengths, classes) {
      let whole = carried + length
      carried = 0
      switch kind {
      case .extra: carried = whole
      case .missed:
        mended += [whole / 2, whole / 2]
        harmed += [false, false]
      case .normal, .irregular, .leftOut, .ectopic, .longOrShort:
        mended.append(whole)
        harmed.append(kind == .ectopic || kind == .longOrShort)
      }
    }
    if carried > 0 {
      mended.append(carried)
      harmed.append(true)
    }
    let sound = mended.indices.filter { !harmed[$0] }
    guard sound.count >= 2, sound.count < mended.count else { return mended }
    let spline = CubicSpline(x: sound.map(Double.init), y: sound.map { mended[$0] })
    let places = mended.indices.filter { harmed[$0] }
    for (place, value) in zip(places, spline.values(at: places.map(Double.init))) {
      let next = sound.firstPlace { $0 > place }
      let near = sound[max(0, next - 2)..<min(sound.count, next + 2)].map { mended[$0] }
      mended[place] = min(max(value, near.min() ?? value), near.max() ?? value)
    }
    return mended
  }
}

extension Array {
  /// First place whose element is so, in an array in which all after it are so too.
  fileprivate func firstPlace(where isSo: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
