import BoardLink
import ECGCore
import Testing

/// What boards write for time, and what goes wrong with it.
@Suite struct StampTests {
  private static let hertz = 250.0

  /// Sample `index` 4 ms after the one before; its value tells it.
  private func bench(_ count: Int, skipping: Range<Int> = 0..<0, stamp: (Int) -> String?) -> LinkBench {
    var bench = LinkBench()
    for index in 0..<count where !skipping.contains(index) {
      guard let stamp = stamp(index) else { continue }
      let line = "\(stamp),\(100 + index % 800)\r\n"
      bench.absorb(Array(line.utf8), at: UInt64(index) * 4_000_000 + 1_000_000_000)
    }
    return bench
  }

  /// Every sample's value stands where it belongs; the first line is dropped.
  private func expectTrue(_ bench: LinkBench, last: Int, lost: Int = 0, torn: Int = 0) {
    let calibration = Calibration.assumed10Bit
    let wrong = bench.samples.filter { $0.millivolts != calibration.millivolts(Double(100 + ($0.index + 1) % 800)) }
    #expect(wrong.isEmpty)
    #expect(bench.samples.last?.index == last)
    #expect(bench.decoder.status.counts.lost == lost)
    #expect(bench.decoder.status.counts.torn == torn)
    #expect(bench.streams.map(\.rate.hertz) == [Self.hertz])
  }

  @Test(arguments: [
    (1.0, "milliseconds"), (0.25, "units of 4000 µs"), (100, "units of 10 µs"), (1000, "microseconds"),
  ])
  func anyUnitThatRunsSteadilyIsATime(_ perMillisecond: Double, _ words: String) throws {
    let bench = bench(2500) { "\(Int(Double($0) * 4 * perMillisecond) + 5)" }
    expectTrue(bench, last: 2498)
    #expect(try #require(bench.streams.first).rateReason.contains(words.prefix(5)))
  }

  /// The first column counts samples, in 8, 16 and 32 bits; milliseconds and microseconds of 32 bits; microseconds of 32 bits by 1000.
  @Test(arguments: ["byte", "word", "uint32", "millis", "micros", "thousandths"])
  func countersWrapWithoutATrace(_ kind: String) {
    let bench = bench(4000, skipping: 3000..<3040) { index in
      switch kind {
      case "byte": "\(UInt8(truncatingIfNeeded: index + 100))"
      case "word": "\(UInt16(truncatingIfNeeded: index + 65536 - 2000))"
      case "uint32": "\(UInt32(truncatingIfNeeded: index + 4_294_967_296 - 2000))"
      case "millis": "\(UInt32(truncatingIfNeeded: index * 4 + 4_294_967_296 - 8000))"
      case "micros": "\(UInt32(truncatingIfNeeded: index * 4000 + 4_294_967_296 - 8_000_000))"
      default: thousandths(UInt32(truncatingIfNeeded: index * 4000 + 4_294_967_296 - 8_000_000))
      }
    }
    expectTrue(bench, last: 3998, lost: 40)
    #expect(!bench.words.contains { $0.contains("anew") })
  }

  private func thousandths(_ micros: UInt32) -> String {
    let rest = "\(micros % 1000)"
    return "\(micros / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  @Test func aLineThatComesTwiceIsDroppedOnce() {
    var bench = LinkBench()
    for index in 0..<2500 {
      let line = Array("\(index * 4),\(100 + index % 800)\r\n".utf8)
      for _ in 0..<(index % 100 == 50 ? 2 : 1) {
        bench.absorb(line, at: UInt64(index) * 4_000_000 + 1_000_000_000)
      }
    }
    expectTrue(bench, last: 2498, torn: 25)
  }

  @Test func aTornStampIsDroppedAndLeavesItsHole() {
    // The first digits are gone now and then: a step far back, once.
    let bench = bench(2500) { index in index % 500 == 400 ? "\(index * 4 % 10)" : "\(index * 4 + 100_000)" }
    expectTrue(bench, last: 2498, lost: 5, torn: 5)
  }

  @Test func aClockThatStandsStillIsToldAndItsSamplesGoOn() throws {
    let bench = bench(4000) { index in "\(min(index, 2000) * 4)" }
    #expect(bench.words.filter { $0.contains("stands still") }.count == 1)
    // 24 of them were taken for lines that came twice: a hole, not a shift.
    let calibration = Calibration.assumed10Bit
    #expect(bench.samples.allSatisfy { $0.millivolts == calibration.millivolts(Double(100 + ($0.index + 1) % 800)) })
    #expect(bench.samples.last?.index == 3998)
    #expect(bench.samples.count == 3999 - 24)
  }

  @Test func aClockThatBeginsAnewLeavesAHoleAsLongAsOursSays() throws {
    let bench = bench(4000, skipping: 2000..<2250) { index in
      "\(index < 2000 ? index * 4 + 700_000 : (index - 2250) * 4)"
    }
    #expect(bench.words.filter { $0.contains("began anew") }.count == 1)
    #expect(abs(try #require(bench.samples.last).index - 3998) <= 1)
    #expect(bench.streams.count == 1)
  }

  @Test func aBoardThatChangesItsRateBeginsANewGrid() throws {
    var bench = LinkBench()
    var milliseconds = 0
    for index in 0..<6000 {
      milliseconds += index < 3000 ? 2 : 4
      bench.absorb(Array("\(milliseconds),\(500 + index % 90)\r\n".utf8), at: UInt64(milliseconds + 1000) * 1_000_000)
    }
    #expect(bench.streams.map(\.rate.hertz) == [500, 250])
    #expect(bench.words.filter { $0.contains("changed its rate") }.count == 1)
  }

  @Test(arguments: [256, 65536]) func numbersOfEitherWidthCountLossesExactly(_ modulus: Int) {
    var numbers = SequenceNumbers()
    var generator = SeededGenerator(seed: 7)
    var index = 0
    _ = numbers.step(to: 0, expected: 1)
    for _ in 0..<20_000 {
      let lost = Int.random(in: 0..<50, using: &generator) == 0 ? Int.random(in: 1..<3000, using: &generator) : 0
      // The first wrap must be seen to be known.
      let step = index < 300 ? 1 : 1 + lost
      index += step
      // Our clock is 80 samples off at most: 0.3 s of delay.
      let expected = Double(step) + Double.random(in: -80...80, using: &generator)
      #expect(numbers.step(to: UInt16(index % modulus), expected: index < 300 ? 1 : expected) == step)
    }
  }
}
