import Glibc

/// What the detector has learnt of this heart and this noise since the signal began: levels, intervals, shapes.
///
/// Source: the running signal and noise levels and RR averages of J. Pan, W. J. Tompkins, IEEE TBME 32:230 (1985).
/// Deviations: levels are kept as logarithms, so that a gain is an offset; the interval is a median of eight
/// (`IntervalMedian`); a beat teaches by the trust put in it; a second, slower
/// set of levels remembers the clean stretches through a burst of noise. No delay of its own.
struct BeatMemory {
  /// Beats looked back on.
  static let depth = 8
  /// Beats the settled levels look back on: half a minute to a minute.
  static let settledDepth: Float = 48
  /// Interval assumed before any was seen, in feature samples: 0.8 s, 75 bpm.
  static let assumedInterval: Float = 100
  /// One beat moves a level down or up by no more than these factors' weighted share: e^−1.5 and e.
  static let fall: Float = -1.5
  static let rise: Float = 1

  /// Slow levels, moved by undoubted beats only.
  struct Settled {
    fileprivate(set) var signal: Float = 0
    fileprivate(set) var sharp: Float = 0
    fileprivate(set) var unrest: Float = 0
    fileprivate(set) var ambient: Float = 0
  }

  /// Feature index of the newest accepted beat; `nil` where none.
  private(set) var lastBeat: Int?
  private(set) var beats = 0
  private(set) var logSignal: Float = 0
  private(set) var logNoise: Float = 0
  private(set) var hasNoise = false
  private(set) var logLast: Float = 0
  /// Running means of the beats' own shape: high and low band over the middle band, slope, surroundings.
  private(set) var high: Float = 0
  private(set) var low: Float = 0
  private(set) var slope: Float = 0
  private(set) var ambient: Float = 0
  private(set) var settled = Settled()
  /// Median of the newest intervals and the newest one, in feature samples.
  private(set) var interval = assumedInterval
  private(set) var lastInterval = assumedInterval
  /// Mean absolute log ratio of neighbouring intervals; 0.1 is a resting sinus rhythm's upper end.
  private(set) var irregularity: Float = 0.1

  private var newestIntervals = IntervalMedian()

  /// As new, keeping its storage.
  mutating func reset() {
    var newestIntervals = newestIntervals
    newestIntervals.reset()
    self = BeatMemory(newestIntervals: newestIntervals)
  }

  init() {}

  private init(newestIntervals: IntervalMedian) { self.newestIntervals = newestIntervals }

  /// - Parameters:
  ///   - index: feature index of the envelope's peak.
  ///   - trust: 0 (a toss-up) … 1 (beyond doubt).
  mutating func accept(at index: Int, shape: CandidateShape, trust: Float) {
    let weight = beats == 0 ? 1 : trust * max(1 / Float(Self.depth), 1 / Float(beats + 1))
    logSignal += beats == 0 ? shape.logPeak : weight * min(max(shape.logPeak - logSignal, Self.fall), Self.rise)
    high += weight * (shape.high - high)
    low += weight * (shape.low - low)
    slope += weight * (shape.logSlope - slope)
    ambient += weight * (shape.logAmbient - ambient)
    logLast = shape.logPeak
    beats += 1
    let slow = beats == 1 ? 1 : trust * trust * max(1 / Self.settledDepth, 1 / Float(beats))
    settled.signal += slow * (beats == 1 ? shape.logPeak : min(max(shape.logPeak - settled.signal, -1), 1))
    settled.sharp += slow * (shape.logSharp - settled.sharp)
    settled.unrest += slow * (shape.unrest - settled.unrest)
    settled.ambient += slow * (shape.logAmbient - settled.ambient)
    if let lastBeat { take(interval: Float(index - lastBeat)) }
    lastBeat = index
  }

  mutating func reject(_ shape: CandidateShape) {
    if hasNoise {
      logNoise += (shape.logPeak - logNoise) / Float(Self.depth)
    } else {
      logNoise = shape.logPeak
      hasNoise = true
    }
  }

  private mutating func take(interval new: Float) {
    if newestIntervals.count > 0 {
      irregularity += (min(abs(log(new / lastInterval)), 1) - irregularity) / Float(Self.depth)
    }
    lastInterval = new
    interval = newestIntervals.add(new)
  }
}
