import Glibc

/// The shapes of the beats accepted so far: a few running averages, each of one morphology.
///
/// Source: template matching as in P. S. Hamilton, *Open source ECG analysis*, Computers in Cardiology 29:101 (2002),
/// and its beat classifier. Deviations: shapes are compared by correlation at the best of five alignments on the
/// fixed-rate signal, the window's own straight line taken off; amplitude is kept apart from shape; only beats that were
/// never in doubt teach, and slowly, so that a burst of noise cannot overwrite what a clean stretch has shown.
/// No delay of its own.
struct BeatTemplates {
  /// Morphologies kept: the dominant beat, an ectopic or two, and one to be replaced.
  static let slots = 4
  /// Half width in values: ±80 ms at 125 Hz, a wide QRS; ±240 ms of the coarse outline, P wave to T wave.
  static let reach = 10
  /// Alignments tried either way, in values: ±16 ms; ±48 ms of the coarse outline.
  static let slack = 2
  /// Window length padded to whole SIMD8 vectors.
  static let length = 24
  /// A beat this like a template belongs to it; osea's MATCH_LIMIT is 1.3 of its own measure, about this correlation.
  static let belongs: Float = 0.85
  /// Weight of a new beat once a template has seen 32.
  static let forgetting: Float = 1 / 32
  /// Least trust in a beat that may teach.
  static let leastTrust: Float = 0.95
  /// Beats a template's standing counts up to.
  static let most = 64

  private var shapes = [Float](repeating: 0, count: slots * length)
  private var window = [Float](repeating: 0, count: length)
  /// Distance from the middle, and 1, within the window; 0 in the padding.
  private let ramp = (0..<length).map { $0 <= 2 * reach ? Float($0 - reach) : 0 }
  private let inside = (0..<length).map { $0 <= 2 * reach ? Float(1) : 0 }
  private static let rampPower = Float(reach * (reach + 1) * (2 * reach + 1)) / 3
  private var counts = [Int](repeating: 0, count: slots)
  private var lastUse = [Int](repeating: 0, count: slots)
  private var logAmplitudes = [Float](repeating: 0, count: slots)
  private var uses = 0

  struct Match {
    var correlation: Float = 0
    var slot = -1
    var shift = 0
    /// Natural logarithm of the candidate's size over the template's.
    var logGain: Float = 0
    /// Share of beats so far that were of this template, 0 … 1.
    var share: Float = 0
    /// The same two for the template of the most beats.
    var dominantCorrelation: Float = 0
    var dominantGain: Float = 0
  }

  mutating func reset() {
    for slot in 0..<Self.slots {
      counts[slot] = 0
      logAmplitudes[slot] = 0
      lastUse[slot] = 0
    }
    uses = 0
  }

  /// Best match of the window around `middle`.
  mutating func match(at middle: UnsafePointer<Float>) -> Match {
    var best = Match()
    guard uses > 0 else { return best }
    best.correlation = -1
    best.dominantCorrelation = -1
    var bestNorm: Float = 1
    var dominantNorm: Float = 1
    var dominant = 0
    for slot in 1..<Self.slots where counts[slot] > counts[dominant] { dominant = slot }
    for shift in -Self.slack...Self.slack {
      let norm = takeWindow(at: middle + shift)
      guard norm > 0 else { continue }
      window.withUnsafeBufferPointer { window in
        shapes.withUnsafeBufferPointer { shapes in
          guard let window = window.baseAddress, let shapes = shapes.baseAddress else { return }
          for slot in 0..<Self.slots where counts[slot] > 0 {
            let product = Reduction.dot(window, shapes + slot * Self.length, octets: Self.length / 8)
            let correlation = product / norm
            if correlation > best.correlation {
              best.correlation = correlation
              best.slot = slot
              best.shift = shift
              bestNorm = norm
            }
            if slot == dominant, correlation > best.dominantCorrelation {
              best.dominantCorrelation = correlation
              dominantNorm = norm
            }
          }
        }
      }
    }
    if best.slot >= 0 {
      best.logGain = log(bestNorm) - logAmplitudes[best.slot]
      best.dominantGain = log(dominantNorm) - logAmplitudes[dominant]
      best.share = min(1, Float(counts[best.slot]) / Float(min(uses, Self.most)))
    }
    return best
  }

  /// Takes an accepted beat in.
  mutating func learn(_ match: Match, at middle: UnsafePointer<Float>, trust: Float) {
    guard uses == 0 || trust > Self.leastTrust else { return }
    uses += 1
    var slot = match.slot
    var shift = match.shift
    if slot < 0 || match.correlation < Self.belongs {
      slot = leastOfUse()
      counts[slot] = 0
      shift = 0
    }
    let norm = takeWindow(at: middle + shift)
    guard norm > 0 else { return }
    let weight = counts[slot] == 0 ? 1 : trust * max(Self.forgetting, 1 / Float(counts[slot] + 1))
    var energy: Float = 0
    for tap in 0...(2 * Self.reach) {
      let at = slot * Self.length + tap
      shapes[at] += weight * (window[tap] / norm - shapes[at])
      energy += shapes[at] * shapes[at]
    }
    let scale = energy > 0 ? 1 / energy.squareRoot() : 0
    for tap in 0...(2 * Self.reach) { shapes[slot * Self.length + tap] *= scale }
    logAmplitudes[slot] += weight * (log(norm) - logAmplitudes[slot])
    counts[slot] = min(counts[slot] + 1, Self.most)
    lastUse[slot] = uses
  }

  /// An empty slot, else the one that is both rare and long unused.
  private func leastOfUse() -> Int {
    var least = 0
    for slot in 0..<Self.slots {
      if counts[slot] == 0 { return slot }
      if lastUse[slot] + 4 * counts[slot] < lastUse[least] + 4 * counts[least] { least = slot }
    }
    return least
  }

  /// Copies the window, less its straight line, and gives its norm.
  private mutating func takeWindow(at middle: UnsafePointer<Float>) -> Float {
    let first = middle - Self.reach
    return ramp.withUnsafeBufferPointer { ramp in
      inside.withUnsafeBufferPointer { inside in
        window.withUnsafeMutableBufferPointer { window in
          guard let ramp = ramp.baseAddress, let inside = inside.baseAddress, let window = window.baseAddress
          else { return 0 }
          let mean = Reduction.dot(first, inside, octets: Self.length / 8) / Float(2 * Self.reach + 1)
          let slope = Reduction.dot(first, ramp, octets: Self.length / 8) / Self.rampPower
          for tap in stride(from: 0, to: Self.length, by: 8) {
            let line = mean + slope * Reduction.load(ramp + tap)
            Reduction.store((Reduction.load(first + tap) - line) * Reduction.load(inside + tap), window + tap)
          }
          return Reduction.dot(window, window, octets: Self.length / 8).squareRoot()
        }
      }
    }
  }
}
