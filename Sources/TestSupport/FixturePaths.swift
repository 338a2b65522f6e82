/// Where the tests' files lie, found from this source file.
package enum FixturePaths {
  package static let repository: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  package static var fixtures: String { repository + "/Tests/Fixtures" }
  package static var signals: String { fixtures + "/signals" }
}
