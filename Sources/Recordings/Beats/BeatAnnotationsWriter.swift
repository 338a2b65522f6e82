package import ECGCore

/// Beats as WFDB annotations in MIT format (`.qrs`), each at its sample with its class's code: N, S, V, F, or Q. The file appears
/// under its name when it is whole.
///
/// It begins with the note `## time resolution: HERTZ` (WFDB Applications Guide, `annot(5)`), so that times can be told
/// without a header beside it.
package final class BeatAnnotationsWriter {
  private let file: AtomicFile
  private var annotations: [WFDBAnnotation] = []
  private let hertz: Double

  /// Fails where the file is there already, unless `isForced`.
  package init(path: String, hertz: Double, isForced: Bool = false) throws(RecordingError) {
    file = try AtomicFile(path, isForced: isForced)
    self.hertz = hertz
  }

  /// `sample` counts from the recording's first, lost ones too: readers tell the time by it. Beats come in order.
  package func append(sample: Int, label: BeatLabel) {
    annotations.append(WFDBAnnotation(sample: max(0, sample), code: WFDBAnnotationCode(label)))
  }

  package func close() throws(RecordingError) {
    let note = WFDBAnnotation(sample: 0, code: .note, text: "## time resolution: \(Self.words(hertz))")
    try file.append(WFDBAnnotationFile.encode([note] + annotations))
    try file.commit()
  }

  /// "360", "128.5": as short as it can be.
  private static func words(_ hertz: Double) -> String {
    hertz == hertz.rounded() ? "\(Int(hertz))" : DecimalText.fixed(hertz, decimals: 6)
  }
}
