import Glibc

/// Measures each beat's form, and sorts beats into forms.
///
/// Source: template matching after P. S. Hamilton, Computers in Cardiology 29 (2002) 101, at 125 Hz, on the signal below
/// 40 Hz; the window's own straight line is taken off, so that neither baseline nor gain matters. Deviations: the shares
/// of the forms fade, so that *usual* speaks of the last minute. Delay: the QRS window ends 136 ms after the R peak, well
/// before the beat is decided; the low-pass filter's own 6 ms shift every window alike.
struct BeatForms {
  /// QRS window, in values about the R peak: −96 … +136 ms, a wide complex.
  private static let complexFrom = -12
  private static let complexCount = 30
  /// Alignments tried either way, in values: ±16 ms.
  private static let slack = 2
  private static let formLength = complexCount - 2 * slack
  /// PQ window: from 280 to 64 ms before the R peak; PR intervals from 120 to 240 ms have their P wave in it.
  private static let segmentFrom = -35
  /// Signal kept, in seconds: from the PQ segment to the beat's decision, and as much to spare.
  private static let keptSeconds = 1.5
  /// Forms kept: the usual one, two ectopic ones, and one to be replaced.
  private static let slots = 4
  /// A beat this like a form belongs to it (as `BeatTemplates.belongs`).
  private static let belongs: Float = 0.85
  /// Weight of a new beat once a form has seen 32.
  private static let forgetting: Float = 1 / 32
  /// A form's share of the beats looks back on about so many: a minute.
  private static let memory: Float = 64
  /// A form this common beside the most common one, and narrower by this factor, is the usual one.
  private static let rivalShare: Float = 0.6
  private static let narrower: Float = 0.85
  /// The movement's tails that do not count for the width.
  private static let tail: Float = 0.05

  private var signal: SmoothedSignal
  private var segment = [Float](repeating: 0, count: BeatForm.segmentLength)
  private var window = [Float](repeating: 0, count: complexCount)
  private var forms = [Float](repeating: 0, count: slots * formLength)
  /// Share of the beats of late, and beats in all, of each form.
  private var shares = [Float](repeating: 0, count: slots)
  private var widths = [Float](repeating: 0, count: slots)
  private var seen = [Int](repeating: 0, count: slots)
  private var lastUse = [Int](repeating: 0, count: slots)
  private var uses = 0

  init(rate: SampleRate) { signal = SmoothedSignal(rate: rate, keeping: Self.keptSeconds) }

  /// Takes the samples of `block` in `range`, in order.
  mutating func take(_ block: SampleBlock, _ range: Range<Int>) { signal.take(block, range) }

  /// A gap. Forms are kept.
  mutating func restart() { signal.restart() }

  /// Measures the beat at `position`, and learns its form.
  mutating func measure(at position: Double) -> BeatForm {
    var form = BeatForm()
    guard !signal.isEmpty else { return form }
    for k in segment.indices { segment[k] = signal.value(at: position, Self.segmentFrom + k) }
    segment.removeStraightLine()
    for k in segment.indices {
      form.segment[k] = segment[k]
      form.segmentPower += segment[k] * segment[k]
    }
    for k in 0..<Self.complexCount { window[k] = signal.value(at: position, Self.complexFrom + k) }
    window.removeStraightLine()
    for k in 0..<Self.complexCount { form.energy += window[k] * window[k] }
    form.width = width()
    match(&form)
    return form
  }

  private mutating func match(_ form: inout BeatForm) {
    var best: Float = -1
    var slot = -1
    var shift = 0
    let usual = mostCommon
    form.likeness = seen[usual] > 0 ? -1 : 1
    for other in 0..<Self.slots where seen[other] > 0 {
      for offset in -Self.slack...Self.slack {
        let likeness = correlation(with: other, offset: offset)
        if other == usual { form.likeness = max(form.likeness, likeness) }
        if likeness > best {
          best = likeness
          slot = other
          shift = offset
        }
      }
    }
    uses += 1
    if slot < 0 || best < Self.belongs {
      slot = leastOfUse()
      seen[slot] = 0
      shares[slot] = 0
      shift = 0
    }
    learn(slot: slot, offset: shift)
    widths[slot] += (form.width - widths[slot]) * max(Self.forgetting, 1 / Float(seen[slot]))
    form.isUsual = slot == mostCommon
  }

  private var mostCommon: Int {
    var most = 0
    for slot in 1..<Self.slots where shares[slot] > shares[most] { most = slot }
    // In bigeminy either form is as common: the narrow one is the usual one.
    var usual = most
    for slot in 0..<Self.slots
    where shares[slot] > Self.rivalShare * shares[most] && widths[slot] < Self.narrower * widths[usual] {
      usual = slot
    }
    return usual
  }

  private func correlation(with slot: Int, offset: Int) -> Float {
    var product: Float = 0
    var mine: Float = 0
    var its: Float = 0
    for k in 0..<Self.formLength {
      let a = window[k + Self.slack + offset]
      let b = forms[slot * Self.formLength + k]
      product += a * b
      mine += a * a
      its += b * b
    }
    let power = mine * its
    return power > 0 ? product / power.squareRoot() : 0
  }

  private mutating func learn(slot: Int, offset: Int) {
    let weight = max(Self.forgetting, 1 / Float(seen[slot] + 1))
    for k in 0..<Self.formLength {
      let at = slot * Self.formLength + k
      if seen[slot] == 0 { forms[at] = 0 }
      forms[at] += weight * (window[k + Self.slack + offset] - forms[at])
    }
    // A plain mean over the first beats, a fading one from then on.
    let part = max(1 / Self.memory, 1 / Float(uses))
    for other in 0..<Self.slots { shares[other] -= part * shares[other] }
    shares[slot] += part
    seen[slot] += 1
    lastUse[slot] = uses
  }

  /// An empty slot, else the one that is both rare and long unused.
  private func leastOfUse() -> Int {
    var least = 0
    for slot in 0..<Self.slots {
      if seen[slot] == 0 { return slot }
      if Float(lastUse[slot]) + 4 * Self.memory * shares[slot] < Float(lastUse[least]) + 4 * Self.memory * shares[least]
      {
        least = slot
      }
    }
    return least
  }

  /// Time between the first and the last twentieth of the movement in the QRS window, in seconds.
  private func width() -> Float {
    var total: Float = 0
    for k in 1..<Self.complexCount { total += abs(window[k] - window[k - 1]) }
    guard total > 0 else { return 0 }
    var sum: Float = 0
    var from: Float = 0
    for k in 1..<Self.complexCount {
      let next = sum + abs(window[k] - window[k - 1])
      if sum < Self.tail * total, next >= Self.tail * total { from = Float(k) }
      if sum < (1 - Self.tail) * total, next >= (1 - Self.tail) * total {
        return (Float(k) - from) / Float(SmoothedSignal.hertz)
      }
      sum = next
    }
    return 0
  }
}
