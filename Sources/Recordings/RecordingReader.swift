package import ECGCore

/// A recording opened for reading, block by block, first to last; memory does not grow with its length.
package protocol RecordingReader {
  var facts: RecordingFacts { get }
  /// Share of the recording that is read, 0 … 1.
  var readShare: Double { get }
  /// The next block, or `nil` at the end.
  mutating func next() throws(RecordingError) -> SourcedBlock?
  /// Goes to a place on the grid, so that the blocks before it need not be read: the next one is the first that reaches beyond
  /// `sample`, or one before that. A reader that cannot do so leaves everything as it is.
  mutating func seek(to sample: Int) throws(RecordingError)
}

extension RecordingReader {
  package mutating func seek(to sample: Int) throws(RecordingError) {}
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
  /// `false` of a file of intervals: there is no signal whose quality could be judged.
  package var holdsSignal = true
  /// What a person or a program noted at places in it, as far as it is read.
  package var marks: [RecordingMark] = []
  /// When it began, in nanoseconds since 1970, where the day is known too.
  package var startedUnixNanoseconds: Int64?
  /// When it began by the clock on the wall, in seconds since midnight, where it says so.
  package var startTimeOfDay: Double?
  /// And on which day.
  package var startDay: CalendarDay?

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

/// A place in a recording that somebody marked.
package struct RecordingMark: Hashable, Sendable {
  /// On the recording's grid.
  package var sample: Int
  package var text: String

  package init(sample: Int, text: String) {
    self.sample = sample
    self.text = text
  }
}
