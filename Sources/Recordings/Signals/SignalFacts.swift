/// What is known of a recording's signals before their samples are read.
package struct SignalFacts: Hashable, Sendable {
  package var path: String
  /// "CSV", "WFDB", "EDF+C", …
  package var format: String
  /// A frame holds the samples that all signals have in one stretch of time: one each, or more where one is faster.
  package var framesPerSecond: Double
  package var channels: [SignalChannel]
  package var start: StartMoment?
  /// What the recording says of itself in words.
  package var comments: [String]
  /// What was mended or assumed on the way in.
  package var remarks: [String]
  /// The recording holds something that only the format itself can carry, in words: "bytes as they came from the board".
  package var foreignContent: [String] = []

  package init(
    path: String, format: String, framesPerSecond: Double, channels: [SignalChannel], start: StartMoment? = nil,
    comments: [String] = [], remarks: [String] = []
  ) {
    self.path = path
    self.format = format
    self.framesPerSecond = framesPerSecond
    self.channels = channels
    self.start = start
    self.comments = comments
    self.remarks = remarks
  }
}

/// One signal of a recording.
package struct SignalChannel: Hashable, Sendable {
  package var name: String
  /// Of the physical values: "mV", "mmHg", …
  package var units: String
  package var samplesPerFrame: Int
  /// How stored counts become physical values; of a signal that is given in physical values, the converter they seem to
  /// come from, where that is known.
  package var scale: DigitalScale?
  /// Resolution of the converter, where it is stated.
  package var bits: Int?

  package init(name: String, units: String, samplesPerFrame: Int = 1, scale: DigitalScale? = nil, bits: Int? = nil) {
    self.name = name
    self.units = units
    self.samplesPerFrame = samplesPerFrame
    self.scale = scale
    self.bits = bits
  }
}

/// Counts to physical values: `(count − baseline) / gain`.
package struct DigitalScale: Hashable, Sendable {
  /// Counts per physical unit: finite, not zero.
  package var gain: Double
  /// The count at physical zero.
  package var baseline: Double

  /// `nil` where these are no converter's figures.
  package init?(gain: Double, baseline: Double) {
    guard gain.isFinite, gain != 0, baseline.isFinite, (1 / gain).isFinite, (baseline / gain).isFinite else {
      return nil
    }
    self.gain = gain
    self.baseline = baseline
  }

  package func physical(_ count: Int32) -> Double { (Double(count) - baseline) / gain }
  package func count(_ physical: Double) -> Double { physical * gain + baseline }
}
