import ECGCore
import TestSupport
import Testing

@testable import Recordings

/// Wherever one goes in a capture, what is read from there on is what reading from the start gives.
@Suite struct CaptureSeekTests {
  /// Some minutes with gaps, a changed scale and raw bytes: 200 blocks, several of the bisection's reads long.
  static func session(_ folder: TemporaryFolder, seed: UInt64) throws -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    let path = "\(folder.path)/session"
    let other = try #require(
      CountScale(bits: 12, referenceMillivolts: 3300, gain: 1000, midScale: 2048, isAssumed: false))
    var scale = try #require(CaptureTests.scale)
    let writer = try CaptureWriter(path: path, facts: CaptureTests.facts(), scale: scale)
    var next = 0
    for second in 0..<200 {
      if second == 87 {
        scale = other
        try writer.device(["board": "uno"], scale: scale)
      }
      if Int.random(in: 0..<20, using: &random) == 0 { next += Int.random(in: 1...2000, using: &random) }
      let values = (0..<250).map { _ in scale.millivolts(Int64.random(in: 400...700, using: &random)) }
      try writer.append(SampleBlock(start: next, millivolts: values))
      next += 250
      try writer.append(
        raw: (0..<700).map { _ in UInt8.random(in: 0...255, using: &random) },
        arrivalNanoseconds: Int64(second) * 1_000_000_000)
      try writer.flush()
    }
    try writer.close()
    return TemporaryFolder.read(path)
  }

  /// What the reader gives from a place on, by grid index.
  private func values(_ path: String, from sample: Int?) throws -> [Int: UInt32] {
    var reader: any RecordingReader = try Recording.open(path)
    if let sample { try reader.seek(to: sample) }
    var values: [Int: UInt32] = [:]
    var end = Int.min
    while let part = try reader.next() {
      #expect(part.block.start >= end)
      end = part.block.end
      for (offset, value) in part.block.millivolts.enumerated() where part.block.start + offset >= sample ?? .min {
        values[part.block.start + offset] = value.bitPattern
        #expect(part.sourceStart == part.block.start)
      }
    }
    return values
  }

  private func check(_ path: String, _ random: inout SeededGenerator) throws {
    let whole = try values(path, from: nil)
    let end = (whole.keys.max() ?? 0) + 1
    for _ in 0..<10 {
      let sample = Int.random(in: -10...(end + 10), using: &random)
      #expect(try values(path, from: sample) == whole.filter { $0.key >= sample }, "from \(sample)")
    }
    for sample in [0, 249, 250, end - 1, end, .max] {
      #expect(try values(path, from: sample) == whole.filter { $0.key >= sample }, "from \(sample)")
    }
  }

  @Test(arguments: [81, 82] as [UInt64]) func `any place of a whole capture (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    _ = try Self.session(folder, seed: seed)
    try check("\(folder.path)/session", &random)
  }

  @Test(arguments: [83, 84] as [UInt64]) func `any place of a damaged capture (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    let bytes = try Self.session(folder, seed: seed)
    for _ in 0..<4 {
      var bad = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let low = Int.random(in: 4000..<bad.count, using: &random)
        // Up to more than one of the bisection's reads.
        let high = min(bad.count, low + Int.random(in: 1...70_000, using: &random))
        for place in low..<high { bad[place] = UInt8.random(in: 0...255, using: &random) }
      }
      bad.removeLast(Int.random(in: 0..<bad.count / 4, using: &random))
      // The scale was changed once; where the statement of it is damaged, counts behind it cannot be read right by anyone.
      try check(folder.write("damaged", bad), &random)
    }
  }

  @Test func `marks and interruptions before the place are not those of the part`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/marks"
    let writer = try CaptureWriter(path: path, facts: CaptureTests.facts(), scale: nil)
    for second in 0..<130 {
      try writer.append(SampleBlock(start: second * 250, millivolts: Array(repeating: 1, count: 250)))
      if second % 10 == 0 { try writer.mark("at \(second)", at: second * 250) }
      try writer.flush()
    }
    try writer.close()
    var reader = try CaptureReader(path: path)
    try reader.seek(to: 125 * 250)
    while try reader.next() != nil {}
    #expect(reader.facts.marks.last == RecordingMark(sample: 120 * 250, text: "at 120"))
    #expect(!reader.facts.marks.contains { $0.sample < 119 * 250 })
    #expect(reader.facts.remarks.isEmpty)
  }
}
