/// Finds lines that lost characters, or ran into the next, and still read as numbers (`350`, `1`, `317` among `1350`s).
///
/// Two things must come together. The value jumps, and comes back within three lines, further than twice the steepest step
/// of the last seconds, the QRS complexes among them. And the line took another time on the wire (ten bits a
/// character) than the lines before and behind it. A steep QRS has neither: it is steep in every beat, and its numbers grow longer
/// only where they pass a power of ten. Where no such jump is, nothing waits; else up to three lines do. Not found: a line
/// that lost as many characters as it took over from the next.
struct TornLineWatch: Sendable {
  /// Lines before the steepest step is known: two seconds at 250 Hz.
  private static let warmUp = 500
  private static let factor = 2.0
  private static let mostHeld = 3

  private var last: (value: Double, characters: Int)?
  private var held: [WireSample] = []
  private var older = 0.0
  private var newer = 0.0
  private var count = 0
  private var seen = 0

  private var limit: Double? {
    let steepest = max(older, newer)
    return seen >= Self.warmUp && steepest > 0 ? Self.factor * steepest : nil
  }

  /// Hands on what is decided; `isTorn` marks what was found.
  mutating func pass(_ sample: WireSample, into batch: inout [WireSample]) {
    guard let value = sample.counts, let last, let limit else {
      release(into: &batch)
      accept(sample, into: &batch)
      return
    }
    let isFar = abs(value - last.value) > limit
    if held.isEmpty {
      if isFar && sample.characters != last.characters { held.append(sample) } else { accept(sample, into: &batch) }
      return
    }
    if isFar && held.count < Self.mostHeld {
      held.append(sample)
      return
    }
    let isBack = !isFar && held.allSatisfy { $0.characters != sample.characters }
    if isBack {
      for place in held.indices { held[place].isTorn = true }
      batch.append(contentsOf: held)
      held.removeAll(keepingCapacity: true)
    } else {
      release(into: &batch)
    }
    accept(sample, into: &batch)
  }

  private mutating func release(into batch: inout [WireSample]) {
    for sample in held { accept(sample, into: &batch) }
    held.removeAll(keepingCapacity: true)
  }

  private mutating func accept(_ sample: WireSample, into batch: inout [WireSample]) {
    batch.append(sample)
    guard let value = sample.counts else { return }
    if let last { newer = max(newer, abs(value - last.value)) }
    last = (value, sample.characters)
    seen += 1
    count += 1
    if count >= Self.warmUp {
      older = newer
      newer = 0
      count = 0
    }
  }
}
