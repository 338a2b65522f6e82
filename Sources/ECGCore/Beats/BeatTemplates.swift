import Glibc

/// The shapes of the beats accepted so far: a few running averages, each of one morphology.
///
/// Source: template matching as in P. S. Hamilton, *Open source ECG analysis*, Computers in Cardiology 29:101 (2002),
/// and its beat classifier. Deviations: shapes are compared by correlation at the best of five alignments on the
/// fixed-rate signal; amplitude is kept apart from shape. No delay of its own.
struct BeatTemplates {
  /// Morphologies kept: the dominant beat, an ectopic or two, and one to be replaced.
  static let slots = 4
  /// Half width in feature samples: ±80 ms at 125 Hz, a wide QRS.
  static let reach = 10
  /// Alignments tried either way, in feature samples: ±16 ms.
  static let slack = 2
  /// Window length padded to whole SIMD8 vectors.
  static let length = 24
  /// A beat this like a template belongs to it; osea's MATCH_LIMIT is 1.3 of its own measure, about this correlation.
  static let belongs: Float = 0.85
  /// Weight of a new beat once a template has seen eight.
  static let forgetting: Float = 1 / 8

  private var shapes = [Float](repeating: 0, count: slots * length)
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
  }

  /// Best match of the window around `middle`.
  func match(at middle: UnsafePointer<Float>) -> Match {
    var best = Match()
    guard uses > 0 else { return best }
    best.correlation = -1
    shapes.withUnsafeBufferPointer { shapes in
      for shift in -Self.slack...Self.slack {
        let (mean, norm) = Self.meanAndNorm(middle + shift)
        guard norm > 0 else { continue }
        for slot in 0..<Self.slots where counts[slot] > 0 {
          var sum: Float = 0
          for tap in 0...(2 * Self.reach) {
            sum += (middle[shift + tap - Self.reach] - mean) * shapes[slot * Self.length + tap]
          }
          let correlation = sum / norm
          if correlation > best.correlation {
            best.correlation = correlation
            best.slot = slot
            best.shift = shift
            best.logGain = log(norm) - logAmplitudes[slot]
          }
        }
      }
    }
    if best.slot >= 0 { best.share = min(1, Float(counts[best.slot]) / Float(min(uses, 64))) }
    return best
  }

  /// Takes an accepted beat in.
  mutating func learn(_ match: Match, at middle: UnsafePointer<Float>) {
    uses += 1
    var slot = match.slot
    var shift = match.shift
    if slot < 0 || match.correlation < Self.belongs {
      slot = 0
      for other in 0..<Self.slots {
        if counts[other] == 0 {
          slot = other
          break
        }
        if lastUse[other] + 4 * counts[other] < lastUse[slot] + 4 * counts[slot] { slot = other }
      }
      counts[slot] = 0
      shift = 0
    }
    let (mean, norm) = Self.meanAndNorm(middle + shift)
    guard norm > 0 else { return }
    let weight = max(Self.forgetting, 1 / Float(counts[slot] + 1))
    var energy: Float = 0
    for tap in 0...(2 * Self.reach) {
      let value = (middle[shift + tap - Self.reach] - mean) / norm
      let at = slot * Self.length + tap
      shapes[at] += weight * (value - shapes[at])
      energy += shapes[at] * shapes[at]
    }
    let scale = energy > 0 ? 1 / energy.squareRoot() : 0
    for tap in 0...(2 * Self.reach) { shapes[slot * Self.length + tap] *= scale }
    logAmplitudes[slot] += weight * (log(norm) - logAmplitudes[slot])
    counts[slot] = min(counts[slot] + 1, 64)
    lastUse[slot] = uses
  }

  private static func meanAndNorm(_ middle: UnsafePointer<Float>) -> (Float, Float) {
    var sum: Float = 0
    for tap in -reach...reach { sum += middle[tap] }
    let mean = sum / Float(2 * reach + 1)
    var energy: Float = 0
    for tap in -reach...reach { energy += (middle[tap] - mean) * (middle[tap] - mean) }
    return (mean, energy.squareRoot())
  }
}
