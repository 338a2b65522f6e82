package import ECGCore

/// A recording opened for reading, block by block, first to last; memory does not grow with its length.
package protocol RecordingReader {
  var facts: RecordingFacts { get }
  /// Share of the recording that is read, 0 … 1.
  var readShare: Double { get }
  /// The next block, or `nil` at the end.
  mutating func next() throws(RecordingError) -> SourcedBlock?
}

/// A block with its place in the recording's own count of samples, which does not count what was lost.
package struct SourcedBlock: Sendable {
  package var block: SampleBlock
  /// Index of the block's first sample among the recording's own samples (rows of a CSV, frames of a WFDB signal).
  package var sourceStart: Int

  package init(block: SampleBlock, sourceStart: Int) {
    self.block = block
    self.sourceStart = sourceStart
  }
}

/// What is known of a recording before its samples are read.
package struct RecordingFacts: Hashable, Sendable {
  package var path: String
  /// "CSV", "WFDB (format 212)", "VitalSync capture", …
  package var format: String
  package var rate: SampleRate
  /// How the rate is known: "stated in the header", "median of 42,000 time stamps", "--rate".
  package var rateReason: String
  /// The signal read: a WFDB description, a column name.
  package var lead: String
  /// How values became millivolts: "200 adu/mV, baseline 1024", "assumed 12-bit counts at gain 1100".
  package var unitsReason: String
  /// Samples in the recording where the header tells.
  package var declaredSamples: Int?
  /// What a reader should know and was mended or assumed on the way in.
  package var remarks: [String]
  /// When it began, in nanoseconds since 1970, where the day is known too.
  package var startedUnixNanoseconds: Int64?
  /// When it began by the clock on the wall, in seconds since midnight, where it says so.
  package var startTimeOfDay: Double?

  package init(
    path: String, format: String, rate: SampleRate, rateReason: String, lead: String, unitsReason: String,
    declaredSamples: Int?, remarks: [String]
  ) {
    self.path = path
    self.format = format
    self.rate = rate
    self.rateReason = rateReason
    self.lead = lead
    self.unitsReason = unitsReason
    self.declaredSamples = declaredSamples
    self.remarks = remarks
  }
}
