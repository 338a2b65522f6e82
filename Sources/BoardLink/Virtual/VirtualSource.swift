package import ECGCore

/// What stands at a virtual board's converter, and the electrodes' state.
///
/// A list of readings, of which each conversion takes the next; or a signal that runs on by itself, whatever the board does.
package struct VirtualSource: Hashable, Sendable {
  package enum End: Hashable, Sendable {
    case loops
    /// The board stays plugged in and sends no more.
    case fallsSilent
    /// The cable is pulled once all has been sent.
    case unplugs
  }

  package var counts: [Int]
  /// One entry a reading, or empty.
  package var leads: [SampleFlags]
  package var end: End
  /// Counts between the roundings, and how many a second.
  private var signal: [Float] = []
  private var hertz: Double?
  private var rail = 0

  package init(counts: [Int], leads: [SampleFlags] = [], end: End = .loops) {
    self.counts = counts
    self.leads = leads
    self.end = end
  }

  /// An ECG in millivolts as it stands before a converter: rounded to counts at each conversion, cut off at the rails.
  package init(
    millivolts: [Float], hertz: Double, calibration: Calibration, leads: [SampleFlags] = [], end: End = .loops
  ) {
    self.init(counts: [], leads: leads, end: end)
    let scale = Double(1 << calibration.bits) * calibration.gain / calibration.referenceMillivolts
    signal = millivolts.map { value in
      let counts = Double(value) * scale + calibration.midScale
      return counts.isFinite ? Float(counts) : Float(calibration.midScale)
    }
    self.hertz = hertz
    rail = (1 << calibration.bits) - 1
  }

  /// Seconds after which the signal ends or comes again; `nil` where the board's pace decides.
  package var seconds: Double? { hertz.map { Double(signal.count) / $0 } }

  /// What the conversion number `index` since the board's reset finds, made at `seconds`; `nil` past the end.
  package func reading(number index: Int, at seconds: Double) -> (count: Int, leads: SampleFlags)? {
    guard let hertz else { return sample(index) }
    guard !signal.isEmpty else { return nil }
    let place = seconds * hertz
    guard end == .loops || place < Double(signal.count) else { return nil }
    let before = Int(place.rounded(.down))
    let share = Float(place - Double(before))
    let level = share == 0 ? level(before) : between(before, share)
    let state = leads.isEmpty ? [] : leads[before % leads.count]
    return (Int(min(max(level.rounded(), 0), Float(rail))), state)
  }

  private func sample(_ index: Int) -> (count: Int, leads: SampleFlags)? {
    guard !counts.isEmpty, end == .loops || index < counts.count else { return nil }
    let place = index % counts.count
    return (counts[place], leads.isEmpty ? [] : leads[place])
  }

  private func level(_ index: Int) -> Float {
    if end == .loops { return signal[(index % signal.count + signal.count) % signal.count] }
    return signal[min(max(index, 0), signal.count - 1)]
  }

  /// A cubic through the four neighbours (E. Catmull, R. Rom, 1974).
  private func between(_ index: Int, _ share: Float) -> Float {
    let (a, b, c, d) = (level(index - 1), level(index), level(index + 1), level(index + 2))
    let slope = c - a
    let square = 2 * a - 5 * b + 4 * c - d
    let cube = 3 * (b - c) + d - a
    return b + share / 2 * (slope + share * (square + share * cube))
  }
}
