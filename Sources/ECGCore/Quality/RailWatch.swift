/// Finds samples that stand at a rail although no flag says so: a plateau at the signal's running extremes.
///
/// After the saturation tests of the PhysioNet/CinC Challenge 2011 (I. Silva, G. B. Moody, L. Celi, Comput. Cardiol. 38
/// (2011) 273), which look for runs of equal samples. Deviations: the run must lie at the running extreme *and* away
/// from the signal's mean (the baseline of a quiet ECG without S waves is a plateau at its minimum, too), and a short
/// run counts only when entered steeply (the top of a T wave is flat, too). Delay: the run's own length.
struct RailWatch {
  /// Equal means within this share of the running range: four steps of a 12-bit converter over its full scale.
  private static let equalShare: Float = 0.001
  /// At the extreme means within this share of the running range.
  private static let extremeShare: Float = 0.005
  /// The extreme must lie this share of the range away from the mean.
  private static let outlyingShare: Float = 0.3
  /// A steep entry covers this share of the range in `entrySeconds`; the flank of an R wave covers far more.
  private static let steepShare: Float = 0.03
  /// How far back the entry's slope looks, in seconds.
  private static let entrySeconds = 0.006
  /// A run entered steeply counts from this length on, in seconds: shorter is a sampled peak.
  private static let shortSeconds = 0.008
  /// Any run counts from this length on, in seconds: no wave of the heart is level so long at its extreme.
  private static let longSeconds = 0.08
  /// The running extremes draw together by this share of the range a second, so that one spike is forgotten.
  private static let decayPerSecond: Float = 0.01
  /// Time constant of the running mean, in seconds.
  private static let meanSeconds = 10.0

  private let shortRun: Int
  private let longRun: Int
  private let meanStep: Float
  private let decayStep: Float
  private var recent: RingWindow<Float>
  private var top: Float = 0
  private var bottom: Float = 0
  private var mean: Float = 0
  private var previous: Float = 0
  private var runLength = 0
  private var enteredSteeply = false
  private var isPrimed = false

  init(rate: SampleRate) {
    shortRun = max(3, rate.samples(in: Self.shortSeconds))
    longRun = max(4, rate.samples(in: Self.longSeconds))
    meanStep = Float(1 / (Self.meanSeconds * rate.hertz))
    decayStep = Self.decayPerSecond / Float(rate.hertz)
    recent = RingWindow(capacity: max(1, rate.samples(in: Self.entrySeconds)), blank: 0)
  }

  /// Takes one sample; gives how many samples, this one last, are newly known to stand at a rail.
  mutating func take(_ x: Float) -> Int {
    guard isPrimed else {
      isPrimed = true
      (top, bottom, mean, previous) = (x, x, x, x)
      recent.append(x)
      return 0
    }
    let range = top - bottom
    top = max(x, top - decayStep * range)
    bottom = min(x, bottom + decayStep * range)
    mean += meanStep * (x - mean)
    defer {
      previous = x
      recent.append(x)
    }
    let near = Self.extremeShare * range
    let atRail =
      (x >= top - near && x - mean > Self.outlyingShare * range)
      || (x <= bottom + near && mean - x > Self.outlyingShare * range)
    guard atRail else {
      runLength = 0
      return 0
    }
    if runLength > 0, abs(x - previous) <= Self.equalShare * range {
      runLength += 1
    } else {
      runLength = 1
      enteredSteeply = abs(x - (recent.first ?? x)) > Self.steepShare * range
    }
    let needed = enteredSteeply ? shortRun : longRun
    if runLength < needed { return 0 }
    return runLength == needed ? needed : 1
  }

  mutating func reset() {
    isPrimed = false
    runLength = 0
    recent.removeAll()
  }
}
