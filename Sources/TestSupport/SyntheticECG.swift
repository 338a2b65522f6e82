package import ECGCore
import Glibc

/// An ECG whose R peaks stand exactly where they were put.
///
/// Shape: the five Gaussian waves of the dynamical model by P. E. McSharry et al., IEEE Trans. Biomed. Eng. 50 (2003)
/// 289, drawn in time about each prescribed beat instead of integrated along the limit cycle, so that positions are
/// known to a rounding error. P and T move with the square root of the interval, as in the authors' ECGSYN program.
package struct SyntheticECG: Sendable {
  package var rate: SampleRate
  package var script: RhythmScript
  /// Height of the R wave, in millivolts; negative turns the lead round.
  package var amplitude = 1.0
  /// Standard deviation of white noise, in millivolts.
  package var noise = 0.01
  /// Amplitude and frequency of breathing's baseline wander, in millivolts and hertz.
  package var wander = (millivolts: 0.05, hertz: 0.2)
  /// Amplitude and frequency of mains hum, in millivolts and hertz.
  package var mains = (millivolts: 0.0, hertz: 50.0)
  /// Seconds in which an electrode is off: flagged, and at the upper rail.
  package var leadsOff: [ClosedRange<Double>] = []
  /// Seconds that were lost: no samples there.
  package var gaps: [ClosedRange<Double>] = []
  /// Seconds of broad-band noise of `burstNoise` millivolts.
  package var bursts: [ClosedRange<Double>] = []
  package var burstNoise = 1.0
  /// Values beyond are cut off: a converter's rails, in millivolts.
  package var rails: ClosedRange<Double>?
  package var seed: UInt64

  package init(rate: SampleRate, script: RhythmScript, seed: UInt64) {
    self.rate = rate
    self.script = script
    self.seed = seed
  }

  /// What stands in a wave: when (seconds from R, scaled by √RR where it moves), how tall (share of R), how wide
  /// (seconds).
  private struct Wave {
    var at: Double
    var height: Double
    var width: Double
    var moves: Bool
    var isAtrial = false
  }

  /// McSharry 2003, table I, at 60 bpm: θ / 2π seconds, a relative to R, b / 2π seconds.
  private static let normal = [
    Wave(at: -0.167, height: 0.12, width: 0.028, moves: true, isAtrial: true),
    Wave(at: -0.033, height: -0.12, width: 0.011, moves: false),
    Wave(at: 0, height: 1, width: 0.011, moves: false), Wave(at: 0.033, height: -0.22, width: 0.011, moves: false),
    Wave(at: 0.27, height: 0.3, width: 0.055, moves: true),
  ]
  /// A wide complex without a P wave, its T wave the other way.
  private static let ventricular = [
    Wave(at: 0, height: 1.4, width: 0.035, moves: false), Wave(at: 0.1, height: -0.5, width: 0.04, moves: false),
    Wave(at: 0.33, height: -0.4, width: 0.06, moves: true),
  ]
  /// First beat, in seconds from the start.
  private static let lead = 0.5

  /// Times of the R peaks in seconds.
  package var truth: [Double] { script.beats(lead: Self.lead) }
  /// Where the signal ends: a little past the last beat.
  package var seconds: Double { (truth.last ?? 0) + 1 }

  /// The signal, cut at gaps only.
  package func blocks() -> [SampleBlock] {
    let values = millivolts()
    var blocks: [SampleBlock] = []
    var start: Int?
    func isIn(_ ranges: [ClosedRange<Double>], _ index: Int) -> Bool {
      ranges.contains { $0.contains(rate.seconds(Double(index))) }
    }
    func close(at end: Int) {
      guard let first = start else { return }
      var flags: [SampleFlags] = []
      if !leadsOff.isEmpty { flags = (first..<end).map { isIn(leadsOff, $0) ? .leadOffPlus : [] } }
      blocks.append(SampleBlock(start: first, millivolts: Array(values[first..<end]), flags: flags))
      start = nil
    }
    for index in values.indices {
      if isIn(gaps, index) { close(at: index) } else if start == nil { start = index }
    }
    close(at: values.count)
    return blocks
  }

  /// Every sample's value, those in gaps included.
  package func millivolts() -> [Float] {
    var generator = SeededGenerator(seed: seed)
    let count = rate.samples(in: seconds)
    var signal = [Double](repeating: 0, count: count)
    let beats = truth
    for (index, beat) in beats.enumerated() {
      let before = index > 0 ? beats[index - 1] : beat - 1
      let interval = beat - before
      let waves = script.ventricular.contains(index) ? Self.ventricular : Self.normal
      let isFibrillating = script.withoutAtria.contains(index)
      for wave in waves where !(isFibrillating && wave.isAtrial) {
        draw(wave, at: beat, interval: interval, into: &signal)
      }
    }
    for index in signal.indices {
      let time = rate.seconds(Double(index))
      var value = amplitude * signal[index]
      value += wander.millivolts * sin(2 * .pi * wander.hertz * time)
      value += mains.millivolts * sin(2 * .pi * mains.hertz * time)
      let isBurst = bursts.contains { $0.contains(time) }
      value += generator.normal() * (isBurst ? burstNoise : noise)
      if leadsOff.contains(where: { $0.contains(time) }) { value = 1.5 }
      if let rails { value = min(max(value, rails.lowerBound), rails.upperBound) }
      signal[index] = value
    }
    return signal.map { Float($0) }
  }

  /// The heart's own voltage at any moment, without noise, wander or rails, in millivolts. `beats` are `truth`; `hint` is the
  /// index of a beat near by, and is brought up to date: time runs forward.
  package func millivolts(at time: Double, beats: [Double], hint: inout Int) -> Double {
    while hint + 1 < beats.count, beats[hint + 1] < time { hint += 1 }
    var value = 0.0
    for index in max(0, hint - 1)...min(hint + 1, beats.count - 1) {
      let beat = beats[index]
      let interval = index > 0 ? beat - beats[index - 1] : 1
      let isFibrillating = script.withoutAtria.contains(index)
      let waves = script.ventricular.contains(index) ? Self.ventricular : Self.normal
      for wave in waves where !(isFibrillating && wave.isAtrial) {
        let scale = wave.moves ? sqrt(min(max(interval, 0.3), 1.5)) : 1
        let distance = (time - beat - wave.at * scale) / (wave.width * scale)
        if abs(distance) < 5 { value += wave.height * exp(-distance * distance / 2) }
      }
    }
    return amplitude * value
  }

  private func draw(_ wave: Wave, at beat: Double, interval: Double, into signal: inout [Double]) {
    // The rate of 60 bpm is where the table holds; a longer interval moves and widens P and T.
    let scale = wave.moves ? sqrt(min(max(interval, 0.3), 1.5)) : 1
    let centre = beat + wave.at * scale
    let width = wave.width * scale
    let first = max(0, rate.samples(in: centre - 5 * width))
    let last = min(signal.count - 1, rate.samples(in: centre + 5 * width))
    guard first <= last else { return }
    for index in first...last {
      let distance = (rate.seconds(Double(index)) - centre) / width
      signal[index] += wave.height * exp(-distance * distance / 2)
    }
  }
}
