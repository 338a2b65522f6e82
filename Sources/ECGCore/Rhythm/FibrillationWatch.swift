import Glibc

/// Atrial fibrillation or flutter, beat by beat: from irregular intervals and from P waves that are missing.
///
/// Each interval's score (`FibrillationModel`) is averaged over the last twelve; above one limit an episode begins, below a
/// lower one it ends. Source: the running decision with hysteresis of A. Petrėnas et al., Comput. Biol. Med. 65 (2015)
/// 184. Deviation: what is averaged is a score of odds, not a product of indices. Delay: `delay` beats: an episode begins
/// and ends where the middle of what was looked at lies.
struct FibrillationWatch {
  /// Scores averaged.
  private static let averaged = 12
  /// Beats by which a decision follows the beat of which it speaks.
  static let delay = FibrillationFeatures.delay + averaged / 2
  /// Scores count no further than this, either way: odds of 20 to 1.
  private static let limit: Float = 3
  /// Mean score at which an episode begins, and below which it ends: odds of two to one, either way.
  private static let begins: Float = 0.7
  private static let ends: Float = -0.7

  private var features = FibrillationFeatures()
  private var scores = RingWindow(capacity: averaged, blank: Float(0))
  /// The last beats, the one decided upon first.
  private var positions = RingWindow(capacity: delay + 1, blank: 0.0)
  private(set) var isFibrillating = false
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
    features.append(seconds: interval.seconds, form: form)
    guard features.measure() else { return }
    let model = form == nil ? FibrillationModel.intervalsAlone : .withForms
    scores.append(min(max(model.score(features.values), -Self.limit), Self.limit))
    var sum: Float = 0
    for k in 0..<scores.count { sum += scores[k] }
    score = sum / Float(scores.count)
    isFibrillating = score > (isFibrillating ? Self.ends : Self.begins)
  }

  /// The beats that follow do not follow on these.
  mutating func restart() {
    features.removeAll()
    scores.removeAll()
    positions.removeAll()
    isFibrillating = false
    score = 0
  }
}
