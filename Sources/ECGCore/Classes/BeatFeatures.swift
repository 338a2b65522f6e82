import Glibc

/// What the classifier knows of one beat: a row of numbers, each with its name.
///
/// Source: RR ratios, widths and templates as in P. de Chazal et al., IEEE TBME 51:1196 (2004), and M. Llamedo,
/// J. P. Martínez, IEEE TBME 58:616 (2011). Deviations: all shapes are relative to the wearer's own families, signs to the
/// usual beat's, so that neither gain nor polarity nor lead placement matters. Delay: the next beat's decision.
public struct BeatFeatures: Hashable, Sendable {
  /// The values, in the order of `names`; finite, within ±`limit`.
  public private(set) var values = [Float](repeating: 0, count: names.count)

  /// Beyond this nothing more is said, in any of the values' units.
  static let limit: Float = 20

  /// The least irregularity that any rhythm is held to have: breath.
  static let steadiest: Float = 0.02

  /// What the last beats were like, seen from the next one.
  struct Neighbour: Sendable {
    var usualLikeness: Float = 1
    var movementRatio: Float = 0
    var early: Float = 0
    var atrial: Float = 0
    var familyShare: Float = 1
    var family = -1
    var isUsual = true
    /// Level of the window in millivolts, `nil` before the first beat; how far it was from the usual beat; log noise over usual.
    var level: Float?
    var distance: Float = 0
    var noiseRatio: Float = 0
  }

  /// Times about a beat, in seconds: to the beat before and to the one after, `nil` where there is none to be measured
  /// against; the steady interval, between usual beats that came in time; and how the present stretch began.
  struct Times {
    var before: Float?
    var after: Float?
    var steady: Float
    var onset: RunOnset
  }

  init() {}

  public static let names: [String] = [
    // Intervals, as natural logarithms of ratios.
    "before/median8", "after/median8", "before/previous", "after/before", "before/median32", "after/median32",
    "before/quantile25", "before/quantile75", "before/quantile90", "previous/median8", "secondPrevious/median8",
    "sum/median8", "before/steady", "after/steady", "before", "after", "median32", "irregularity8", "irregularity32",
    "spread", "strangeness", "rank", "irregularity128", "earlyShare32", "before/spread", "onset", "before/onset",
    "onsetBeats",
    // The complex itself.
    "movement", "width", "halfWidth", "fullness", "steepness", "sharpness", "balance", "oneSidedness", "lag",
    "segment", "repolarisation", "atrial", "noise", "beforeComplex", "confidence",
    // Against the usual family.
    "usualLikeness", "usualLag", "movement-usual", "width-usual", "fullness-usual", "sharpness-usual", "size/usual",
    "balance-usual", "repolarisation-usual", "complexResidual", "whole", "repolarisationLikeness", "atrialLikeness",
    "atrialGain", "usualAtrial", "atrialResidual", "usualShare", "usualMovement", "beginningLikeness", "atrialSurplus",
    "atrialLikeness-usual", "discordance", "slopeLikeness", "steepness/usual", "noise/usual", "levelStep", "drift",
    "usualBeats",
    // Its own family.
    "familyLikeness", "isUsual", "familyShare", "familyBeats", "familyEarly", "familyLate", "familyEarlyShare",
    "familyMovement-usual", "familyMovement", "familySize/usual", "familyFullness-usual", "before/family",
    // Its neighbours.
    "previousLikeness", "previousMovement", "previousEarly", "previousAtrial", "previousShare", "previousIsSame",
    "secondPreviousLikeness", "secondPreviousEarly", "nextLikeness", "nextIsSame",
    "previousDistance", "previousNoise/usual",
  ]

  /// The value called `name`; 0 where there is none.
  public func value(_ name: String) -> Float {
    Self.names.firstIndex(of: name).map { values[$0] } ?? 0
  }

  struct Beat {
    var shape: BeatShape
    var match: BeatFamilies.Match
    var isKnown: Bool
    var waves: WaveLikeness
    var confidence: Float
    var nextLikeness: Float
    var nextIsSame: Bool
  }

  /// Log ratio, where both are known.
  static func ratio(_ a: Float?, _ b: Float) -> Float {
    guard let a, a > 0, b > 0 else { return 0 }
    return log(a / b)
  }

