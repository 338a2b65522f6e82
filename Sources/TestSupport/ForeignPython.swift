import Glibc

/// The interpreter that has other people's tools for recordings: the one `make setup` made, else the first on PATH.
package enum ForeignPython {
  package static let path: String = {
    if let stated = getenv("VITALSYNC_PYTHON") { return String(cString: stated) }
    let made = FixturePaths.repository + "/.build/foreign/bin/python3"
    return access(made, X_OK) == 0 ? made : "python3"
  }()

  /// Whether all of these can be imported.
  package static func has(_ modules: String...) -> Bool {
    system("'\(path)' -c 'import \(modules.joined(separator: ", "))' >/dev/null 2>&1") == 0
  }

  package static let remedy = "the tools of others are not installed: make setup"
}
