package import ECGCore

/// Turns placed samples into blocks of millivolts on the grid; a hole ends a block.
package struct BlockBuilder: Sendable {
  package var calibration: Calibration
  /// Grid index just past the newest sample.
  package var end: Int { block.end }
  private var block = SampleBlock(start: 0, millivolts: [])
  private var resampler = GridResampler()
  /// Where the newest sample stands, in periods; before the first there is none.
  private var position: Double?
  /// What a line without a value repeats.
  private var heldCounts: Double?

  package init(calibration: Calibration) {
    self.calibration = calibration
  }

  /// Puts a sample where its clock says.
  package mutating func append(_ sample: WireSample, _ step: ClockStep, into sink: inout some Sink<LinkOutput>) {
    guard step.advance > 0 else { return }
    let counts = sample.counts ?? heldCounts ?? calibration.midScale
    var flags = sample.leads
    if sample.counts != nil && isAtRail(counts) { flags.insert(.clipped) }
    if step.isGap { breakOff(into: &sink) }
    let place = position.map { $0 + step.advance } ?? 0
    position = place
    resampler.append(position: place, counts: counts, flags: flags)
    drain(isFinal: false, into: &sink)
    heldCounts = counts
  }

  private mutating func breakOff(into sink: inout some Sink<LinkOutput>) {
    drain(isFinal: true, into: &sink)
    resampler.breakOff()
  }

  /// No more samples follow on this grid.
  package mutating func finish(into sink: inout some Sink<LinkOutput>) {
    breakOff(into: &sink)
    flush(into: &sink)
  }

  private mutating func drain(isFinal: Bool, into sink: inout some Sink<LinkOutput>) {
    while let placed = resampler.take(isFinal: isFinal) {
      if placed.index != block.end {
        flush(into: &sink)
        block.start = placed.index
      }
      // Flags are spelled out only from the first sample that has any.
      if !placed.flags.isEmpty || !block.flags.isEmpty {
        while block.flags.count < block.millivolts.count { block.flags.append([]) }
        block.flags.append(placed.flags)
      }
      block.millivolts.append(calibration.millivolts(placed.counts))
    }
  }

  /// Leaves the places of a sample that is none empty: a gap.
  package mutating func skip(_ advance: Double, into sink: inout some Sink<LinkOutput>) {
    guard advance > 0, let position else { return }
    breakOff(into: &sink)
    self.position = position + advance
  }

  package mutating func flush(into sink: inout some Sink<LinkOutput>) {
    guard !block.millivolts.isEmpty else { return }
    sink.receive(.samples(block))
    block = SampleBlock(start: block.end, millivolts: [])
  }

  private func isAtRail(_ counts: Double) -> Bool {
    counts <= 0 && calibration.midScale > 0 || counts >= Double((1 << calibration.bits) - 1)
  }
}
