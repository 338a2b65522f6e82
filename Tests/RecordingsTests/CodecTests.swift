import Testing

@testable import Recordings

@Suite struct CodecTests {
  @Test func `checksums give their published check values`() {
    let digits = Array("123456789".utf8)
    #expect(CRC32C.of(digits[...]) == 0xE306_9283)
    #expect(CRC16.of(digits[...]) == 0x29B1)
    // docs/protocol.md's example.
    #expect(CRC16.of(Array("17,1068000,511,0".utf8)[...]) == 0x6E05)
  }

  @Test(arguments: [21, 22, 23, 24] as [UInt64]) func `integers come back whatever they are (seed)`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for round in 0..<120 {
      let spread = Int64(1) << Int64.random(in: 0...62, using: &random)
      var walk: Int64 = 0
      let values = (0..<Int.random(in: 0...90, using: &random)).map { _ -> Int64 in
        let step = Int64.random(in: -spread...spread, using: &random)
        walk = walk &+ step
        return round % 3 == 0 ? step : round % 3 == 1 ? walk : [.min, .max, 0, -1].randomElement(using: &random) ?? 0
      }
      var bytes: [UInt8] = []
      IntegerCodec.encode(values, into: &bytes)
      var cursor = ByteCursor(bytes[...])
      #expect(IntegerCodec.decode(values.count, from: &cursor) == values)
      #expect(cursor.remaining == 0)
    }
  }

  @Test func `a straight line takes a bit a value`() {
    var bytes: [UInt8] = []
    IntegerCodec.encode((0..<800).map { 5000 + 4000 * $0 }, into: &bytes)
    #expect(bytes.count <= 100 + 8)
  }

  @Test(arguments: [31, 32, 33] as [UInt64]) func `lines come back byte for byte (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("0012345678999999,;.*-+ \r\nABCF#!x\u{0}".utf8)
    var coded = 0
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...400, using: &random) { bytes.append(alphabet.randomElement(using: &random) ?? 0) }
      if Bool.random(using: &random) {
        bytes += Self.wireLines(from: Int.random(in: 0...65_535, using: &random), count: 30)
      }
      guard let code = LineCodec.encode(bytes) else { continue }
      coded += 1
      var cursor = ByteCursor(code[...])
      #expect(LineCodec.decode(&cursor) == bytes)
    }
    #expect(coded > 50)
  }

  @Test func `a cut in mid-line, a wrong CRC and leading zeros come back`() {
    for text in ["9,1068000,511,0*6E05\n18,10", "17,1068000,511,0*6E06\n", "007,0,00,000*0000\n", "*1D0F", "\n\n", "*"]
    {
      let bytes = Array(text.utf8)
      var cursor = ByteCursor((LineCodec.encode(bytes) ?? [])[...])
      #expect(LineCodec.decode(&cursor) == bytes, "\(text)")
    }
  }

  @Test func `the wire protocol's lines shrink to a tenth`() throws {
    let bytes = Self.wireLines(from: 0, count: 250)
    let code = try #require(LineCodec.encode(bytes))
    #expect(code.count * 10 < bytes.count)
  }

  @Test(arguments: [41, 42] as [UInt64]) func `damaged codes are refused, not believed (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let code = try #require(LineCodec.encode(Self.wireLines(from: 65_500, count: 60)))
    for _ in 0..<3000 {
      var bad = code
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bad[Int.random(in: 0..<bad.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      bad.removeLast(Int.random(in: 0...3, using: &random))
      var cursor = ByteCursor(bad[...])
      if let decoded = LineCodec.decode(&cursor) { #expect(decoded.count <= CaptureFormat.payloadLimit) }
    }
  }

  /// Sample lines as docs/protocol.md has them, at 250 Hz, with a board's jitter of some microseconds.
  static func wireLines(from first: Int, count: Int) -> [UInt8] {
    var random = SeededGenerator(seed: UInt64(first) + 1)
    var bytes: [UInt8] = []
    for index in first..<(first + count) {
      let micros = (index * 4000 + Int.random(in: 0...8, using: &random)) & 0xFFFF_FFFF
      let line = Array("\(index & 0xFFFF),\(micros),\(512 + (index * index) % 37),0".utf8)
      let crc = String(CRC16.of(line[...]), radix: 16, uppercase: true)
      bytes += line + Array("*\(String(repeating: "0", count: 4 - crc.count))\(crc)\n".utf8)
    }
    return bytes
  }
}
