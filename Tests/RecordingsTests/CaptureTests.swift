import ECGCore
import Glibc
import TestSupport
import Testing

@testable import Recordings

@Suite struct CaptureTests {
  static let scale = CountScale(bits: 10, referenceMillivolts: 3300, gain: 1100, midScale: 512, isAssumed: false)

  static func facts(_ hertz: Double = 250) throws -> CaptureFacts {
    CaptureFacts(
      rate: try #require(SampleRate(hertz: hertz)), rateReason: "stated by the board", source: "/dev/ttyUSB0",
      startedUnixNanoseconds: 1_711_465_493_249_732_000, device: ["board": "nodemcu", "firmware": "1.0.0"])
  }

  static func items(_ path: String) throws -> [CaptureItem] {
    var reader = try CaptureItemReader(path: path)
    var items: [CaptureItem] = []
    while let item = try reader.next() { items.append(item) }
    return items
  }

  @Test func `everything comes back as it went in`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/a.vitalsync"
    let scale = try #require(Self.scale)
    let counts = (0..<600).map { scale.millivolts(Int64(512 + ($0 * 7) % 300)) }
    let odd: [Float] = [0.1, -0.0, .leastNonzeroMagnitude, 3.3333333, -1e30]
    let chunks = (0..<40).map { index in
      RawChunk(
        bytes: index == 20 ? [0, 1, 2, 0x1B, 0xFF] : CodecTests.wireLines(from: index * 5, count: 5),
        arrivalMicroseconds: Int64(index) * 20_000 + Int64(index % 7) * 13)
    }
    var facts = try Self.facts()
    let writer = try CaptureWriter(path: path, facts: facts, scale: scale)
    try writer.settings(["baud": "115200", "wire": "vitalsync"])
    try writer.append(SampleBlock(start: 0, millivolts: Array(counts[..<100])))
    try writer.append(
      SampleBlock(
        start: 100, millivolts: Array(counts[100..<300]), flags: [.leadOffPlus] + Array(repeating: [], count: 199)))
    try writer.flush()
    try writer.append(SampleBlock(start: 500, millivolts: Array(counts[300...]), flags: []))
    for chunk in chunks {
      try writer.append(raw: chunk.bytes, arrivalNanoseconds: chunk.arrivalMicroseconds * 1000 + 999)
    }
    try writer.mark("felt a flutter — ♥", at: 640)
    try writer.note("finding", json: #"{"kind":"pause"}"#, at: 700)
    try writer.append(SampleBlock(start: 900, millivolts: odd))
    facts.device = ["board": "uno"]
    try writer.device(facts.device, scale: nil)
    try writer.append(SampleBlock(start: 905, millivolts: Array(counts[..<3])))
    try writer.close(reason: "unplugged")

    var raw: [RawChunk] = []
    var others: [CaptureItem] = []
    for item in try Self.items(path) {
      switch item {
      case .raw(let more): raw += more
      case .samples: break
      default: others.append(item)
      }
    }
    #expect(raw == chunks)
    #expect(others.contains(.settings(["baud": "115200", "wire": "vitalsync"])))
    #expect(others.contains(.mark(sample: 640, text: "felt a flutter — ♥")))
    #expect(others.contains(.note(sample: 700, name: "finding", json: #"{"kind":"pause"}"#)))
    #expect(others.first == .facts(try Self.facts()))
    #expect(others.contains(.facts(facts)))
    #expect(others.contains(.scale(scale)))
    #expect(others.last == .end(reason: "unplugged"))

    let drained = try Drained(path)
    #expect(drained.isSound)
    #expect(drained.values.map(\.bitPattern) == (counts + odd + counts[..<3]).map(\.bitPattern))
    #expect(drained.gaps == [[300, 200], [600, 100]])
    #expect(drained.flags.indices.filter { !drained.flags[$0].isEmpty } == [100])
    // Its own count is its grid.
    #expect(drained.source == drained.grid)
    #expect(drained.facts.remarks == [])
    #expect(drained.facts.rateReason == "stated by the board")
    #expect(drained.facts.unitsReason.hasPrefix("stated 10-bit counts at gain 1100"))
  }

