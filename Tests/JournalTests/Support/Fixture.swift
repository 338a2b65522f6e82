import Foundation
import TestSupport

enum Fixture {
  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(FixturePaths.fixtures)/\(name)")))
  }

  static func names(in folder: String, suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(FixturePaths.fixtures)/\(folder)")
      .filter { $0.hasSuffix(suffix) }.sorted()
  }
}
