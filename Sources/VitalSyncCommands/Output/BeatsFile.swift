import ECGCore
import Glibc
import Recordings

/// `--beats FILE`: each beat as a line of a CSV table, or, where the name ends in `.qrs`, as a WFDB annotation.
enum BeatsFile {
  case table(BeatsCSVWriter)
  /// Its writer comes with the first beat, when the rate is known. Readers of annotations tell time by counting samples: what was
  /// lost is counted too, from `begin` on the grid.
  case annotations(path: String, isForced: Bool, begin: Int, BeatAnnotationsWriter?)

  static func isAnnotations(_ path: String) -> Bool { path.hasSuffix(".qrs") }

  /// A table of an earlier run is replaced; a file that holds anything else is left as it is, and so are annotations: nobody can
  /// tell whose they are.
  static func opened(_ path: String) throws(CommandFailure) -> BeatsFile {
    isAnnotations(path) ? try openedAnnotations(path) : .table(try BeatsCSVWriter.opened(path))
  }

  /// - Parameter begin: what counts as the first sample, on the grid.
  static func openedAnnotations(
    _ path: String, begin: Int = 0, isForced: Bool = false
  ) throws(CommandFailure) -> BeatsFile {
    guard isForced || access(path, F_OK) != 0 else {
      throw CommandFailure(
        .cannotCreate, "\(path): exists, and annotations are not replaced. Remove it, or choose another name.")
    }
    return .annotations(path: path, isForced: isForced, begin: begin, nil)
  }

  mutating func append(_ row: BeatRow, rate: SampleRate) throws(RecordingError) {
    switch self {
    case .table(var writer):
      try writer.append(
        sample: row.sample, timeSeconds: row.seconds, rrMilliseconds: row.intervalMilliseconds, label: row.label,
        quality: row.quality, naming: row.naming)
      self = .table(writer)
    case .annotations(let path, let isForced, let begin, let open):
      let writer = try Self.writer(open, path, rate, isForced)
      writer.append(sample: rate.samples(in: row.seconds) - begin, label: row.label)
      self = .annotations(path: path, isForced: isForced, begin: begin, writer)
    }
  }

  /// - Parameter rate: of a recording in which no beat came.
  mutating func close(rate: SampleRate?) throws(RecordingError) {
    switch self {
    case .table(var writer): try writer.close()
    case .annotations(let path, let isForced, _, let open):
      guard let rate else { return }
      try Self.writer(open, path, rate, isForced).close()
    }
  }

  private static func writer(
    _ open: BeatAnnotationsWriter?, _ path: String, _ rate: SampleRate, _ isForced: Bool
  ) throws(RecordingError) -> BeatAnnotationsWriter {
    if let open { return open }
    return try BeatAnnotationsWriter(path: path, hertz: rate.hertz, isForced: isForced)
  }
}
