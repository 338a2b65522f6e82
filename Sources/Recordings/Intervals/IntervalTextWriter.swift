/// Intervals as text, one a line in milliseconds with three decimals; with `time` the end of each before it, in seconds.
///
/// Read by Kubios, NeuroKit, pandas and this program. Where a beat is missing the line before says `# hole`.
package struct IntervalTextWriter {
  package enum Form: Hashable, Sendable {
    case interval
    case timeAndInterval
  }

  /// The line before an interval that does not follow on the one above.
  static let hole = "# hole"

  private let output: TextOutput
  private let form: Form

  /// Creates the file or empties the one there.
  package init(path: String, form: Form = .interval) throws(RecordingError) {
    output = try TextOutput(path: path)
    self.form = form
    try output.write(form == .interval ? "# rr_ms\n" : "# time_s rr_ms\n")
  }

  package mutating func append(_ interval: IntervalRecording.Interval) throws(RecordingError) {
    let length = DecimalText.fixed(1000 * interval.seconds, decimals: 3)
    let hole = interval.followsHole ? Self.hole + "\n" : ""
    try output.write(
      hole + (form == .interval ? length : "\(DecimalText.fixed(interval.end, decimals: 6)) \(length)") + "\n")
  }

  /// Writes what is pending; without this call the file's end may be missing.
  package mutating func close() throws(RecordingError) {
    try output.close()
  }
}
