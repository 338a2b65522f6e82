/// Parts of a path, without Foundation.
enum RecordingPath {
  /// `a/b.csv` → (`a/b`, `csv`), the suffix in lower case; no suffix: "".
  static func stemAndSuffix(_ path: String) -> (stem: String, suffix: String) {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), dot > name else { return (path, "") }
    return (String(path[..<dot]), path[path.index(after: dot)...].lowercased())
  }

  /// With its closing slash, or "" for the working folder.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }
}
