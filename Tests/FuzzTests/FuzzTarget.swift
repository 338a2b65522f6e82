/// One reader of bytes, fed with any bytes at all. What it must hold to stands in `run`, which throws where it does not; a trap
/// is a finding by itself.
struct FuzzTarget: Sendable {
  let name: String
  /// Bytes that one input may have.
  let longestInput: Int
  let run: @Sendable ([UInt8]) throws -> Void

  static let all: [FuzzTarget] = [
    wireFormats, checkedLines, link, wfdbRecord, segments, annotations, table, edf, matrix, intervals, fit,
    captureFile, captureItems, keys, beatModel,
  ]
}

/// What a target held not to be so.
struct FuzzViolation: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

func require(_ condition: Bool, _ words: @autoclosure () -> String) throws {
  if !condition { throw FuzzViolation(words()) }
}
