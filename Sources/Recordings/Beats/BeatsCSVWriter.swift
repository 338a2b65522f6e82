package import ECGCore

/// A table of beats: `sample,time_s,rr_ms,label,quality`, one beat a line, LF, decimal points.
package struct BeatsCSVWriter {
  package static let header = "sample,time_s,rr_ms,label,quality"

  private let output: TextOutput

  /// Creates the file or empties the one there.
  package init(path: String) throws(RecordingError) {
    output = try TextOutput(path: path)
    try output.write(Self.header + "\n")
  }

  /// One beat. `sample` counts the recording's own samples from 0; `timeSeconds` is its time from the beginning, gaps
  /// counted; `rrMilliseconds` is `nil` where no interval ends here (after a gap, at the first beat); `quality` is 0 … 1.
  package mutating func append(
    sample: Int, timeSeconds: Double, rrMilliseconds: Double?, label: BeatLabel, quality: Float?
  ) throws(RecordingError) {
    try output.write(
      Self.line(
        sample: sample, timeSeconds: timeSeconds, rrMilliseconds: rrMilliseconds, label: label, quality: quality))
  }

  /// Writes what is pending; without this call the file's end may be missing.
  package mutating func close() throws(RecordingError) {
    try output.close()
  }

  static func line(
    sample: Int, timeSeconds: Double, rrMilliseconds: Double?, label: BeatLabel, quality: Float?
  ) -> String {
    let rr = rrMilliseconds.map { DecimalText.fixed($0, decimals: 1) } ?? ""
    let quality = quality.map { DecimalText.fixed(Double($0), decimals: 2) } ?? ""
    return "\(sample),\(DecimalText.fixed(timeSeconds, decimals: 4)),\(rr),\(label.rawValue),\(quality)\n"
  }
}
