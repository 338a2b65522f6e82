import Glibc

/// What the judge itself said of late, and the rhythm of the beats beyond doubt.
///
/// Source: for a beat against a rhythm that drifts, the phase is a random walk, whose mean cosine shrinks by e^(−σ²t/2)
/// (K. V. Mardia, P. E. Jupp, *Directional Statistics*, 2000, ch. 3). The rest is of our own making: in noise, one false
/// beat shifts every interval behind it, while the beats beyond doubt keep time through it; and many refusals of late tell
/// noise from rest. No delay of its own.
struct DecisionHistory {
  /// Decay time of the counts of refusals and doubtful beats, in feature samples: 4 s, a handful of beats.
  static let span: Float = 500
  /// Score from which a beat is beyond doubt: odds of 20 to 1.
  static let sure = BeatDetector.fullTrust
  /// No score counts for more, either way.
  static let limit: Float = 8
  /// Beats that the scatter of intervals looks back on.
  static let depth: Float = 8

  /// Scores of the last accepted beat and of the one before.
  private(set) var lastScore: Float = 0
  private(set) var scoreBefore: Float = 0
  /// Score of the best candidate refused since the last beat, and its feature index.
  private(set) var bestRefused = -limit
  private(set) var bestRefusedAt = 0
  /// Feature index of the newest beat beyond doubt.
  private(set) var lastSure: Int?
  /// Median interval between neighbouring beats that are both beyond doubt, in feature samples.
  private(set) var interval = BeatMemory.assumedInterval
  /// Mean absolute log ratio of these intervals to their median; 0.1 as in `BeatMemory.irregularity`.
  private var scatter: Float = 0.1
  private var refusals: Float = 0
  private var doubts: Float = 0
  /// Feature index at which the counts hold.
  private var counted = 0
  private var lastWasSure = false
  private var sureIntervals = IntervalMedian()

  init() {}

  /// As new, keeping its storage.
  mutating func reset() {
    var sureIntervals = sureIntervals
    sureIntervals.reset()
    self = DecisionHistory(sureIntervals: sureIntervals)
  }

  private init(sureIntervals: IntervalMedian) { self.sureIntervals = sureIntervals }

  mutating func accept(at index: Int, score: Float) {
    fade(to: index)
    scoreBefore = lastScore
    lastScore = min(score, Self.limit)
    bestRefused = -Self.limit
    let isSure = score >= Self.sure
    if isSure {
      if lastWasSure, let lastSure { take(interval: Float(index - lastSure)) }
      lastSure = index
    } else {
      doubts += 1
    }
    lastWasSure = isSure
  }

  mutating func reject(at index: Int, score: Float) {
    fade(to: index)
    refusals += 1
    if score > bestRefused {
      bestRefused = score
      bestRefusedAt = index
    }
  }

  /// Candidates refused, and beats accepted in doubt, about the last 4 s as seen from `index`.
  func refusals(at index: Int) -> Float { refusals * exp(-Float(index - counted) / Self.span) }
  func doubts(at index: Int) -> Float { doubts * exp(-Float(index - counted) / Self.span) }

  /// Where `index` lies in the rhythm beyond doubt: cosine and sine of its phase, shrunk by how little is known of it.
  func phase(at index: Int) -> (cosine: Float, sine: Float) {
    guard let lastSure, sureIntervals.count > 1 else { return (0, 0) }
    let cycles = Float(index - lastSure) / interval
    let angle = 2 * Float.pi * (cycles - cycles.rounded(.down))
    let spread = 2 * Float.pi * scatter
    let certainty = exp(-0.5 * spread * spread * cycles)
    return (certainty * cos(angle), certainty * sin(angle))
  }

  private mutating func fade(to index: Int) {
    let share = exp(-Float(index - counted) / Self.span)
    refusals *= share
    doubts *= share
    counted = index
  }

  private mutating func take(interval new: Float) {
    if sureIntervals.count > 0 { scatter += (min(abs(log(new / interval)), 1) - scatter) / Self.depth }
    interval = sureIntervals.add(new)
  }
}
