/// Pairs detected beats with annotated ones, one to one.
///
/// Source: ANSI/AAMI EC57:2012, 4.3, and WFDB's `bxb`: a match lies within the window; each annotated beat, in order of time,
/// takes the nearest detection that is still free. Where that detection is nearer to the next annotated beat, it is left
/// to that one, and the latest free detection before it that lies in the window is taken instead.
/// Deviation: nothing is left out at a record's beginning unless the caller does so (EC57 leaves out five minutes).
struct BeatComparison: Hashable, Sendable {
  /// A match: indices into the reference and the detections.
  struct Pair: Hashable, Sendable {
    var reference: Int
    var detected: Int
  }

  let reference: [Int]
  let detected: [Int]
  private(set) var pairs: [Pair] = []

  /// Both in samples, ascending; `window` in samples too, and need not be whole.
  init(reference: [Int], detected: [Int], window: Double) {
    self.reference = reference
    self.detected = detected
    var first = 0
    for (index, beat) in reference.enumerated() {
      while first < detected.count, Double(detected[first] - beat) < -window { first += 1 }
      guard let nearest = nearest(to: beat, from: first, window: window) else { continue }
      var taken = nearest
      if index + 1 < reference.count, abs(reference[index + 1] - detected[nearest]) < abs(beat - detected[nearest]) {
        guard nearest > first else { continue }
        taken = nearest - 1
      }
      pairs.append(Pair(reference: index, detected: taken))
      first = taken + 1
    }
  }

  /// Detection minus annotation of each pair, in samples.
  var offsets: [Int] { pairs.map { detected[$0.detected] - reference[$0.reference] } }

  /// Of two that are as near, the earlier.
  private func nearest(to beat: Int, from first: Int, window: Double) -> Int? {
    var best: Int?
    for index in first..<max(first, detected.count) {
      guard Double(detected[index] - beat) <= window else { break }
      if let known = best, abs(detected[index] - beat) >= abs(detected[known] - beat) { continue }
      best = index
    }
    return best
  }
}
