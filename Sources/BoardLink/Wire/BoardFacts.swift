/// What a board says of itself, or what is assumed of it. From this, counts become millivolts.
package struct BoardFacts: Hashable, Sendable {
  package var board: String?
  package var firmware: String?
  /// The rate the board claims, in samples per second.
  package var statedHertz: Double?
  package var calibration: Calibration

  package init(
    board: String? = nil, firmware: String? = nil, statedHertz: Double? = nil, calibration: Calibration = .assumed10Bit
  ) {
    self.board = board
    self.firmware = firmware
    self.statedHertz = statedHertz
    self.calibration = calibration
  }
}

/// Converter counts to electrode millivolts: `(counts − midScale) · reference / 2^bits / gain`.
package struct Calibration: Hashable, Sendable {
  package var bits: Int
  package var referenceMillivolts: Double
  /// Total gain of the analogue front end.
  package var gain: Double
  /// Counts at zero electrode voltage.
  package var midScale: Double
  /// Nobody stated it: shown as an assumption.
  package var isAssumed: Bool

  package init(bits: Int, referenceMillivolts: Double, gain: Double, midScale: Double, isAssumed: Bool) {
    self.bits = bits
    self.referenceMillivolts = referenceMillivolts
    self.gain = gain
    self.midScale = midScale
    self.isAssumed = isAssumed
  }

  /// A ten-bit converter at 3.3 V behind the AD8232 reference design's gain of 1100 (AD8232 data sheet, rev. D, fig. 66).
  package static let assumed10Bit = Calibration(
    bits: 10, referenceMillivolts: 3300, gain: 1100, midScale: 512, isAssumed: true)

  package func millivolts(_ counts: Double) -> Float {
    Float((counts - midScale) * referenceMillivolts / Double(1 << bits) / gain)
  }
}
