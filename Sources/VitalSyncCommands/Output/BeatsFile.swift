import ECGCore
import Glibc
import Recordings

/// `--beats FILE`: each beat as a line of a CSV table, or, where the name ends in `.qrs`, as a WFDB annotation.
enum BeatsFile {
  case table(BeatsCSVWriter)
  /// Its writer comes with the first beat, when the rate is known.
  case annotations(path: String, isForced: Bool, BeatAnnotationsWriter?)

  static func isAnnotations(_ path: String) -> Bool { path.hasSuffix(".qrs") }

  /// A table of an earlier run is replaced; a file that holds anything else is left as it is, and so are annotations: nobody can
  /// tell whose they are.
  static func opened(_ path: String) throws(CommandFailure) -> BeatsFile {
    guard isAnnotations(path) else { return .table(try BeatsCSVWriter.opened(path)) }
    guard access(path, F_OK) != 0 else {
      throw CommandFailure(
        .cannotCreate, "\(path): exists, and annotations are not replaced. Remove it, or choose another name.")
    }
    return .annotations(path: path, isForced: false, nil)
  }

  mutating func append(_ row: BeatRow, rate: SampleRate) throws(RecordingError) {
    switch self {
    case .table(var writer):
      try writer.append(
        sample: row.sample, timeSeconds: row.seconds, rrMilliseconds: row.intervalMilliseconds, label: row.label,
        quality: row.quality, naming: row.naming)
      self = .table(writer)
    case .annotations(let path, let isForced, let open):
      let writer = try Self.writer(open, path, rate, isForced)
      writer.append(sample: row.sample, label: row.label)
      self = .annotations(path: path, isForced: isForced, writer)
    }
  }

  /// - Parameter rate: of a recording in which no beat came.
  mutating func close(rate: SampleRate?) throws(RecordingError) {
    switch self {
    case .table(var writer): try writer.close()
    case .annotations(let path, let isForced, let open):
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
