import Glibc

/// A folder of WFDB records.
struct AnnotatedDatabase: Sendable {
  let folder: String
  /// The records to evaluate, in the order of their names.
  let records: [String]

  /// `wanted` names records; without it, all that have a header and annotations are taken.
  init(folder: String, wanted: [String]?) throws(CommandFailure) {
    self.folder = folder
    if let wanted {
      records = Set(wanted).sorted()
      return
    }
    guard let stream = opendir(folder) else {
      throw CommandFailure(.noInput, "\(folder): cannot be opened (\(errnoText())). Name a folder of WFDB records.")
    }
    defer { closedir(stream) }
    var files: Set<String> = []
    while let entry = readdir(stream) {
      files.insert(
        withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    records = files.filter { $0.hasSuffix(".atr") }.map { String($0.dropLast(4)) }
      .filter { files.contains($0 + ".hea") }.sorted()
    guard !records.isEmpty else {
      throw CommandFailure(
        .noInput, "\(folder): holds no record with annotations (NAME.hea and NAME.atr). Name a folder of WFDB records.")
    }
  }
}
