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

  /// Puts a sample where its clock says; the places before it are a gap, or a straight line from the sample before.
  package mutating func append(_ sample: WireSample, _ step: ClockStep, into sink: inout some Sink<LinkOutput>) {
    guard step.places > 0 else { return }
    let counts = sample.counts ?? heldCounts ?? calibration.midScale
    if step.places > 1 && end > 0 {
      if step.isBridged, let before = heldCounts {
        for place in 1..<step.places {
          let bridge = before + (counts - before) * Double(place) / Double(step.places)
          put(WireSample(counts: bridge, leads: sample.leads, characters: 0), counts: bridge)
        }
      } else {
        flush(into: &sink)
        end += step.places - 1
      }
    }
    put(sample, counts: counts)
    heldCounts = counts
  }

  /// Leaves places empty: a gap.
  package mutating func skip(_ places: Int, into sink: inout some Sink<LinkOutput>) {
    guard places > 0 else { return }
    flush(into: &sink)
    if end > 0 { end += places }
  }

  private mutating func put(_ sample: WireSample, counts: Double) {
    if block.millivolts.isEmpty { block.start = end }
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
