import Glibc

/// What the detector has learnt of this heart and this noise since the signal began: levels, intervals, shapes.
///
/// Source: the running signal and noise levels and RR averages of J. Pan, W. J. Tompkins, IEEE TBME 32:230 (1985).
/// Deviations: levels are kept as logarithms, so that a gain is an offset; the interval is a median of eight
/// (Hamilton, Tompkins, IEEE TBME 33:1157 (1986)). No delay of its own.
struct BeatMemory {
  /// Beats and intervals looked back on.
  static let depth = 8
  /// Interval assumed before any was seen, in feature samples: 0.8 s, 75 bpm.
  static let assumedInterval: Float = 100

  /// Feature index of the newest accepted beat; `nil` where none.
  private(set) var lastBeat: Int?
  private(set) var beats = 0
  private(set) var logSignal: Float = 0
  private(set) var logNoise: Float = 0
  private(set) var hasNoise = false
  private(set) var logLast: Float = 0
  /// Running means of the beats' own shape figures: high and low band over the middle band, slope.
  private(set) var high: Float = 0
  private(set) var low: Float = 0
  private(set) var slope: Float = 0
  private(set) var interval = assumedInterval
  private(set) var lastInterval = assumedInterval
  /// Mean absolute log ratio of neighbouring intervals.
  private(set) var irregularity: Float = 0.1
  var templates = BeatTemplates()

  private var intervals = [Float](repeating: 0, count: depth)
  private var sorted = [Float](repeating: 0, count: depth)
  private var intervalCount = 0

  mutating func accept(at index: Int, logPeak: Float, high: Float, low: Float, slope: Float) {
    let weight = max(1 / Float(Self.depth), 1 / Float(beats + 1))
    if beats == 0 {
      logSignal = logPeak
    } else {
      logSignal += weight * min(max(logPeak - logSignal, -1.5), 1)
    }
    self.high += weight * (high - self.high)
    self.low += weight * (low - self.low)
    self.slope += weight * (slope - self.slope)
    logLast = logPeak
    if let lastBeat { take(interval: Float(index - lastBeat)) }
    lastBeat = index
    beats += 1
  }

  mutating func reject(logPeak: Float) {
    if hasNoise {
      logNoise += (logPeak - logNoise) / Float(Self.depth)
    } else {
      logNoise = logPeak
      hasNoise = true
    }
  }

  private mutating func take(interval new: Float) {
    if intervalCount > 0 {
      irregularity += (min(abs(log(new / lastInterval)), 1) - irregularity) / Float(Self.depth)
    }
    lastInterval = new
    intervals[intervalCount % Self.depth] = new
    intervalCount += 1
    let count = min(intervalCount, Self.depth)
    for k in 0..<count {
      var place = k
      let value = intervals[k]
      while place > 0, sorted[place - 1] > value {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = value
    }
    interval = sorted[count / 2]
  }
}
