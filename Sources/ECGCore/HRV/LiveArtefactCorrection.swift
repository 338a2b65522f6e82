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
/// are taken of the 96 newest intervals of the chain, where the full form takes 45 on either side. Ectopic, long and short
/// intervals become the mean of the sound one before and the next sound one known (the full form: a spline). A chain that
/// ends gives out its last five as the full form would at an end.
struct LiveArtefactCorrection {
  /// Intervals that must have come after one that is judged.
  static let delayIntervals = ArtefactClassifier.medianCount / 2
  /// Intervals that are remembered.
  private static let remembered = ArtefactClassifier.thresholdCount + delayIntervals

  private var classifier = ArtefactClassifier()
  private var classes: [ArtefactClass] = []
  private var lengths: [Double] = []
  private var closes: [Double] = []
  /// Place of the next interval to be judged.
  private var next = 0
  private var carried = 0.0
  private var lastSound: Double?
  private var opensChain = true

  init() {
    lengths.reserveCapacity(Self.remembered + 1)
    closes.reserveCapacity(Self.remembered + 1)
    classes.reserveCapacity(Self.remembered + 1)
  }

  /// Takes the next interval of the chain; one that does not follow on the last has to be told by `breakChain` first.
  mutating func append(to: Double, milliseconds: Double, into sink: inout some Sink<CorrectedInterval>) {
    if lengths.count == Self.remembered {
      lengths.removeFirst()
      closes.removeFirst()
      next -= 1
    }
    lengths.append(milliseconds)
    closes.append(to)
    guard lengths.count > next + Self.delayIntervals else { return }
    classifier.classify(lengths, into: &classes)
    give(through: lengths.count - 1 - Self.delayIntervals, into: &sink)
  }

  /// The chain ends: what waits is given out.
  mutating func breakChain(into sink: inout some Sink<CorrectedInterval>) {
    if !lengths.isEmpty {
      classifier.classify(lengths, into: &classes)
      give(through: lengths.count - 1, into: &sink)
    }
    lengths.removeAll(keepingCapacity: true)
    closes.removeAll(keepingCapacity: true)
    next = 0
    carried = 0
    lastSound = nil
    opensChain = true
  }

  private mutating func give(through last: Int, into sink: inout some Sink<CorrectedInterval>) {
    while next <= last {
      let kind = classes[next]
      let whole = carried + lengths[next]
      carried = 0
      switch kind {
      case .extra: carried = whole
      case .normal:
        // What was joined to an extra beat is told as that.
        emit(whole, next, whole > lengths[next] ? .extra : .normal, into: &sink)
        lastSound = whole
      case .missed:
        emit(whole / 2, next, .missed, into: &sink)
        emit(whole / 2, next, .missed, into: &sink)
        lastSound = whole / 2
      case .ectopic, .longOrShort: emit(between(next) ?? whole, next, kind, into: &sink)
      }
      next += 1
    }
  }

  /// The mean of the sound intervals before and after `place`, or the one that is known.
  private func between(_ place: Int) -> Double? {
    var after: Double?
    for index in (place + 1)..<max(lengths.count, place + 1) where classes[index] == .normal {
      after = lengths[index]
      break
    }
    guard let before = lastSound else { return after }
    return after.map { (before + $0) / 2 } ?? before
  }

  private mutating func emit(
    _ milliseconds: Double, _ place: Int, _ kind: ArtefactClass, into sink: inout some Sink<CorrectedInterval>
  ) {
    sink.receive(
      CorrectedInterval(to: closes[place], milliseconds: milliseconds, kind: kind, opensChain: opensChain))
    opensChain = false
  }
}