  mutating func gather(
    _ beat: Beat, _ times: Times, _ intervals: inout IntervalMemory, _ families: BeatFamilies, previous: Neighbour,
    secondPrevious: Neighbour
  ) {
    var next = 0
    values.withUnsafeMutableBufferPointer { values in
      func put(_ value: Float) {
        values[next] = min(max(value, -Self.limit), Self.limit)
        next += 1
      }
      let (before, after) = (times.before, times.after)
      let median8 = intervals.median(of: 8)
      let median32 = intervals.median(of: 32)
      let previousInterval = intervals.interval(back: 0)
      put(Self.ratio(before, median8))
      put(Self.ratio(after, median8))
      put(Self.ratio(before, previousInterval))
      put(before.map { Self.ratio(after, $0) } ?? 0)
      put(Self.ratio(before, median32))
      put(Self.ratio(after, median32))
      put(Self.ratio(before, intervals.quantile(0.25)))
      put(Self.ratio(before, intervals.quantile(0.75)))
      put(Self.ratio(before, intervals.quantile(0.9)))
      put(Self.ratio(previousInterval, median8))
      put(Self.ratio(intervals.interval(back: 1), median8))
      put(before.flatMap { before in after.map { Self.ratio(before + $0, 2 * median8) } } ?? 0)
      put(Self.ratio(before, times.steady))
      put(Self.ratio(after, times.steady))
      put(min(before ?? median8, 3))
      put(min(after ?? median8, 3))
      put(median32)
      put(intervals.irregularity(over: 8))
      put(intervals.irregularity(over: 32))
      put(Self.ratio(intervals.quantile(0.75), intervals.quantile(0.25)))
      put(before.map { intervals.strangeness(of: $0, among: 16) } ?? 0)
      put(before.map(intervals.rank) ?? 0.5)
      put(intervals.irregularity(over: IntervalMemory.depth))
      put(intervals.earlyShare(over: 32, ratio: -0.1))
      put(Self.ratio(before, median32) / (intervals.irregularity(over: 32) + Self.steadiest))
      put(times.onset.depth)
      put(times.onset.ratio)
      put(log(1 + Float(times.onset.count)))

      let shape = beat.shape
      let size = max(shape.size, 1e-6)
      let usual = beat.match.usual >= 0 ? families.standings[beat.match.usual] : BeatFamilies.Standing()
      let sign: Float = usual.balance < 0 ? -1 : 1
      put(shape.movement)
      put(shape.width)
      put(shape.halfWidth)
      put(shape.fullness)
      put(shape.steepness)
      put(shape.sharpness)
      put(sign * shape.balance)
      put(sign * shape.oneSidedness)
      put(shape.lag)
      put(sign * shape.segment / size)
      put(sign * shape.repolarisation / size)
      put(shape.atrial / size)
      put(shape.noise / size)
      put(shape.before)
      put(beat.confidence)

      put(beat.match.usualLikeness)
      put(Float(abs(beat.match.usualLag)))
      put(shape.movement - usual.movement)
      put(shape.width - usual.width)
      put(shape.fullness - usual.fullness)
      put(Self.ratio(shape.sharpness, usual.sharpness))
      put(log(size) - usual.logSize)
      put(abs(shape.balance - usual.balance))
      put(abs(shape.repolarisation / size - usual.repolarisation))
      put(beat.waves.complexResidual)
      put(beat.waves.whole)
      put(beat.waves.repolarisation)
      put(beat.waves.atrial)
      put(beat.waves.atrialGain)
      put(beat.waves.usualAtrial)
      put(beat.waves.atrialResidual)
      put(usual.share)
      put(usual.movement)
      put(beat.waves.beginning)
      put(beat.waves.surplus)
      put(beat.waves.atrial - usual.atrial)
      put(shape.balance * shape.repolarisation / size)
      put(beat.waves.slope)
      put(Self.ratio(shape.steepness * shape.size, usual.steepness))
      put(Self.ratio(shape.noise, usual.noise))
      put(previous.level.map { abs(shape.level - $0) / size } ?? 0)
      put(shape.drift / size)
      put(log(1 + Float(usual.beats)))

      let own = beat.isKnown ? families.standings[beat.match.slot] : BeatFamilies.Standing()
      put(beat.match.likeness)
      put(beat.isKnown && beat.match.slot == beat.match.usual ? 1 : 0)
      put(own.share)
      put(log(1 + Float(own.beats)))
      put(own.early)
      put(own.late)
      put(own.earlyShare)
      put(beat.isKnown ? own.movement - usual.movement : shape.movement - usual.movement)
      put(beat.isKnown ? own.movement : shape.movement)
      put(beat.isKnown ? own.logSize - usual.logSize : log(size) - usual.logSize)
      put(beat.isKnown ? own.fullness - usual.fullness : shape.fullness - usual.fullness)
      put(beat.isKnown ? Self.ratio(before, median8) - own.early : 0)

      put(previous.usualLikeness)
      put(previous.movementRatio)
      put(previous.early)
      put(previous.atrial)
      put(previous.familyShare)
      put(previous.family == beat.match.slot ? 1 : 0)
      put(secondPrevious.usualLikeness)
      put(secondPrevious.early)
      put(beat.nextLikeness)
      put(beat.nextIsSame ? 1 : 0)
      put(previous.distance)
      put(previous.noiseRatio)
    }
  }
}
