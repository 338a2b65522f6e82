import ECGCore
import Recordings

/// Where features go, a row a beat or a strip: a CSV, or Parquet where the name asks for it.
struct FeatureTable {
  /// A column that says which beat or strip a row is of; the features follow.
  struct Key {
    var name: String
    var kind: ParquetWriter.Kind
    /// In text; fewer than one make whole numbers.
    var decimals = 0
  }

  static let beats = [
    Key(name: "sample", kind: .int64), Key(name: "time_s", kind: .double, decimals: 4),
    Key(name: "family", kind: .int32),
  ]
  static let strips = [
    Key(name: "from_s", kind: .double, decimals: 3), Key(name: "to_s", kind: .double, decimals: 3),
  ]

  private enum Form {
    case text(OutputFile)
    case parquet(ParquetWriter)
  }

  private let keys: [Key]
  private let form: Form

  /// `path`: `nil` for standard output. A file that is there is replaced.
  init(path: String?, rate: SampleRate, keys: [Key], features: [String]) throws(CommandFailure) {
    self.keys = keys
    guard let path, path.lowercased().hasSuffix(".parquet") else {
      let output = try path.map { path throws(CommandFailure) in try OutputFile(creating: path) } ?? OutputFile()
      try output.write((keys.map(\.name) + features).joined(separator: ",") + "\n")
      form = .text(output)
      return
    }
    let columns =
      keys.map { ParquetWriter.Column($0.name, $0.kind) } + features.map { ParquetWriter.Column($0, .float) }
    do {
      form = .parquet(
        try ParquetWriter(
          path: path, columns: columns, notes: [("vitalsync.rate_hz", "\(rate.hertz)")],
          program: "vitalsync \(Version.text)", isForced: true))
    } catch {
      throw CommandFailure(error)
    }
  }

  /// `row`: a number for each key.
  func append(_ row: [Double], _ values: [Float]) throws(CommandFailure) {
    switch form {
    case .text(let output):
      var line = zip(keys, row).map { fixed($1, $0.decimals) }.joined(separator: ",")
      // The shortest text that reads back as the same number.
      for value in values { line += ",\(value)" }
      try output.write(line + "\n")
    case .parquet(let writer):
      do throws(RecordingError) {
        try writer.append(row + values.map { Double($0) })
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
