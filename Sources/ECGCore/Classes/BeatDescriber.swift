import Glibc

/// Describes each beat once the next one is known: its features, against the wearer's own beats and intervals.
///
/// Source: see `BeatFeatures`. Derived here: the order. A beat waits for the one after it, or for two seconds without any,
/// or for the end of the unbroken stretch; then it is described, and only then does its family learn from it. Delay: the
/// interval to the next beat and that beat's decision, 2.3 s at most.
struct BeatDescriber {
  /// A beat that nothing follows for so long is described without what follows, in seconds.
  static let longestWait = 2.0
  /// An interval shorter than this share of the usual one is early (G. D. Clifford et al., *Advanced Methods and Tools for
  /// ECG Data Analysis*, 2006, ch. 3: 10–20 %), as a logarithm.
  static let earlyRatio: Float = -0.15
  /// Weight of a new interval in the steady one.
  private static let steadyWeight: Float = 1 / 12

  private let rate: SampleRate
  private let wait: Int
  private var signal: BeatSignal
  private var waiting: Beat?
  /// The beat before the one that waits.
  private var previousPosition: Double?
  private var families = BeatFamilies()
  private var intervals = IntervalMemory()
  private var onset = RunOnset()
  private var steady: Float = 0
  private var previous = BeatFeatures.Neighbour()
  private var secondPrevious = BeatFeatures.Neighbour()
  private var window = [Float](repeating: 0, count: BeatWindow.length)
  private var nextWindow = [Float](repeating: 0, count: BeatWindow.length)
  private var scratch = [Float](repeating: 0, count: BeatWindow.length / 2)

  /// The newest sample, and whether anything lies before it that a beat may follow on.
  private var now = 0
  private var isJoined = false

  /// Of the beat described last.
  private(set) var features = BeatFeatures()
  /// The slot of its family.
  private(set) var slot = -1
  /// How far it is from the usual beat, from P to T, as a share of the complex's size.
  private(set) var distance: Float = 0
  /// Its complex is there to its end: no gap, electrode off or end of the signal cuts it.
  private(set) var isWhole = true
  /// It belongs to the wearer's usual family.
  private(set) var isUsual = false
  /// The number of its family.
  var family: Int { slot >= 0 ? families.standings[slot].number : 0 }
  /// The sample on whose arrival it was described.
  private(set) var describedAt = 0

  var familyList: [BeatFamily] { families.list }

  init(rate: SampleRate) {
    self.rate = rate
    wait = rate.samples(in: Self.longestWait)
    signal = BeatSignal(rate: rate)
  }

  /// Samples of `block` in `range` have arrived. Gives the beat that these describe, if any.
  mutating func see(_ block: SampleBlock, _ range: Range<Int>) -> Beat? {
    var described: Beat?
    for index in range {
      let at = index - block.start
      if !block.flags.isEmpty, !block.flags[at].isDisjoint(with: .leadsOff) {
        now = index
        if isJoined { described = breakChain() ?? described }
      } else {
        now = index
        isJoined = true
        signal.append(block.millivolts[at], at: index)
        if let beat = waiting, index - beat.sample >= wait {
          described = describe(beat, next: nil)
          waiting = nil
        }
      }
    }
    return described
  }

  /// A beat was decided; gives the one before it, now described.
  mutating func take(_ beat: Beat) -> Beat? {
    let described = waiting
    if let described { describe(described, next: beat) }
    waiting = beat
    return described
  }

  /// A gap, an electrode off, the end: nothing follows on the beat that waits. The families stay: the wearer is the same.
  mutating func breakChain() -> Beat? {
    let described = waiting.map { describe($0, next: nil) }
    waiting = nil
    previousPosition = nil
    previous = BeatFeatures.Neighbour()
    secondPrevious = BeatFeatures.Neighbour()
    signal.restart()
    onset.end()
    isJoined = false
    return described
  }

  @discardableResult
  private mutating func describe(_ beat: Beat, next: Beat?) -> Beat {
    signal.read(&window, about: beat.position)
    let shape = BeatShape(window, scratch: &scratch)
    let match = families.match(window)
    let isKnown = families.belongs(match, logSize: log(max(shape.size, 1e-6)))
    let before = previousPosition.map { Float(rate.seconds(beat.position - $0)) }
    let since = before.map { Int(min($0, 10) * Float(BeatSignal.hertz)) }
    var row = BeatFeatures.Beat(
      shape: shape, match: match, isKnown: isKnown,
      waves: WaveLikeness(window, families, slot: match.usual, lag: match.usualLag, since: since),
      confidence: beat.confidence, nextLikeness: 0, nextIsSame: false)
    var after: Float?
    if let next {
      signal.read(&nextWindow, about: next.position, BeatWindow.matched)
      let nextMatch = families.match(nextWindow)
      row.nextLikeness = nextMatch.usualLikeness
      row.nextIsSame = nextMatch.slot == match.slot
      after = Float(rate.seconds(next.position - beat.position))
    }
    if let before { onset.take(before, median: intervals.median(of: 8)) }
    let times = BeatFeatures.Times(
      before: before, after: after, steady: steady > 0 ? steady : IntervalMemory.assumed, onset: onset)
    features.gather(row, times, &intervals, families, previous: previous, secondPrevious: secondPrevious)
    learn(row, before: before, after: after)
    previousPosition = beat.position
    describedAt = now
    distance = row.waves.distance
    isWhole =
      Double(signal.end) - beat.position >= rate.hertz * Double(BeatWindow.complex.upperBound) / BeatSignal.hertz
    return beat
  }

  private mutating func learn(_ row: BeatFeatures.Beat, before: Float?, after: Float?) {
    let median = intervals.median(of: 8)
    let early = BeatFeatures.ratio(before, median)
    let wasUsual = previous.isUsual
    slot = families.learn(
      window, row.match, row.shape, atrial: row.waves.atrial, early: early, late: BeatFeatures.ratio(after, median),
      isEarly: early < Self.earlyRatio)
    isUsual = slot == families.usual
    if let before {
      if isUsual, wasUsual, abs(early) < -Self.earlyRatio {
        steady += (steady > 0 ? Self.steadyWeight : 1) * (before - steady)
      }
      intervals.append(before)
    }
    secondPrevious = previous
    let usual = families.standings[families.usual]
    previous = BeatFeatures.Neighbour(
      usualLikeness: row.match.usualLikeness, movementRatio: row.shape.movement - usual.movement, early: early,
      atrial: row.waves.atrial, familyShare: families.standings[slot].share, family: slot, isUsual: isUsual,
      level: row.shape.level, distance: row.waves.distance,
      noiseRatio: BeatFeatures.ratio(row.shape.noise, usual.noise))
  }
}
