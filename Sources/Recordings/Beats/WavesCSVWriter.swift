package import ECGCore

/// A table of waves: one beat a line, LF, decimal points; positions count the recording's own samples from 0, to a tenth.
/// A boundary that is not told is left empty, and `p`, `qrs` and `t` say why.
package struct WavesCSVWriter {
  package static let header =
    "sample,p_onset,p_peak,p_end,qrs_onset,qrs_peak,qrs_end,t_onset,t_peak,t_end,p,qrs,t"

  private let output: TextOutput

  /// Creates the file or empties the one there.
  package init(path: String) throws(RecordingError) {
    output = try TextOutput(path: path)
    try output.write(Self.header + "\n")
  }

  /// One beat. `offset` is what must be added to a place on the session's grid to give the recording's own sample.
  package mutating func append(_ told: BeatDelineation, offset: Double) throws(RecordingError) {
    try output.write(Self.line(told, offset: offset))
  }

  /// Writes what is pending; without this call the file's end may be missing.
  package mutating func close() throws(RecordingError) {
    try output.close()
  }

  static func line(_ told: BeatDelineation, offset: Double) -> String {
    func text(_ position: Double) -> String { DecimalText.fixed(position + offset, decimals: 1) }
    var columns = [text(told.beat.position)]
    let waves = [told.p, told.qrs, told.t]
    for wave in waves {
      columns += wave.value.map { [text($0.onset), text($0.peak), text($0.end)] } ?? ["", "", ""]
    }
    columns += waves.map { $0.refusal?.rawValue ?? "" }
    return columns.joined(separator: ",") + "\n"
  }
}
