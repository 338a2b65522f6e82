import ECGCore

@testable import Recordings

/// A recording read to its end, its blocks joined, and their order checked.
struct Drained {
  var values: [Float] = []
  var flags: [SampleFlags] = []
  /// Grid index and source index of each sample.
  var grid: [Int] = []
  var source: [Int] = []
  var facts: RecordingFacts
  var largestBlock = 0
  /// The blocks came in order, without overlap, and their flags fit.
  var isSound = true

  init(_ path: String, _ options: ReadingOptions = ReadingOptions()) throws(RecordingError) {
    var reader = try Recording.open(path, options: options)
    facts = reader.facts
    var end = 0
    while let part = try reader.next() {
      let block = part.block
      isSound = isSound && block.start >= end && block.count > 0 && block.millivolts.allSatisfy(\.isFinite)
      isSound = isSound && (block.flags.isEmpty || block.flags.count == block.count)
      end = block.end
      values += block.millivolts
      for offset in 0..<block.count { flags.append(block.flags(at: offset)) }
      grid += block.start..<block.end
      source += part.sourceStart..<(part.sourceStart + block.count)
      largestBlock = max(largestBlock, block.count)
    }
    facts = reader.facts
    let after = try reader.next()
    isSound = isSound && after.map { $0.block.count } == nil
  }

  /// Where the grid jumps: the sample after the jump, and how many samples are missing.
  var gaps: [[Int]] {
    var gaps: [[Int]] = []
    for index in grid.indices.dropFirst() where grid[index] != grid[index - 1] + 1 {
      gaps.append([index, grid[index] - grid[index - 1] - 1])
    }
    return gaps
  }
}
