import BoardLink
import ECGCore
import Testing

/// The clocks against a board whose true sample times are known.
@Suite struct ClockTests {
  private static let ramp = VirtualSource(counts: Array(100..<900))

  private func cable(
    _ wire: WireFormat, hertz: Double, baud: Int = 115_200, clockError: Double = 0, batch: Double = 0.016,
    source: VirtualSource = ClockTests.ramp, firstSequence: UInt16 = 0, firstMicroseconds: UInt64 = 0
  ) -> SimulatedCable {
    let sketch = VirtualSketch(wire: wire, rateHertz: hertz, baud: baud)
    return SimulatedCable(
      VirtualBoardModel(
        sketch: sketch, source: source, clockError: clockError, firstSequence: firstSequence,
        firstMicroseconds: firstMicroseconds, keepsTimes: true), batchSeconds: batch)
  }

  private func relativeError(_ cable: SimulatedCable, _ hertz: Double) throws -> Double {
    abs(try #require(cable.status.effectiveHertz) - hertz) / hertz
  }

  @Test(arguments: [125.0, 250, 360]) func statedRateIsTakenAtOnceAndTheRealOneMeasured(_ hertz: Double) throws {
    // The board's crystal is 300 ppm fast, so that 250 Hz are 250.075 of our clock's.
    var cable = cable(.vitalsync, hertz: hertz * 1.0003)
    cable.run(until: 35)
    let facts = try #require(cable.bench.streams.first)
    #expect(facts.rate.hertz == Double(Int(hertz * 1.0003)))
    #expect(facts.rateReason == "stated by the board")
    #expect(try relativeError(cable, hertz * 1.0003) < 0.0001)
    #expect(cable.bench.samples.count >= Int(34 * hertz))
    #expect(cable.status.counts.lost == 0)
    #expect(cable.status.counts.late == 0)
  }

  @Test func numberAndMicrosecondsWrapWithoutATrace() {
    // 16-bit number after 262 s at 250 Hz; 32-bit microseconds after 100 s.
    var cable = cable(
      .vitalsync, hertz: 250, firstSequence: 65000, firstMicroseconds: 4_294_967_296 - 100_000_000)
    cable.run(until: 300)
    #expect(cable.bench.samples.enumerated().allSatisfy { $0.element.index == $0.offset })
    #expect(cable.bench.samples.count == cable.model.sent || cable.bench.samples.count == cable.model.sent - 1)
    #expect(cable.status.counts.lost == 0)
    #expect(cable.bench.words.allSatisfy { $0.contains("check sum") })
  }

  @Test func lostLinesLeaveGapsExactlyWhereTheyStood() throws {
    var cable = cable(.vitalsync, hertz: 250)
    var batch = 0
    cable.run(until: 20) { bytes in
      batch += 1
      if batch % 50 == 0 { bytes = [] }
    }
    let samples = cable.bench.samples
    // Sample k of the ramp carries 100 + k mod 800: its value tells where it belongs.
    let calibration = VirtualSketch.calibration
    #expect(samples.allSatisfy { $0.millivolts == calibration.millivolts(Double(100 + $0.index % 800)) })
    let last = try #require(samples.last)
    #expect(cable.status.counts.lost > 50)
    #expect(last.index + 1 - samples.count == cable.status.counts.lost)
  }

  @Test(arguments: [StampCase(200, 1), StampCase(250, 1), StampCase(360, 1), StampCase(500, 1)])
  func stampedSamplesAreGaplessAndTheRateIsKnown(_ example: StampCase) throws {
    var cable = cable(.timeValue, hertz: example.hertz)
    cable.run(until: 40)
    let facts = try #require(cable.bench.streams.first)
    #expect(facts.rate.hertz == example.hertz)
    #expect(facts.rateReason.contains("milliseconds"))
    #expect(cable.bench.samples.enumerated().allSatisfy { $0.element.index == $0.offset })
    #expect(try relativeError(cable, example.hertz) < 0.0005)
    #expect(cable.status.counts.lost == 0)
  }

  struct StampCase: Sendable, CustomStringConvertible {
    let hertz: Double
    let unit: Double
    init(_ hertz: Double, _ unit: Double) {
      self.hertz = hertz
      self.unit = unit
    }
    var description: String { "\(hertz) Hz" }
  }

  @Test func aJumpOfTheStampsIsAGapOfThatLength() throws {
    // Samples 2000 … 2099 are cut out of the bytes; the stamps tell.
    var bench = LinkBench()
    for index in 0..<4000 where !(2000..<2100).contains(index) {
      bench.absorb(Array("\(index * 4),\(100 + index % 800)\r\n".utf8), at: UInt64(index) * 4_000_000 + 1_000_000_000)
    }
    let calibration = Calibration.assumed10Bit
    // The first line is dropped: its beginning may have been cut off.
    #expect(bench.samples.allSatisfy { $0.millivolts == calibration.millivolts(Double(100 + ($0.index + 1) % 800)) })
    #expect(bench.samples.last?.index == 3998)
    #expect(bench.decoder.status.counts.lost == 100)
  }

  @Test(arguments: ["s", "ms", "us"]) func unitOfTheStampsIsFound(_ unit: String) throws {
    var bench = LinkBench()
    for index in 0..<1500 {
      let stamp =
        switch unit {
        case "s": "\(Double(index * 4) / 1000)"
        case "ms": "\(index * 4)"
        default: "\(index * 4000)"
        }
      bench.absorb(Array("\(stamp),\(500 + index % 20)\r\n".utf8), at: UInt64(index) * 4_000_000 + 1_000_000_000)
    }
    let facts = try #require(bench.streams.first)
    #expect(facts.rate == SampleRate(hertz: 250))
    #expect(bench.samples.count == 1499)
    #expect(bench.decoder.status.counts.lost == 0)
  }

  @Test func wholeMillisecondsThatWrapAreFollowed() throws {
    // micros() of an Arduino wraps after 71.6 min.
    var bench = LinkBench()
    for index in 0..<3000 {
      let stamp = UInt32(truncatingIfNeeded: 4_294_967_296 - 8_000_000 + index * 4000)
      bench.absorb(Array("\(stamp),\(500 + index % 20)\r\n".utf8), at: UInt64(index) * 4_000_000 + 1_000_000_000)
    }
    #expect(bench.samples.last?.index == 2998)
    #expect(bench.decoder.status.counts.lost == 0)
  }

  @Test(arguments: [0.001, 0.004, 0.016]) func unstampedSamplesAt115200HaveTheirRateMeasured(_ batch: Double) throws {
    var cable = cable(.integer, hertz: 250, batch: batch)
    cable.jitterSeconds = 0.002
    cable.run(until: 35)
    let facts = try #require(cable.bench.streams.first)
    #expect(facts.rate == SampleRate(hertz: 250))
    #expect(facts.rateReason.hasPrefix("measured over 3 s"))
    #expect(try relativeError(cable, 250) < 0.001)
  }

  @Test func anOddRateIsKeptAsMeasured() throws {
    var cable = cable(.integer, hertz: 217)
    cable.run(until: 35)
    let facts = try #require(cable.bench.streams.first)
    #expect(abs(facts.rate.hertz - 217) / 217 < 0.003)
    #expect(try relativeError(cable, 217) < 0.001)
  }

  @Test func aSaturatedUARTSetsThePace() throws {
    // Three digits and CR LF at 9600 baud: 960 / 5 = 192 lines a second.
    var cable = cable(.integer, hertz: 1000, baud: 9600)
    cable.run(until: 40)
    #expect(cable.status.rateReason == "UART-limited at 9600 baud")
    #expect(try relativeError(cable, 192) < 0.001)
    #expect(cable.portBaud == 9600)
  }

  /// Readings that swing between three and four digits at 9600 baud: lines of 5.2 and 6.25 ms.
  @Test func unequalLinesOfASaturatedUARTAreSetRight() throws {
    // A slow triangle, so that the wrong grid would be wrong for long: 300 … 1500 and back in 4 s.
    let triangle = (0..<700).map { 300 + 1200 * ($0 < 350 ? $0 : 700 - $0) / 350 }
    var options = LinkOptions(port: "test")
    options.baud = 9600
    var cable = SimulatedCable(
      VirtualBoardModel(
        sketch: VirtualSketch(wire: .integer, rateHertz: 1000, baud: 9600), source: VirtualSource(counts: triangle),
        keepsTimes: true), options: options)
    cable.run(until: 120)
    #expect(cable.status.rateReason == "UART-limited at 9600 baud")
    #expect(cable.bench.blocks.count > 1000)
    // Between two crossings of 1000 counts all lines have three digits, or all four: on a wrong grid these stretches are
    // wrong by a tenth. The samples' crossings are compared with the board's own times.
    let rate = try #require(cable.bench.streams.first).rate.hertz
    let middle = cable.bench.streams[0].board.calibration.millivolts(1000)
    let found = crossings(cable.bench.samples.map { ($0.millivolts >= middle, Double($0.index) / rate) })
    let times = cable.model.sampleTimes
    let truth = crossings(times.indices.map { (triangle[$0 % 700] >= 1000, times[$0]) })
    let errors = zip(intervals(found), intervals(truth)).dropFirst(1).map { $0 - $1 }
    #expect(errors.count > 20)
    let squares = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
    #expect(squares.squareRoot() < 0.003)
  }

  private func crossings(_ signal: [(isAbove: Bool, seconds: Double)]) -> [Double] {
    zip(signal, signal.dropFirst()).compactMap { $0.isAbove != $1.isAbove ? $1.seconds : nil }
  }

  private func intervals(_ times: [Double]) -> [Double] {
    zip(times, times.dropFirst()).map { $1 - $0 }
  }

  @Test func aRestartedBoardLeavesAHoleAsLongAsItTook() throws {
    var bench = LinkBench()
    var sketch = VirtualSketch()
    let start = sketch.answer(Array("id".utf8))
    bench.absorb(start, at: 1_000_000_000)
    func send(_ range: Range<Int>, sequenceFrom sequence: Int, boardFrom board: Int, hostFrom host: Int) {
      for index in range {
        let line = sketch.line(
          sequence: UInt16(sequence + index), microseconds: UInt64(board + index * 4000), count: 512, leads: [])
        bench.absorb(line, at: UInt64(host + index * 4000) * 1000)
      }
    }
    send(0..<1000, sequenceFrom: 300, boardFrom: 7_000_000, hostFrom: 1_100_000)
    // A brown-out: half a second later it counts from nought.
    bench.absorb(start, at: 5_590_000_000)
    send(0..<1000, sequenceFrom: 0, boardFrom: 10_000, hostFrom: 5_596_000)
    let blocks = bench.samples
    #expect(blocks.count == 2000)
    #expect(bench.streams.count == 1)
    // 0.5 s at 250 Hz between the last and the first.
    #expect(blocks[1000].index - blocks[999].index == 125)
    #expect(bench.words.contains { $0.contains("began anew") })
    #expect(bench.decoder.status.counts.lost == 0)
  }

  @Test func aStoppedAndStartedBoardLeavesAHole() throws {
    var cable = cable(.vitalsync, hertz: 250)
    cable.run(until: 4)
    cable.model.receive(Array("stop\n".utf8), at: cable.seconds)
    cable.run(until: 9)
    cable.model.receive(Array("start\n".utf8), at: cable.seconds)
    cable.run(until: 13)
    let samples = cable.bench.samples
    let hole = zip(samples, samples.dropFirst()).map { $1.index - $0.index }.max()
    #expect(abs(try #require(hole) - 1250) <= 5)
    #expect(cable.status.counts.lost == 0)
    #expect(cable.bench.words.contains { $0.contains("silent") })
  }

  @Test func silenceOfAnUnstampedBoardIsAHole() throws {
    var cable = cable(.integer, hertz: 250)
    var time = 0.0
    cable.run(until: 20) { bytes in
      time += 0.016
      if time > 10 && time < 12 { bytes = [] }
    }
    let samples = cable.bench.samples
    let hole = zip(samples, samples.dropFirst()).map { $1.index - $0.index }.max()
    #expect(abs(try #require(hole) - 500) <= 10)
  }

  @Test(arguments: [9600, 115_200]) func aDamagedLineIsAHoleOfOneAndNoShift(_ baud: Int) throws {
    var options = LinkOptions(port: "test")
    options.baud = baud
    var bench = LinkBench(options)
    // At 9600 baud 192 lines of five characters fill the line.
    let hertz = baud == 9600 ? 192.0 : 250
    for index in 0..<4000 {
      // A flipped bit makes it no text.
      let isDamaged = index > 1000 && index % 100 == 0
      let line: [UInt8] = isDamaged ? [0x35, 0xFE, 0x32, 0x0D, 0x0A] : Array("\(100 + index % 800)\r\n".utf8)
      bench.absorb(line, at: UInt64(Double(index) / hertz * 1e9) + 1_000_000_000)
    }
    let samples = bench.samples
    #expect(bench.decoder.status.counts.torn == 29)
    #expect(abs(try #require(samples.last).index - 3998) <= 1)
    #expect(samples.count <= 3999 - 29)
    // Nothing stands where the damaged lines were, and every value is that of its place.
    let calibration = Calibration.assumed10Bit
    let wrong = samples.filter {
      abs($0.millivolts - calibration.millivolts(Double(100 + ($0.index + 1) % 800))) > 0.004
    }
    #expect(wrong.allSatisfy { ($0.index + 1) % 800 < 3 || ($0.index + 1) % 800 > 796 })
  }

  @Test func aChangedRateBeginsANewStream() throws {
    var cable = cable(.vitalsync, hertz: 250)
    cable.run(until: 3)
    cable.model.receive(Array("rate 360\n".utf8), at: cable.seconds)
    cable.run(until: 6)
    #expect(cable.bench.streams.map(\.rate.hertz) == [250, 360])
    #expect(cable.bench.words.contains { $0.contains("changed its rate from 250 to 360") })
    #expect(cable.status.counts.lost == 0)
  }
}
