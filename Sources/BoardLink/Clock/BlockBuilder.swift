package import ECGCore

/// Turns placed samples into blocks of millivolts on the grid; a hole ends a block.
package struct BlockBuilder: Sendable {
  package var calibration: Calibration
  /// Grid index just past the newest sample.
  package private(set) var end = 0
  private var block = SampleBlock(start: 0, millivolts: [])
  /// What a line without a value repeats.
  private var heldCounts: Double?

  package init(calibration: Calibration) {
    self.calibration = calibration
  }

  /// Adds a sample `places` beyond the one before.
  package mutating func append(_ sample: WireSample, places: Int, into sink: inout some Sink<LinkOutput>) {
    if places > 1 && end > 0 {
      flush(into: &sink)
      end += places - 1
    }
    if block.millivolts.isEmpty { block.start = end }
    let counts = sample.counts ?? heldCounts ?? calibration.midScale
    heldCounts = counts
    var flags = sample.leads
    if sample.counts != nil && isAtRail(counts) { flags.insert(.clipped) }
    // Flags are spelled out only from the first sample that has any.
    if !flags.isEmpty || !block.flags.isEmpty {
      while block.flags.count < block.millivolts.count { block.flags.append([]) }
      block.flags.append(flags)
    }
    block.millivolts.append(calibration.millivolts(counts))
    end += 1
  }

  package mutating func flush(into sink: inout some Sink<LinkOutput>) {
    guard !block.millivolts.isEmpty else { return }
    sink.receive(.samples(block))
    block = SampleBlock(start: end, millivolts: [])
  }

  private func isAtRail(_ counts: Double) -> Bool {
    counts <= 0 && calibration.midScale > 0 || counts >= Double((1 << calibration.bits) - 1)
  }
}
