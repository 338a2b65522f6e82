import Glibc

/// What decides on a candidate: its shape against what this heart's beats were like, and its time against their rhythm.
///
/// Everything is a ratio (as a logarithm) or a likeness, so that neither gain nor polarity nor offset matters.
struct CandidateFeatures {
  static let count = 103
  /// Logarithms beyond this are no news: a factor of 55.
  static let limit: Float = 4
  /// Decay times of the two refractory features, in feature samples: 0.2 s (absolute) and 0.48 s (T wave).
  static let refractory: Float = 25
  static let vulnerable: Float = 60
  /// Beats after which the detector no longer counts as new to this signal.
  static let novelty: Float = 8

  /// Size of a following peak where there is none, as a logarithm: hardly more than what is never looked at.
  static let nothing: Float = -2
  /// Scores are halved, so that the limit is reached at odds of 3,000 to 1.
  static let scoreShare: Float = 0.5

  /// How like the candidate is to the beats before: as it is, in its sharp detail, and with its P and T waves.
  struct Likeness {
    let plain: BeatTemplates.Match
    let sharp: BeatTemplates.Match
    let coarse: BeatTemplates.Match
  }

  /// The peak that waits behind the candidate: its size over the candidate's, as a logarithm, and how like a beat it is.
  struct Following {
    let logSize: Float
    let correlation: Float
  }

  private(set) var values = [Float](repeating: 0, count: count)

  /// - Parameter candidate: feature index of the envelope's peak, from the beginning of the segment.
  mutating func gather(
    _ shape: CandidateShape, candidate: Int, memory: BeatMemory, history: DecisionHistory, likeness: Likeness,
    following: Following?
  ) {
    let known = memory.beats > 0
    let since = memory.lastBeat.map { Float(candidate - $0) } ?? 1000
    let logInterval = log(memory.interval)
    values.withUnsafeMutableBufferPointer { values in
      var next = 0
      func put(_ value: Float) {
        values[next] = min(max(value, -Self.limit), Self.limit)
        next += 1
      }
      // Size against the beats so far, the noise so far and the surroundings.
      put(known ? shape.logPeak - memory.logSignal : 0)
      put(memory.hasNoise ? shape.logPeak - memory.logNoise : 0)
      put(shape.logPeak - shape.logRecent)
      put(known ? shape.logPeak - memory.logLast : 0)
      put(known ? shape.logPeak - memory.settled.signal : 0)
      put(known ? shape.logSharp - memory.settled.sharp : 0)
      put(known ? shape.logSlope - memory.slope : 0)
      put(known && memory.hasNoise ? memory.logNoise - memory.logSignal : 0)
      put(known ? shape.logRecent - memory.logSignal : 0)
      // Time against the rhythm.
      put(known ? log(since) - logInterval : 0)
      put(exp(-since / Self.refractory))
      put(exp(-since / Self.vulnerable))
      put(since / Float(FeatureSignal.rate))
      put(memory.beats > 1 ? logInterval - log(BeatMemory.assumedInterval) : 0)
      put(memory.beats > 1 ? log(memory.lastInterval / memory.interval) : 0)
      put(memory.irregularity)
      put(exp(-Float(memory.beats) / Self.novelty))
      put(exp(-Float(candidate) / Float(FeatureSignal.rate)))
      put(known ? 0 : 1)
      // Bands, alone and against the beats'.
      put(shape.high)
      put(shape.low)
      put(known ? shape.high - memory.high : 0)
      put(known ? shape.low - memory.low : 0)
      put(shape.logSlope - shape.logPeak)
      put(shape.narrowness)
      put(shape.sharpWidth)
      // What stands beside it.
      put(shape.before)
      put(shape.after)
      put(shape.meanBefore)
      put(shape.meanAfter)
      put(shape.slopeBefore)
      put(shape.slopeAfter)
      put(shape.roughness)
      put(shape.sharpSurroundings)
      // How restless the last two seconds were.
      put(shape.logAmbient - shape.logPeak)
      put(known ? shape.logAmbient - memory.logSignal : 0)
      put(known ? shape.logAmbient - memory.ambient : 0)
      put(known ? shape.logAmbient - memory.settled.ambient : 0)
      put(known ? shape.unrest - memory.settled.signal : 0)
      put(known ? shape.unrest - memory.settled.unrest : 0)
      // Likeness.
      put(likeness.plain.correlation)
      put(likeness.plain.logGain)
      put(likeness.plain.share)
      put(likeness.sharp.correlation)
      put(likeness.sharp.logGain)
      put(likeness.sharp.share)
      put(likeness.plain.dominantCorrelation)
      put(likeness.plain.dominantGain)
      put(likeness.sharp.dominantCorrelation)
      put(likeness.coarse.correlation)
      put(likeness.coarse.logGain)
      put(likeness.coarse.share)
      put(likeness.coarse.dominantCorrelation)
      // What waits behind it.
      put(following?.correlation ?? 0)
      put(following?.logSize ?? Self.nothing)
      // What was said of late, and the rhythm of the beats beyond doubt.
      put(Self.scoreShare * history.lastScore)
      put(Self.scoreShare * history.scoreBefore)
      put(Self.scoreShare * history.bestRefused)
      put(exp(-Float(candidate - history.bestRefusedAt) / Self.refractory))
      put(log(1 + history.refusals(at: candidate)))
      put(log(1 + history.doubts(at: candidate)))
      put(history.lastSure.map { log(Float(candidate - $0) / history.interval) } ?? 0)
      put(log(since / history.interval))
      let phase = history.phase(at: candidate)
      put(phase.cosine)
      put(phase.sine)
      for value in shape.slopeOutline { put(value) }
      for value in shape.sharpOutline { put(value) }
    }
  }
}
