import ECGCore
import Glibc
import TestSupport
import Testing

@testable import Recordings

/// What a long capture costs to write, to open and to seek in: `make capture-cost` prints it, optimised; nothing is asserted of time.
@Suite struct CaptureDayTests {
  private static let hours = getenv("VITALSYNC_CAPTURE_HOURS").flatMap { Int(String(cString: $0)) }

  private func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Raw bytes and samples as a board at 250 Hz gives them, one read a line, a block a second.
  private func write(_ path: String, hours: Int) throws -> (bytes: Int, processorSeconds: Double) {
    let scale = try #require(CaptureTests.scale)
    let ecg = try Drained("\(FixturePaths.signals)/mitdb_100").values
    let counts = ecg.map { Int64((Double($0) * 1100 * 1024 / 3300 + 512).rounded()) }
    let writer = try CaptureWriter(path: path, facts: CaptureTests.facts(), scale: scale)
    var random = SeededGenerator(seed: 9)
    var spent = 0.0
    for second in 0..<(hours * 3600) {
      var lines: [[UInt8]] = []
      var values: [Float] = []
      for index in (second * 250)..<((second + 1) * 250) {
        let count = counts[index % counts.count]
        values.append(scale.millivolts(count))
        let line = Array("\(index & 0xFFFF),\(UInt32(truncatingIfNeeded: index * 4000)),\(count),0".utf8)
        let crc = String(CRC16.of(line[...]), radix: 16, uppercase: true)
        lines.append(line + Array("*\(String(repeating: "0", count: 4 - crc.count))\(crc)\n".utf8))
      }
      let late = (0..<250).map { _ in Int64.random(in: 0...1_000_000, using: &random) }
      let began = self.seconds(CLOCK_THREAD_CPUTIME_ID)
      for part in 0..<250 {
        let index = second * 250 + part
        try writer.append(SampleBlock(start: index, millivolts: [values[part]]))
        try writer.append(raw: lines[part], arrivalNanoseconds: Int64(index) * 4_000_000 + late[part])
      }
      try writer.flush()
      spent += self.seconds(CLOCK_THREAD_CPUTIME_ID) - began
    }
    try writer.close()
    return (writer.length, spent)
  }

  @Test(.enabled(if: hours != nil, "VITALSYNC_CAPTURE_HOURS is not set"))
  func `what a long capture costs`() throws {
    let hours = try #require(Self.hours)
    let folder = TemporaryFolder()
    let path = "\(folder.path)/long.vsr"
    let written = try write(path, hours: hours)
    let samples = hours * 3600 * 250
    print(
      "| written, raw bytes and samples | \(DecimalText.fixed(Double(written.bytes) / Double(hours) / 1e6, decimals: 2)) MB an hour |"
    )
    print(
      "| writing, processor | \(DecimalText.fixed(100 * written.processorSeconds / Double(hours * 3600), decimals: 3)) % of a core |"
    )
    var openings: [Double] = []
    for _ in 0..<21 {
      let began = seconds(CLOCK_MONOTONIC)
      var reader = try CaptureReader(path: path)
      _ = try reader.next()
      openings.append((seconds(CLOCK_MONOTONIC) - began) * 1000)
    }
    print("| opening \(hours) h, to the first sample | \(told(openings)) |")
    var random = SeededGenerator(seed: 10)
    var seeks: [Double] = []
    var reader = try CaptureReader(path: path)
    for _ in 0..<201 {
      let place = Int.random(in: 0..<samples, using: &random)
      let began = seconds(CLOCK_MONOTONIC)
      try reader.seek(to: place)
      var part = try reader.next()
      while let block = part?.block, block.end <= place { part = try reader.next() }
      seeks.append((seconds(CLOCK_MONOTONIC) - began) * 1000)
      let block = try #require(part?.block)
      #expect(block.start <= place && place < block.end)
    }
    print("| going to any place in it, to the sample there | \(told(seeks)) |")
  }

  private func told(_ milliseconds: [Double]) -> String {
    let sorted = milliseconds.sorted()
    return
      "\(DecimalText.fixed(sorted[sorted.count / 2], decimals: 1)) ms median, \(DecimalText.fixed(sorted[sorted.count - 1], decimals: 1)) ms worst of \(sorted.count)"
  }
}
