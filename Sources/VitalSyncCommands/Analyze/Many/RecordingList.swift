import Glibc
import Recordings

/// One recording among many: where it lies, and what its report is called.
struct ListedRecording: Hashable, Sendable {
  var path: String
  /// Name of its report in the folder of results, without `.json`: `100` for `mitdb/100.hea`, `run.csv` for `run.csv`; of a
  /// recording found in a folder with the folders between.
  var name: String
}

/// The recordings that a command line names: files, WFDB records, folders with all below them, and patterns.
struct RecordingList {
  private(set) var recordings: [ListedRecording] = []

  /// What is taken up in folders. A file that is named is taken whatever it is called.
  static let suffixes: Set<String> = ["hea", "csv", "tsv", "txt", "vsr", "edf", "bdf", "mat", "hrm", "rr"]
  /// Text that lies beside recordings and is none, by its name without suffix.
  private static let papers: Set<String> = ["readme", "license", "sha256sums", "md5sums", "changelog", "notice"]
  /// Folders within folders are followed so far: links may lead round in a circle.
  private static let deepest = 32

  /// - Parameter out: the folder of results: not searched.
  init(_ arguments: [String], out: String) throws(CommandFailure) {
    let results = FileIdentity(out)
    for argument in arguments {
      if FileKind(argument) != nil || RecordingFiles.header(of: argument) != nil {
        try add(argument, results)
        continue
      }
      let matches = Self.matches(argument)
      guard !matches.isEmpty else {
        throw CommandFailure(.noInput, "\(argument): there is no such file or folder. Check the name.")
      }
      for match in matches { try add(match, results) }
    }
    dropSegments()
    recordings.sort { ($0.name, $0.path) < ($1.name, $1.path) }
    guard !recordings.isEmpty else {
      let known = Self.suffixes.sorted().joined(separator: ", ")
      throw CommandFailure(
        .noInput, "\(arguments.joined(separator: " ")): no recording is there. In folders these are taken: \(known).")
    }
    for (one, next) in zip(recordings, recordings.dropFirst()) where one.name == next.name {
      throw CommandFailure(
        .usage,
        "\(one.path) and \(next.path): both reports would be \(one.name).json. Name the folder above both, or use two folders of results."
      )
    }
  }

  private mutating func add(_ path: String, _ results: FileIdentity?) throws(CommandFailure) {
    if FileKind(path) == .folder {
      let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
      try walk(folder, prefix: "", results, depth: 0)
    } else {
      take(path, prefix: "")
    }
  }

  private mutating func take(_ path: String, prefix: String) {
    // Whatever file of a WFDB record is named, the record is meant.
    let path = RecordingFiles.header(of: path) ?? path
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let name = prefix + (last.hasSuffix(".hea") ? String(last.dropLast(4)) : last)
    let listed = ListedRecording(path: path, name: name)
    if !recordings.contains(listed) { recordings.append(listed) }
  }

  private mutating func walk(
    _ folder: String, prefix: String, _ results: FileIdentity?, depth: Int
  ) throws(CommandFailure) {
    guard FileIdentity(folder) != results || results == nil else { return }
    let names = try FolderNames.of(folder)
    let all = Set(names)
    for name in names where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      switch FileKind(path) {
      case .folder:
        if depth < Self.deepest, !FileKind.isLink(path) {
          try walk(path, prefix: "\(prefix)\(name)/", results, depth: depth + 1)
        }
      case .file:
        let dot = name.lastIndex(of: ".") ?? name.startIndex
        let (stem, suffix) = (String(name[..<dot]), name[dot...].dropFirst().lowercased())
        guard Self.suffixes.contains(suffix), !Self.papers.contains(stem.lowercased()) else { continue }
        // `A00001.mat` is the signal of `A00001.hea`.
        if suffix == "mat", all.contains(stem + ".hea") { continue }
        take(path, prefix: prefix)
      case nil: continue
      }
    }
  }

  /// A record of several segments stands for them.
  private mutating func dropSegments() {
    var segments: Set<String> = []
    for recording in recordings where recording.path.hasSuffix(".hea") {
      let folder = recording.path.lastIndex(of: "/").map { recording.path[...$0] } ?? ""
      segments.formUnion(RecordingFiles.segments(ofHeader: recording.path).map { "\(folder)\($0).hea" })
    }
    if !segments.isEmpty { recordings.removeAll { segments.contains($0.path) } }
  }

  private static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
  }
}
