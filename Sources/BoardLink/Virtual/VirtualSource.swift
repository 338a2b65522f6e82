package import ECGCore

/// What stands at a virtual board's converter: counts, and the electrodes' state.
package struct VirtualSource: Hashable, Sendable {
  package enum End: Hashable, Sendable {
    case loops
    /// The board stays plugged in and sends no more.
    case fallsSilent
    /// The cable is pulled once all has been sent.
    case unplugs
  }

  package var counts: [Int]
  /// One entry a sample, or empty.
  package var leads: [SampleFlags]
  package var end: End

  package init(counts: [Int], leads: [SampleFlags] = [], end: End = .loops) {
    self.counts = counts
    self.leads = leads
    self.end = end
  }

  /// A recorded ECG as a converter would read it: rounded to counts, cut off at the rails.
  package init(millivolts: some Sequence<Float>, calibration: Calibration, end: End = .loops) {
    let scale = Double(1 << calibration.bits) * calibration.gain / calibration.referenceMillivolts
    let rail = Double((1 << calibration.bits) - 1)
    counts = millivolts.map { value in
      let counts = (Double(value) * scale + calibration.midScale).rounded()
      return counts.isFinite ? Int(min(max(counts, 0), rail)) : Int(calibration.midScale)
    }
    leads = []
    self.end = end
  }

  /// The sample number `index` since the board began; `nil` past the end.
  package func sample(_ index: Int) -> (count: Int, leads: SampleFlags)? {
    guard !counts.isEmpty, end == .loops || index < counts.count else { return nil }
    let place = index % counts.count
    return (counts[place], leads.isEmpty ? [] : leads[place])
  }
}
