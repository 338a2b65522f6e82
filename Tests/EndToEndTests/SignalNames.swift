import Foundation
import TestSupport

extension FixturePaths {
  /// The signals that have a file of this ending, in order, as the folder lists them: more may come.
  static func signalNames(endingIn suffix: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: signals)) ?? []
    return files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }
}
