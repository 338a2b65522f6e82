import Recordings

/// `--fhir FILE`, of `analyze` and of `readiness`.
enum FHIRFile {
  /// What every bundle of ours begins with: keys are sorted.
  private static let opening = "{\n  \"entry\" : ["

  /// A bundle of an earlier run is replaced; a file that holds anything else is left as it is.
  static func write(_ bundle: FHIRBundle, to path: String) throws(CommandFailure) {
    try OwnFile.check(path, opening: opening, isNo: "bundle of this program")
    let file = try OutputFile(creating: path)
    try file.write(JSONText.document(bundle))
    try file.flush()
  }
}
