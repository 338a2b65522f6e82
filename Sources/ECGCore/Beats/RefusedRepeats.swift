/// Refused candidates that come again: the same shape, the same size, the same time behind a beat, time after time.
///
/// What the judge has refused makes it refuse the like of it the more readily (`DecisionHistory`), so that in a bigeminy it
/// can talk itself into missing every other beat. Noise does not come again in the same shape at the same place; T waves
/// do, but are refused with scores far below those of a beat that is in doubt. After Hamilton's rule that a beat whose shape
/// recurs founds a class of its own (*Open source ECG analysis*, Computers in Cardiology 29:101 (2002)). Deviation: it
/// is held against the refused, not the accepted. No delay of its own.
struct RefusedRepeats {
  /// Odds of 1 to 20: what is refused with a lower score is no doubt but a T wave or noise.
  static let floor: Float = -3
  /// Correlation from which a shape is the same: stricter than `BeatTemplates.belongs`, since it overrules the judge.
  static let likeness: Float = 0.95
  /// Sizes (as a logarithm) may differ by a third, as beats do with breathing.
  static let sizeTolerance: Float = 0.3
  /// Times behind the beat may differ by a fifth: Malik's limit of what one rhythm does (Eur. Heart J. 10 (1989) 1060).
  static let timeTolerance: Float = 0.2
  /// From one to the next, in feature samples: 4 s, two beats at 30 a minute.
  static let longestWait = 500
  /// So many the same before it make one a beat: once is chance, twice is chance in noise, three times is a rhythm.
  static let enough = 2

  private var templates = BeatTemplates()
  private var newest: (index: Int, behind: Int)?
  private var count = 0

  mutating func reset() {
    templates.reset()
    newest = nil
    count = 0
  }

  /// Takes in a refused candidate at feature index `index`, `behind` feature samples after the last beat; says whether it
  /// has come often enough to be one.
  mutating func take(score: Float, index: Int, behind: Int, at middle: UnsafePointer<Float>) -> Bool {
    guard score > Self.floor else { return false }
    let match = templates.match(at: middle)
    var isSame = false
    if let newest, index - newest.index <= Self.longestWait {
      isSame =
        match.correlation >= Self.likeness && abs(match.logGain) <= Self.sizeTolerance
        && abs(Float(behind - newest.behind)) <= Self.timeTolerance * Float(newest.behind)
    }
    if isSame {
      count += 1
    } else {
      count = 0
      templates.reset()
    }
    templates.learn(isSame ? match : BeatTemplates.Match(), at: middle, trust: 1)
    newest = (index, behind)
    return count >= Self.enough
  }
}
