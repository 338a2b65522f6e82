/// Finds lines that lost characters, or ran into the next, and still read as numbers (`350`, `1`, `317` among `1350`s).
///
/// Three things must come together. The value jumps away and comes back: at once, further both ways than twice the sharpest peak of
/// the last seconds, the QRS complexes among them, or within three lines and further than the steepest step too. The line took another time on
/// the wire (ten bits a character) than the lines before and behind it. And its digits are a part of such a number as
/// stood before, or far too many. A steep QRS is steep in every beat, lasts more than three lines at 200 Hz and more, and
/// where its numbers pass a power of ten they are no part of those before. Where no such jump is, nothing waits; else up to
/// three lines do. A number of fewer digits than any in the last seconds, and outside what they covered by a quarter of it, needs no such
/// jump. Not found: a line that lost as many characters as it took over from the next, or hardly any of its value.
package struct TornLineWatch: Sendable {
  /// Lines of one stretch: two seconds at 250 Hz. Three stretches are kept and the middle one counts.
  private static let stretch = 500
  private static let steepFactor = 1.25
  private static let sharpFactor = 2.0
  private static let mostHeld = 3
  /// Two numbers run together are this much larger.
  private static let joinedFactor = 4.0
  /// Share of what the last seconds covered by which a shorter number must lie outside it.
  private static let outside = 0.25

  /// Volts are written with a fixed number of decimals: there the length alone tells.
  private let checksDigits: Bool
  private var last: (value: Double, characters: Int)?
  private var beforeLast: Double?
  private var held: [WireSample] = []
  private var steep: [Double] = []
  private var sharp: [Double] = []
  private var extent: [Double] = []
  private var steepest = 0.0
  private var sharpest = 0.0
  private var count = 0
  /// Of the stretches that are over: how far a step goes, and what is too far.
  private var usualStep: Double?
  private var limit = 0.0
  private var sharpLimit = 0.0
  private var range = 0.0
  private var least = Double.infinity
  private var most = -Double.infinity
  /// Of the stretches that are over.
  private var lows: [Double] = []
  private var lowest = 0.0

  package init(checksDigits: Bool) {
    self.checksDigits = checksDigits
  }

  /// Hands on what is decided; `isTorn` marks what was found.
  package mutating func pass(_ sample: WireSample, into batch: inout [WireSample]) {
    guard let value = sample.counts, let last, let usualStep else {
      release(into: &batch)
      accept(sample, into: &batch)
      return
    }
    let reach = Double(held.count + 1) * usualStep
    let isBack = abs(value - last.value) <= max(reach, limit) && sample.characters == last.characters
    if !isBack, held.count < Self.mostHeld, isSuspect(value, sample.characters, after: last) {
      held.append(sample)
      return
    }
    if isBack {
      let isSpike = held.count == 1 && held.allSatisfy { abs(value - ($0.counts ?? value)) > sharpLimit }
      for place in held.indices where isSpike || isFar(held[place], from: last.value) { held[place].isTorn = true }
      batch.append(contentsOf: held)
      held.removeAll(keepingCapacity: true)
    } else {
      release(into: &batch)
    }
    accept(sample, into: &batch)
  }

  private func isSuspect(_ value: Double, _ characters: Int, after last: (value: Double, characters: Int)) -> Bool {
    guard characters != last.characters else { return false }
    if checksDigits, isShort(value) { return true }
    guard abs(value - last.value) > sharpLimit else { return false }
    return !checksDigits || isPart(abs(value), of: abs(last.value)) || abs(value) > Self.joinedFactor * abs(last.value)
  }

  private func isFar(_ sample: WireSample, from value: Double) -> Bool {
    guard let counts = sample.counts else { return false }
    return abs(counts - value) > limit || checksDigits && isShort(counts)
  }

  /// Whether it has fewer digits than any number of the last seconds, and lies well below them.
  private func isShort(_ value: Double) -> Bool {
    guard value >= 0, lowest > 0, value < lowest - Self.outside * range else { return false }
    var power = 10.0
    while power <= value { power *= 10 }
    return power <= lowest
  }

  /// Whether the digits could be the first or the last ones of a number as they came in the last seconds.
  private func isPart(_ value: Double, of whole: Double) -> Bool {
    var kept = 10.0
    while kept <= value { kept *= 10 }
    var lost = 1.0
    while kept * lost <= whole { lost *= 10 }
    guard lost > 1 else { return false }
    let tail = abs(value - whole.truncatingRemainder(dividingBy: kept))
    return min(tail, kept - tail) <= range || abs(value * lost - whole) <= range + lost
  }

  private mutating func release(into batch: inout [WireSample]) {
    for sample in held { accept(sample, into: &batch) }
    held.removeAll(keepingCapacity: true)
  }

  private mutating func accept(_ sample: WireSample, into batch: inout [WireSample]) {
    batch.append(sample)
    guard let value = sample.counts else { return }
    if last.map({ $0.characters == sample.characters }) ?? true {
      least = min(least, value)
      most = max(most, value)
    }
    // A torn line that was missed must not hide the next.
    if let last, last.characters == sample.characters {
      let step = value - last.value
      steepest = max(steepest, abs(step))
      if let beforeLast {
        let former = last.value - beforeLast
        if former * step < 0 { sharpest = max(sharpest, min(abs(former), abs(step))) }
      }
    }
    beforeLast = last?.characters == sample.characters ? last?.value : nil
    last = (value, sample.characters)
    count += 1
    if count >= Self.stretch { endStretch() }
  }

  private mutating func endStretch() {
    steep.append(steepest)
    sharp.append(sharpest)
    extent.append(max(0, most - least))
    lows.append(least)
    if steep.count > 3 {
      extent.removeFirst()
      lows.removeFirst()
      steep.removeFirst()
      sharp.removeFirst()
    }
    let step = Self.middle(steep)
    usualStep = step > 0 ? step : nil
    sharpLimit = Self.sharpFactor * Self.middle(sharp)
    limit = max(Self.steepFactor * step, sharpLimit)
    range = Self.middle(extent)
    lowest = lows.min() ?? 0
    (steepest, sharpest, count) = (0, 0, 0)
    (least, most) = (.infinity, -.infinity)
  }

  /// Of two the larger.
  private static func middle(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted[sorted.count / 2]
  }
}