  @Test(arguments: [51, 52, 53] as [UInt64]) func `any session comes back bit for bit (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    for round in 0..<12 {
      let path = "\(folder.path)/\(round)"
      let scale = CountScale(
        bits: Int.random(in: 8...16, using: &random),
        referenceMillivolts: [1000, 3300, 5000].randomElement(using: &random) ?? 1,
        gain: Double.random(in: 50...2000, using: &random), midScale: Double(Int.random(in: 0...2048, using: &random)),
        isAssumed: true)
      let writer = try CaptureWriter(path: path, facts: Self.facts(), scale: Bool.random(using: &random) ? scale : nil)
      var grid: [Int] = []
      var values: [Float] = []
      var next = Int.random(in: -10...10, using: &random)
      var now: Int64 = 0
      for _ in 0..<60 {
        next += Bool.random(using: &random) ? 0 : Int.random(in: 0...500, using: &random)
        let isCounts = Int.random(in: 0..<5, using: &random) > 0
        let block = (0..<Int.random(in: 0...70, using: &random)).map { _ in
          isCounts
            ? scale?.millivolts(Int64.random(in: 0...4095, using: &random)) ?? 0
            : Float.random(in: -9...9, using: &random)
        }
        try writer.append(SampleBlock(start: next, millivolts: block))
        values += block
        grid += next..<(next + block.count)
        next += block.count
        now += Int64.random(in: 0...2_000_000_000, using: &random)
        try writer.flushIfDue(nowNanoseconds: now)
      }
      try writer.close()
      let drained = try Drained(path)
      #expect(drained.values.map(\.bitPattern) == values.map(\.bitPattern))
      #expect(drained.grid == grid)
    }
  }

  /// A real ECG through the AD8232's scale, with the wire protocol's lines of it, ten reads in a second.
  @Test func `an hour at 250 Hz stays under 6 MB with raw bytes and samples`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/hour"
    let scale = try #require(Self.scale)
    let ecg = try Drained("\(FixturePaths.signals)/mitdb_100").values
    let writer = try CaptureWriter(path: path, facts: Self.facts(), scale: scale)
    var random = SeededGenerator(seed: 6)
    let seconds = 60
    for second in 0..<seconds {
      for part in 0..<250 {
        let index = second * 250 + part
        let count = Int64((Double(ecg[index % ecg.count]) * 1100 * 1024 / 3300 + 512).rounded())
        try writer.append(SampleBlock(start: index, millivolts: [scale.millivolts(count)]))
        let line = Array("\(index & 0xFFFF),\(index * 4000 + Int.random(in: 0...8, using: &random)),\(count),0".utf8)
        let crc = String(CRC16.of(line[...]), radix: 16, uppercase: true)
        // One read a line, the worst for the stamps, each late by up to a millisecond.
        try writer.append(
          raw: line + Array("*\(String(repeating: "0", count: 4 - crc.count))\(crc)\n".utf8),
          arrivalNanoseconds: Int64(index) * 4_000_000 + Int64.random(in: 0...1_000_000, using: &random))
      }
      try writer.flushIfDue(nowNanoseconds: Int64(second) * 1_000_000_000)
    }
    try writer.close()
    let hour = writer.length * 3600 / seconds
    #expect(hour < 6_000_000, "\(hour) bytes an hour")
  }

  @Test func `what is flushed is readable while the session goes on, and said to be cut`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/live"
    let writer = try CaptureWriter(path: path, facts: Self.facts(), scale: nil)
    try writer.append(SampleBlock(start: 0, millivolts: [1, 2, 3]))
    try writer.flushIfDue(nowNanoseconds: 5_000_000_000)
    #expect(try Drained(path).values.isEmpty)
    try writer.flushIfDue(nowNanoseconds: 5_999_999_999)
    #expect(try Drained(path).values.isEmpty)
    try writer.flushIfDue(nowNanoseconds: 6_000_000_000)
    let drained = try Drained(path)
    #expect(drained.values == [1, 2, 3])
    #expect(drained.facts.remarks == ["the recording was cut: it ends without being closed, at its last whole block"])
  }

  @Test func `two processes on one file, and a file that holds something, are refused`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/one"
    do {
      let writer = try CaptureWriter(path: path, facts: Self.facts(), scale: nil)
      // flock binds to the open file, so that a second open stands for a second process.
      let busy = try #require(throws: RecordingError.self) {
        try CaptureWriter(path: path, facts: Self.facts(), scale: nil)
      }
      #expect(busy.kind == .busy)
      try writer.close()
    }
    let before = TemporaryFolder.read(path)
    let error = try #require(throws: RecordingError.self) {
      try CaptureWriter(path: path, facts: Self.facts(), scale: nil)
    }
    #expect(error.kind == .cannotWrite)
    #expect(TemporaryFolder.read(path) == before)
    let missing = try #require(throws: RecordingError.self) {
      try CaptureWriter(path: "\(folder.path)/none/x", facts: Self.facts(), scale: nil)
    }
    #expect(missing.kind == .cannotWrite)
    #expect(missing.remedy == "Create its folder first.")
  }
}
