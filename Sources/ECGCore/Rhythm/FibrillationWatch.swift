import Glibc

/// Atrial fibrillation or flutter, beat by beat: from irregular intervals and from P waves that are missing.
///
/// Each interval's score (`FibrillationModel`) is averaged over the last twelve; above one limit an episode begins, below a
/// lower one it ends. Source: the running decision with hysteresis of A. Petrėnas et al., Comput. Biol. Med. 65 (2015)
/// 184. Deviations: what is averaged is a score of odds, not a product of indices; an episode begins and ends where the beats
/// changed (`IrregularityChange`), or else where the middle of what was looked at lies, `delay` beats ago. Delay: some 20 to 50
/// beats until it is told.
struct FibrillationWatch {
  /// Scores averaged.
  private static let averaged = 12
  /// Beats by which a decision follows the beat of which it speaks.
  static let delay = FibrillationFeatures.delay + averaged / 2
  /// Scores count no further than this, either way: odds of 20 to 1.
  private static let limit: Float = 3
  /// Mean score at which an episode begins, odds of e to one, and below which it ends: chosen by cross-validation over the records
  /// of the AF database (docs/rhythm.md).
  private static let begins: Float = 1
  private static let ends: Float = -0.7

  private(set) var features = FibrillationFeatures()
  private var scores = RingWindow(capacity: averaged, blank: Float(0))
  /// The last beats, the one decided upon first.
  private var positions = RingWindow(capacity: delay + 1, blank: 0.0)
  private var change = IrregularityChange()
  private(set) var isFibrillating = false
  /// The beat at which the newest episode began, or ended.
  private(set) var changed: Double?
  private(set) var score: Float = 0

  init() {}

  /// Too few beats have been seen to say anything.
  var isSettling: Bool { scores.isEmpty }
  /// Odds as a share, 0 … 1: how likely it is fibrillation or flutter.
  var confidence: Double { 1 / (1 + exp(-Double(score))) }
  /// The beat of which the newest decision speaks.
  var decided: Double? { positions.first }

  /// Takes an interval, with the form of the beat that closes it where the signal is known.
  mutating func append(_ interval: RRInterval, form: BeatForm?) {
    positions.append(interval.to)
    change.append(interval)
    features.append(seconds: interval.seconds, form: form)
    guard features.measure() else { return }
    let model = form == nil ? FibrillationModel.intervalsAlone : .withForms
    scores.append(min(max(model.score(features.values), -Self.limit), Self.limit))
    var sum: Float = 0
    for k in 0..<scores.count { sum += scores[k] }
    score = sum / Float(scores.count)
    let isNow = score > (isFibrillating ? Self.ends : Self.begins)
    if isNow != isFibrillating { changed = change.place(isRise: isNow, after: changed ?? 0) ?? decided }
    isFibrillating = isNow
  }

  /// The beats that follow do not follow on these.
  mutating func restart() {
    features.removeAll()
    scores.removeAll()
    positions.removeAll()
    change.removeAll()
    changed = nil
    isFibrillating = false
    score = 0
  }
}
