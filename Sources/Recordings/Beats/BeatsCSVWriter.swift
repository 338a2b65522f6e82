package import ECGCore

/// How a beat was named.
package struct BeatNaming: Hashable, Sendable {
  package var probabilities: BeatClassProbabilities
  package var family: Int
  package var unlikeness: Float

  package init(probabilities: BeatClassProbabilities, family: Int, unlikeness: Float) {
    self.probabilities = probabilities
    self.family = family
    self.unlikeness = unlikeness
  }
}

/// A table of beats: when, the interval before, the class and how likely each class is, one beat a line, LF, decimal points.
package struct BeatsCSVWriter {
  /// What every table of beats began with, those of earlier versions too.
  package static let opening = "sample,time_s,rr_ms,label,quality"
  package static let header = opening + ",p_N,p_S,p_V,p_F,family,unlikeness"

  private let output: TextOutput

  /// Creates the file or empties the one there.
  package init(path: String) throws(RecordingError) {
    output = try TextOutput(path: path)
    try output.write(Self.header + "\n")
  }

  /// One beat. `sample` counts the recording's own samples from 0; `timeSeconds` is its time from the beginning, gaps
  /// counted; `rrMilliseconds` is `nil` where no interval ends here (after a gap, at the first beat); `quality` is 0 … 1.
  package mutating func append(
    sample: Int, timeSeconds: Double, rrMilliseconds: Double?, label: BeatLabel, quality: Float?,
    naming: BeatNaming? = nil
  ) throws(RecordingError) {
    try output.write(
      Self.line(
        sample: sample, timeSeconds: timeSeconds, rrMilliseconds: rrMilliseconds, label: label, quality: quality,
        naming: naming))
  }

  /// Writes what is pending; without this call the file's end may be missing.
  package mutating func close() throws(RecordingError) {
    try output.close()
  }

  static func line(
    sample: Int, timeSeconds: Double, rrMilliseconds: Double?, label: BeatLabel, quality: Float?,
    naming: BeatNaming?
  ) -> String {
    let rr = rrMilliseconds.map { DecimalText.fixed($0, decimals: 1) } ?? ""
    let quality = quality.map { DecimalText.fixed(Double($0), decimals: 2) } ?? ""
    var line = "\(sample),\(DecimalText.fixed(timeSeconds, decimals: 4)),\(rr),\(label.rawValue),\(quality)"
    guard let naming else { return line + ",,,,,,\n" }
    let p = naming.probabilities
    for value in [p.normal, p.supraventricular, p.ventricular, p.fusion] {
      line += "," + DecimalText.fixed(Double(value), decimals: 4)
    }
    return line + ",\(naming.family),\(DecimalText.fixed(Double(naming.unlikeness), decimals: 3))\n"
  }
}
