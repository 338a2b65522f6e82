import FoundationEssentials
import TestSupport
import Testing

@testable import Recordings

/// Intervals of a watch's file that fit-tool wrote and fitdecode read (Tests/Fixtures/formats/make_fit.py), and what may stand in
/// other such files.
@Suite struct FITTests {
  private static let path = FixturePaths.fixtures + "/formats/watch.fit"

  private struct Expected: Decodable {
    var intervals_ms: [Int]
    var followsHole: [Int]
    var startTimeOfDay: Double
  }

  /// Messages behind a heading, and the check sum.
  private static func file(_ messages: [UInt8], heading: Int = 14) -> [UInt8] {
    var file = [UInt8(heading), 0x20, 0x54, 0x08]
    file += (0..<4).map { UInt8(truncatingIfNeeded: messages.count >> (8 * $0)) }
    file += Array(".FIT".utf8) + [UInt8](repeating: 0, count: heading - 12) + messages
    let sum = FITMessages.crc(file)
    return file + [UInt8(truncatingIfNeeded: sum), UInt8(sum >> 8)]
  }

  /// Local message 1 is `hrv` with so many intervals, and developers' fields of so many bytes.
  private static func definition(_ count: UInt8, developers: [UInt8] = []) -> [UInt8] {
    let heading: UInt8 = developers.isEmpty ? 0x41 : 0x61
    let fields = developers.flatMap { [9, $0, 0] as [UInt8] }
    let others: [UInt8] = developers.isEmpty ? [] : [UInt8(developers.count)] + fields
    return [heading, 0, 0, 78, 0, 1, 0, 2 * count, 0x84] + others
  }

  private static func words(_ values: Int...) -> [UInt8] {
    values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  /// Local message 0 is a record that tells the time.
  private static let clock: [UInt8] = [0x40, 0, 0, 20, 0, 1, 253, 4, 0x86]
  private static func time(_ seconds: Int) -> [UInt8] {
    [0] + (0..<4).map { UInt8(truncatingIfNeeded: seconds >> (8 * $0)) }
  }

  private func read(_ bytes: [UInt8]) throws -> IntervalRecording {
    let folder = TemporaryFolder()
    let path = folder.write("x.fit", bytes)
    #expect(IntervalRecording.isOne(path))
    return try IntervalRecording.read(path)
  }

  @Test func `a file of another's making reads as another reads it`() throws {
    let data = try Data(contentsOf: URL(filePath: FixturePaths.fixtures + "/formats/watch.json"))
    let expected = try JSONDecoder().decode(Expected.self, from: data)
    #expect(IntervalRecording.isOne(Self.path))
    let found = try IntervalRecording.read(Self.path)
    #expect(found.intervals.map { Int(($0.seconds * 1000).rounded()) } == expected.intervals_ms)
    #expect(found.intervals.indices.filter { found.intervals[$0].followsHole } == expected.followsHole)
    #expect(found.startTimeOfDay == expected.startTimeOfDay)
    // Two minutes of running and the 45 s for which the timer stood still.
    #expect(abs(found.duration - 165) < 2, "\(found.duration)")
    #expect(found.format == "FIT (hrv messages)")
  }

  @Test func `compressed headings, developers' fields and files set one behind the other are passed through`() throws {
    let second = 1_000_000_000
    var messages = Self.clock + Self.time(second) + Self.definition(2, developers: [3, 1])
    for (index, pair) in [(800, 810), (820, 0xFFFF), (830, 840)].enumerated() {
      messages += [0x80 | 1 << 5 | UInt8((second + index) & 31)] + Self.words(pair.0, pair.1) + [1, 2, 3, 4]
    }
    // Once round the five bits, and 5 s more than the beats last.
    messages += [0x80 | 1 << 5 | UInt8((second + 9) & 31)] + Self.words(850, 860) + [1, 2, 3, 4]
    let one = try read(Self.file(messages))
    #expect(one.intervals.map { ($0.seconds * 1000).rounded() } == [800, 810, 820, 830, 840, 850, 860])
    #expect(one.intervals.map(\.followsHole) == [false, false, false, false, false, true, false])
    let two = try read(Self.file(messages, heading: 12) + Self.file(Self.definition(1) + [1] + Self.words(900)))
    #expect(two.intervals.count == 8 && two.intervals.last?.seconds == 0.9)
  }

  @Test func `a time that is noted seldom makes no hole`() throws {
    var messages = Self.clock + Self.definition(1)
    for second in 0..<60 {
      if second % 7 == 0 { messages += Self.time(1_000_000_000 + second) }
      messages += [1] + Self.words(1000)
    }
    #expect(try read(Self.file(messages)).intervals.allSatisfy { !$0.followsHole })
  }

  @Test func `an interval of nothing breaks the row`() throws {
    let found = try read(Self.file(Self.definition(3) + [1] + Self.words(800, 0, 810)))
    #expect(found.intervals.map(\.followsHole) == [false, true])
  }

  @Test func `cut or changed at any byte it is refused`() throws {
    let folder = TemporaryFolder()
    let bytes = TemporaryFolder.read(Self.path)
    func refusal(_ bytes: [UInt8]) throws -> RecordingError {
      let path = folder.write("bad.fit", bytes)
      return try #require(throws: RecordingError.self) {
        try FITIntervals.read(bytes, path: path)
      }
    }
    for count in stride(from: 0, to: bytes.count, by: 7) {
      #expect(try !refusal(Array(bytes[..<count])).remedy.isEmpty)
    }
    for place in bytes.indices {
      var bad = bytes
      bad[place] ^= 1 << (place & 7)
      let error = try refusal(bad)
      #expect(error.place.contains("byte") && !error.remedy.isEmpty, "\(place): \(error)")
    }
    #expect(try refusal(Self.file([1, 2, 3])).what == "a message comes before its definition")
    #expect(try refusal(Self.file(Self.definition(9) + [1, 2])).what.contains("beyond the end"))
    #expect(try refusal(Self.file([0x40, 0, 2, 0, 78, 0])).what.contains("byte order"))
    #expect(try refusal(Self.file(Self.clock + Self.time(5))).remedy.contains("heart-rate variability"))
  }
}
