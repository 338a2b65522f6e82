import Glibc

/// What is known of one candidate when it is decided on: ratios of sizes (as logarithms), times and likenesses, so that
/// neither gain nor polarity nor offset matters.
struct CandidateFeatures {
  static let count = 34
  var values = [Float](repeating: 0, count: count)
  var logPeak: Float = 0
  var high: Float = 0
  var low: Float = 0
  var slope: Float = 0
  var match = BeatTemplates.Match()

  let highBand = QRSWavelet(hertz: 24, spread: 0.016, reach: 6, rate: FeatureSignal.rate)
  let lowBand = QRSWavelet(hertz: 5, spread: 0.050, reach: 15, rate: FeatureSignal.rate)

  /// Half of a natural logarithm of a power: the logarithm of an amplitude, with a floor.
  @inline(__always)
  private static func logAmplitude(_ power: Float) -> Float { 0.5 * log(max(power, 1e-20)) }

  @inline(__always)
  private static func bounded(_ value: Float) -> Float { min(max(value, -4), 4) }

  /// - Parameters:
  ///   - candidate: feature index of the candidate's envelope peak; `now`: newest feature index.
  mutating func measure(_ signal: FeatureSignal, candidate c: Int, now: Int, memory: BeatMemory) {
    signal.withWindows { x, power, base in
      let x = x + (c - base)
      let p = power + (c - base)
      let known = now - c - FeatureSignal.envelopeReach
      logPeak = Self.logAmplitude(p[0])
      var highest: Float = 0
      for k in -3...3 { highest = max(highest, highBand.power(at: x + (k - highBand.reach))) }
      high = Self.logAmplitude(highest) - logPeak
      low = Self.logAmplitude(lowBand.power(at: x - lowBand.reach)) - logPeak

      var recent: Float = 0
      for k in -250..<known { recent = max(recent, p[k]) }  // 2 s
      var before: Float = 0
      var beforeSum: Float = 0
      for k in -50...(-10) {
        let amplitude = p[k].squareRoot()
        beforeSum += amplitude
      }
      for k in -31...(-11) { before = max(before, p[k]) }
      var after: Float = 0
      var afterSum: Float = 0
      for k in 11...known {
        after = max(after, p[k])
        afterSum += p[k].squareRoot()
      }
      var steepest: Float = 0
      for k in -7...7 { steepest = max(steepest, abs(x[k + 1] - x[k - 1])) }
      var steepestAfter: Float = 0
      for k in 12..<(now - c) { steepestAfter = max(steepestAfter, abs(x[k + 1] - x[k - 1])) }
      var steepestBefore: Float = 0
      for k in -31...(-12) { steepestBefore = max(steepestBefore, abs(x[k + 1] - x[k - 1])) }
      var rough: Float = 0
      for k in -50...(-10) { rough += abs(x[k + 1] - 2 * x[k] + x[k - 1]) }
      rough /= 41
      slope = log(max(steepest, 1e-9))
      match = memory.templates.match(at: x)

      let sinceBeat = memory.lastBeat.map { Float(c - $0) } ?? 1000
      let logInterval = log(memory.interval)
      values[0] = memory.beats > 0 ? logPeak - memory.logSignal : 0
      values[1] = memory.hasNoise ? logPeak - memory.logNoise : 0
      values[2] = logPeak - Self.logAmplitude(recent)
      values[3] = memory.beats > 0 ? log(sinceBeat) - logInterval : 0
      values[4] = exp(-sinceBeat / 25)
      values[5] = memory.beats > 1 ? logInterval - log(BeatMemory.assumedInterval) : 0
      values[6] = memory.irregularity
      values[7] = high
      values[8] = low
      values[9] = memory.beats > 0 ? high - memory.high : 0
      values[10] = memory.beats > 0 ? low - memory.low : 0
      values[11] = memory.beats > 0 ? logPeak - memory.logLast : 0
      values[12] = Self.logAmplitude(before) - logPeak
      values[13] = Self.logAmplitude(after) - logPeak
      values[14] = log(max(steepestAfter, 1e-9)) - slope
      values[15] = log(max(beforeSum / 41, 1e-9)) - logPeak
      values[16] = log(max(afterSum / Float(known - 10), 1e-9)) - logPeak
      values[17] = match.correlation
      values[18] = match.slot >= 0 ? match.logGain : 0
      values[19] = exp(-Float(memory.beats) / 8)
      values[20] = match.share
      values[21] = 0.5 * log(max((p[-5] + p[5]) / (2 * max(p[0], 1e-20)), 1e-6))
      values[22] = memory.beats > 0 ? slope - memory.slope : 0
      values[23] = memory.beats > 1 ? log(memory.lastInterval / memory.interval) : 0
      values[24] = memory.beats > 0 && memory.hasNoise ? memory.logNoise - memory.logSignal : 0
      values[25] = exp(-Float(c) / 125)
      values[26] = log(max(rough, 1e-9)) - slope
      values[27] = slope - logPeak
      values[28] = exp(-sinceBeat / 60)
      values[29] = min(sinceBeat / 125, 4)
      values[30] = log(max(steepestBefore, 1e-9)) - slope
      values[31] = 0.5 * log(max(p[10], 1e-20)) - logPeak
      values[32] = 0.5 * log(max(p[-10], 1e-20)) - logPeak
      values[33] = memory.beats == 0 ? 1 : 0
      for k in 0..<Self.count { values[k] = Self.bounded(values[k]) }
    }
  }
}
