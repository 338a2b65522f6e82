internal import ECGCore

/// Sees that a sketch prints one and the same number while a lead is off: 0, or the middle of its converter.
///
/// An electrode on the skin gives noise of a count and more. Told after 0.3 s of it; what came before stands as it was read.
struct StillRunWatch: Sendable {
  /// Nought; the middle of 10, 12 and 16 bits.
  private static let values: Set<Double> = [0, 512, 2048, 32768]
  private static let leastLines = 25
  private static let leastNanoseconds: UInt64 = 300_000_000

  private var value: Double?
  private var lines = 0
  private var began: UInt64 = 0

  mutating func mark(_ sample: inout WireSample, arrival: UInt64) {
    guard let counts = sample.counts, Self.values.contains(counts) else {
      if sample.counts != nil { value = nil }
      return
    }
    if counts != value {
      value = counts
      lines = 0
      began = arrival
    }
    lines += 1
    guard lines >= Self.leastLines, arrival >= began + Self.leastNanoseconds else { return }
    sample.leads.formUnion(.leadsOff)
    sample.counts = nil
  }
}
