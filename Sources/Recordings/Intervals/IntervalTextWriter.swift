/// Intervals as text, one a line in milliseconds with three decimals; with `time` the end of each before it, in seconds.
///
/// Read by Kubios, NeuroKit, pandas and this program. Where a beat is missing the line before says `# hole`. The file has its
/// name only once `close` has succeeded.
package struct IntervalTextWriter {
  package enum Form: Hashable, Sendable {
    case interval
    case timeAndInterval
  }

  /// The line before an interval that does not follow on the one above.
  static let hole = "# hole"

  private let output: AtomicFile
  private let form: Form

  /// `isForced`: a file that has the name already is replaced.
  package init(path: String, form: Form = .interval, isForced: Bool = false) throws(RecordingError) {
    output = try AtomicFile(path, isForced: isForced)
    self.form = form
    try output.append(form == .interval ? "# rr_ms\n" : "# time_s rr_ms\n")
  }

  package func append(_ interval: IntervalRecording.Interval) throws(RecordingError) {
    let length = DecimalText.fixed(1000 * interval.seconds, decimals: 3)
    let hole = interval.followsHole ? Self.hole + "\n" : ""
    try output.append(
      hole + (form == .interval ? length : "\(DecimalText.fixed(interval.end, decimals: 6)) \(length)") + "\n")
  }

  /// Writes what is pending, and gives the file its name.
  package func close() throws(RecordingError) {
    try output.commit()
  }
}
