import FoundationEssentials
import Glibc
import Recordings
import Synchronization

/// The folder of `--out`: a report of each recording, `summary.jsonl` and `summary.csv`.
///
/// While the work goes on `summary.jsonl` is a log: each recording appends its row as its report stands. What ended a run, the
/// next one finds there what is done. At the end it is written anew, in order, and the table with it.
final class ResultsFolder: Sendable {
  let path: String
  /// Rows of earlier runs whose reports are there, by the report's file.
  let known: [String: SummaryRow]
  private let lock: CInt
  private let log: Mutex<CInt>

  static let (jsonLines, table) = ("summary.jsonl", "summary.csv")

  init(_ path: String) throws(CommandFailure) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    try Self.make(self.path)
    lock = open(self.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else {
      throw CommandFailure(
        .cannotCreate, "\(path): cannot be opened (\(errnoText())). Choose a folder that you may write to.")
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw CommandFailure(
        .busy, "\(path): another run writes its results here. Choose another folder, or wait for it.")
    }
    let lines = "\(self.path)/\(Self.jsonLines)"
    known = Self.read(lines, folder: self.path)
    let descriptor = open(lines, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CommandFailure(
        .cannotCreate, "\(lines): cannot be written (\(errnoText())). Choose a folder that you may write to.")
    }
    // A run that was killed in mid-line: the next row begins on a line of its own.
    if lseek(descriptor, 0, SEEK_END) > 0 { _ = Glibc.write(descriptor, "\n", 1) }
    log = Mutex(descriptor)
  }

  deinit {
    log.withLock { _ = close($0) }
    close(lock)
  }

  static func fileName(of recording: ListedRecording) -> String { recording.name + ".json" }

  /// The report stands under its name once it is whole.
  func write(_ report: [UInt8], named name: String) throws(CommandFailure) {
    if let slash = name.lastIndex(of: "/") { try Self.make("\(path)/\(name[..<slash])") }
    try Self.replace("\(path)/\(name)") { file throws(CommandFailure) in try file.write(report) }
  }

  func log(_ row: SummaryRow) throws(CommandFailure) {
    let line = try JSONText.line(row)
    let written = log.withLock { descriptor in
      line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
    guard written == line.count else {
      throw CommandFailure(.writeFailed, "\(path)/\(Self.jsonLines): writing failed (\(errnoText())). Make room.")
    }
  }

  /// Writes both tables: these rows, and those of other recordings whose reports are here.
  func conclude(_ rows: [SummaryRow]) throws(CommandFailure) {
    let here = Set(rows.compactMap(\.result))
    let all = (rows + known.filter { !here.contains($0.key) }.values).sorted {
      ($0.result ?? $0.recording, $0.recording) < ($1.result ?? $1.recording, $1.recording)
    }
    try Self.replace("\(path)/\(Self.table)") { file throws(CommandFailure) in
      try file.write(SummaryColumns.header)
      for row in all { try file.write(SummaryColumns.line(row)) }
    }
    try Self.replace("\(path)/\(Self.jsonLines)") { file throws(CommandFailure) in
      for row in all { try file.write(JSONText.line(row)) }
    }
  }

  private static func read(_ path: String, folder: String) -> [String: SummaryRow] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [:] }
    var rows: [String: SummaryRow] = [:]
    let decoder = JSONDecoder()
    for line in text.split(separator: "\n") {
      // A line of another version, or one that was cut, is as if it were not there: its recording is done again.
      guard let row = try? decoder.decode(SummaryRow.self, from: Data(line.utf8)), let result = row.result,
        FileKind("\(folder)/\(result)") == .file
      else { continue }
      rows[result] = row
    }
    return rows
  }

  private static func replace(
    _ path: String, _ body: (OutputFile) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    let part = path + ".part"
    do throws(CommandFailure) {
      let file = try OutputFile(creating: part)
      try body(file)
      try file.flush()
    } catch {
      unlink(part)
      throw error
    }
    guard rename(part, path) == 0 else {
      throw CommandFailure(.writeFailed, "\(path): cannot be written (\(errnoText())). Choose another folder.")
    }
  }

  /// The folder with those above it.
  private static func make(_ path: String) throws(CommandFailure) {
    if FileKind(path) == .folder { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try make(String(path[..<slash])) }
    guard mkdir(path, 0o755) == 0 || (errno == EEXIST && FileKind(path) == .folder) else {
      throw CommandFailure(
        .cannotCreate, "\(path): cannot be created (\(errnoText())). Choose a folder that you may write to.")
    }
  }
}
