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

  /// The sample number `index` since the board began; `nil` past the end.
  package func sample(_ index: Int) -> (count: Int, leads: SampleFlags)? {
    guard !counts.isEmpty, end == .loops || index < counts.count else { return nil }
    let place = index % counts.count
    return (counts[place], leads.isEmpty ? [] : leads[place])
  }
}
