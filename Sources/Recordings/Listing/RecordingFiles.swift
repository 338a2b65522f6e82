/// The files of which a recording consists.
package enum RecordingFiles {
  /// The file itself; of a WFDB record its header and what that names, segments with theirs. Only files that are there.
  package static func of(_ path: String) -> [String] {
    guard let header = header(of: path) else { return [path] }
    let folder = RecordingPath.folder(of: header)
    var found = [header]
    var segments: [String] = []
    for name in names(inHeader: header) {
      let segment = "\(folder)\(name).hea"
      if (try? FileBytes(path: segment)) != nil { segments.append(segment) }
      add("\(folder)\(name)", to: &found)
    }
    for segment in segments {
      add(segment, to: &found)
      // A segment's own lines name files; that a segment should have segments is not provided for.
      for name in names(inHeader: segment) { add("\(folder)\(name)", to: &found) }
    }
    return found
  }

  /// The record's header, where `path` is a WFDB record by its bare name or by any file of its own: `100`, `100.dat`, `100.atr`.
  package static func header(of path: String) -> String? {
    let (_, suffix) = RecordingPath.stemAndSuffix(path)
    if suffix == "hea" { return path }
    let header = WFDBReader.headerPath(for: path)
    let isPart = WFDBReader.partSuffixes.contains(suffix) || (try? FileBytes(path: path)) == nil
    return isPart && (try? FileBytes(path: header)) != nil ? header : nil
  }

  /// Names of the records that this header puts together; none where it is no multi-segment record.
  package static func segments(ofHeader path: String) -> [String] {
    guard let first = lines(ofHeader: path).first?.first, first.contains("/") else { return [] }
    return names(inHeader: path)
  }

  private static func add(_ path: String, to found: inout [String]) {
    if !found.contains(path), (try? FileBytes(path: path)) != nil { found.append(path) }
  }

  /// The first word of each line after the record's own: a signal's file, or a segment. Names beside the header only.
  private static func names(inHeader path: String) -> [String] {
    var names: [String] = []
    for words in lines(ofHeader: path).dropFirst() {
      guard let name = words.first, !name.contains("/"), !["-", "~", "..", "."].contains(name), !names.contains(name)
      else { continue }
      names.append(name)
    }
    return names
  }

  private static func lines(ofHeader path: String) -> [[String]] {
    guard let bytes = try? FileBytes(path: path).contents(limit: WFDBHeader.headerByteLimit) else { return [] }
    return bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
      .map { String(decoding: $0, as: UTF8.self).split(separator: " ").map(String.init) }
      .filter { $0.first?.hasPrefix("#") == false }
  }
}
