import ECGCore
import Recordings

/// Where features go, a row a beat: a CSV, or Parquet where the name asks for it.
struct FeatureTable {
  private enum Form {
    case text(OutputFile)
    case parquet(ParquetWriter)
  }

  private static let key = ["sample", "time_s", "family"]
  private let form: Form

  /// `path`: `nil` for standard output. A file that is there is replaced.
  init(path: String?, rate: SampleRate) throws(CommandFailure) {
    guard let path, path.lowercased().hasSuffix(".parquet") else {
      let output = try path.map { path throws(CommandFailure) in try OutputFile(creating: path) } ?? OutputFile()
      try output.write((Self.key + BeatFeatures.names).joined(separator: ",") + "\n")
      form = .text(output)
      return
    }
    let columns =
      zip(Self.key, [ParquetWriter.Kind.int64, .double, .int32]).map { ParquetWriter.Column($0, $1) }
      + BeatFeatures.names.map { ParquetWriter.Column($0, .float) }
    do {
      form = .parquet(
        try ParquetWriter(
          path: path, columns: columns, notes: [("vitalsync.rate_hz", "\(rate.hertz)")],
          program: "vitalsync \(Version.text)", isForced: true))
    } catch {
      throw CommandFailure(error)
    }
  }

  func append(sample: Int, seconds: Double, family: Int, _ values: [Float]) throws(CommandFailure) {
    switch form {
    case .text(let output):
      var line = "\(sample),\(fixed(seconds, 4)),\(family)"
      // The shortest text that reads back as the same number.
      for value in values { line += ",\(value)" }
      try output.write(line + "\n")
    case .parquet(let writer):
      do throws(RecordingError) {
        try writer.append([Double(sample), seconds, Double(family)] + values.map { Double($0) })
      } catch {
        throw CommandFailure(error)
      }
    }
  }

  func finish() throws(CommandFailure) {
    switch form {
    case .text(let output): try output.flush()
    case .parquet(let writer):
      do throws(RecordingError) { try writer.close() } catch { throw CommandFailure(error) }
    }
  }
}
