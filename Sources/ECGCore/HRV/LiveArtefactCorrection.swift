/// An interval that was mended where it had to be.
struct CorrectedInterval: Hashable, Sendable {
  /// Where it closes on the session's grid, and how long it is.
  var to: Double
  var milliseconds: Double
  var kind: ArtefactClass
  /// First after a gap, leads off or unfit signal: nothing joins it to the one before.
  var opensChain: Bool
}

/// Artefact correction as intervals come: the causal form of Lipponen and Tarvainen 2019.
///
/// An interval is judged when five more have come, as many as the median about it looks ahead: that is the delay. Thresholds
/// are taken of the 96 newest differences of the chain, where the full form takes 45 on either side. Ectopic, long and short
/// intervals become the mean of the sound one before and the next not far from it that is known (the full form: a spline). A
/// chain that ends gives out its last five as the full form would at an end.
struct LiveArtefactCorrection {
  /// Intervals that must have come after one that is judged.
  static let delayIntervals = ArtefactClassifier.medianCount / 2
  /// Intervals that are remembered.
  private static let remembered = ArtefactClassifier.thresholdCount + delayIntervals

  private var lengths = RingWindow(capacity: Self.remembered, blank: 0.0)
  private var closes = RingWindow(capacity: Self.remembered, blank: 0.0)
  private var irregular = RingWindow(capacity: Self.remembered, blank: false)
  private var differences = RingWindow(capacity: Self.remembered, blank: 0.0)
  private var deviations = RingWindow(capacity: Self.remembered, blank: 0.0)
  private var differenceQuartiles = MovingQuartiles(count: Self.remembered)
  private var deviationQuartiles = MovingQuartiles(count: Self.remembered)
  private var middle = [Double](repeating: 0, count: ArtefactClassifier.medianCount)
  /// For the end of a chain.
  private var classifier = ArtefactClassifier()
  private var classes: [ArtefactClass] = []
  private var rest: [Double] = []

  /// Intervals that have come, and that were judged, since the chain began.
  private var came = 0
  private var judged = 0
  /// The next one is looked at together with the one before it.
  private var belongsToPrevious = false
  private var carried = 0.0
  private var lastSound: Double?
  private var opensChain = true

  init() {
    classes.reserveCapacity(Self.remembered)
    rest.reserveCapacity(Self.remembered)
  }

  /// Takes the next interval of the chain; one that does not follow on the last has to be told by `breakChain` first.
  /// `isIrregular`: by its verdict; it counts as such where no class mends it.
  mutating func append(
    to: Double, milliseconds: Double, isIrregular: Bool = false, into sink: inout some Sink<CorrectedInterval>
  ) {
    let difference = lengths.last.map { milliseconds - $0 } ?? 0
    if differences.isFull, let oldest = differences.first { differenceQuartiles.remove(oldest) }
    differences.append(difference)
    differenceQuartiles.insert(difference)
    lengths.append(milliseconds)
    closes.append(to)
    irregular.append(isIrregular)
    came += 1
    guard came > Self.delayIntervals else { return }
    let place = lengths.count - 1 - Self.delayIntervals
    give(place, kind: classify(place), into: &sink)
  }

  /// The chain ends: what waits is given out.
  mutating func breakChain(into sink: inout some Sink<CorrectedInterval>) {
    if judged < came {
      rest.removeAll(keepingCapacity: true)
      for index in 0..<lengths.count { rest.append(lengths[index]) }
      classifier.classify(rest, into: &classes)
      for place in (lengths.count - (came - judged))..<lengths.count { give(place, kind: classes[place], into: &sink) }
    }
    lengths.removeAll()
    closes.removeAll()
    irregular.removeAll()
    differences.removeAll()
    deviations.removeAll()
    differenceQuartiles.removeAll()
    deviationQuartiles.removeAll()
    (came, judged, carried) = (0, 0, 0)
    belongsToPrevious = false
    lastSound = nil
    opensChain = true
  }

  /// The class of the interval at `place`, five of which the newest is past.
  private mutating func classify(_ place: Int) -> ArtefactClass {
    let half = Self.delayIntervals
    for index in 0..<ArtefactClassifier.medianCount {
      // Before the chain's begin it is mirrored.
      middle[index] = lengths[abs(place + index - half)]
    }
    let median = middle.medianOfPrefix(ArtefactClassifier.medianCount)
    let deviation = lengths[place] - median
    let doubled = deviation < 0 ? 2 * deviation : deviation
    if deviations.isFull, let oldest = deviations.first { deviationQuartiles.remove(oldest) }
    deviations.append(doubled)
    deviationQuartiles.insert(doubled)
    let threshold = ArtefactClassifier.threshold(of: differenceQuartiles)
    func over(_ index: Int) -> Double { index >= 0 ? differences[index] / threshold : 0 }
    let here = over(place)
    let isCandidate = belongsToPrevious
    belongsToPrevious = false
    if !isCandidate {
      guard abs(here) > 1 else { return .normal }
      if ArtefactClassifier.isEctopic(before: over(place - 1), here, after: over(place + 1)) { return .ectopic }
      belongsToPrevious = abs(over(place + 1)) < abs(over(place + 2))
    }
    let deviationThreshold = ArtefactClassifier.threshold(of: deviationQuartiles)
    return ArtefactClassifier.verdict(
      here, then: over(place + 1), over(place + 2), length: lengths[place], next: lengths[place + 1], median: median,
      deviation: doubled / deviationThreshold, threshold: deviationThreshold)
  }

  private mutating func give(
    _ place: Int, kind: ArtefactClass, into sink: inout some Sink<CorrectedInterval>
  ) {
    judged += 1
    let whole = carried + lengths[place]
    carried = 0
    switch kind {
    case .extra: carried = whole
    case .normal, .irregular, .leftOut:
      // What was joined to an extra beat is told as that.
      emit(whole, place, whole > lengths[place] ? .extra : irregular[place] ? .irregular : .normal, into: &sink)
      lastSound = whole
    case .missed:
      emit(whole / 2, place, .missed, into: &sink)
      emit(whole / 2, place, .missed, into: &sink)
      lastSound = whole / 2
    case .ectopic, .longOrShort: emit(between(place) ?? whole, place, kind, into: &sink)
    }
  }

  /// The mean of the sound interval before `place` and the next that is nearer to it than a fifth; one alone where the other is not
  /// known. (20 %: M. Malik et al., Eur. Heart J. 10 (1989) 1060.)
  private func between(_ place: Int) -> Double? {
    guard let before = lastSound else { return nil }
    for index in (place + 1)..<max(lengths.count, place + 1) where abs(lengths[index] - before) <= 0.2 * before {
      return (before + lengths[index]) / 2
    }
    return before
  }

  private mutating func emit(
    _ milliseconds: Double, _ place: Int, _ kind: ArtefactClass, into sink: inout some Sink<CorrectedInterval>
  ) {
    sink.receive(
      CorrectedInterval(to: closes[place], milliseconds: milliseconds, kind: kind, opensChain: opensChain))
    opensChain = false
  }
}
