import BoardLink
import ECGCore
import Testing

/// Where the board does what the first seconds did not promise, the link says so and finds its way back.
@Suite struct RecoveryTests {
  private static func time(_ seconds: Double) -> UInt64 { UInt64((1 + seconds) * 1e9) }

  /// Lines at `hertz` from `start` on, with ticks four times a second.
  private func send(
    _ bench: inout LinkBench, from start: Double, seconds: Double, hertz: Double, _ line: (Int) -> String
  ) {
    var nextTick = start
    for index in 0..<Int(seconds * hertz) {
      let now = start + Double(index) / hertz
      bench.absorb(Array((line(index) + "\n").utf8), at: Self.time(now))
      if now >= nextTick {
        bench.tick(at: Self.time(now))
        nextTick += 0.25
      }
    }
  }

  @Test(arguments: [0.4, 8]) func bareLeadsOffLinesDecideNoFormat(_ off: Double) throws {
    var bench = LinkBench()
    send(&bench, from: 0, seconds: off, hertz: 250) { _ in "!" }
    #expect(!bench.words.contains { $0.contains("lines at") })
    send(&bench, from: off, seconds: 8, hertz: 250) { "\(500 + ($0 * 37) % 90)" }
    #expect(bench.decoder.status.wire == "integer")
    #expect(bench.decoder.status.phase == .streaming)
    #expect(bench.decoder.status.counts.torn == 0)
    let facts = try #require(bench.streams.last)
    #expect(facts.rate == SampleRate(hertz: 250))
    let count = bench.samples.filter { $0.flags.isEmpty }.count
    #expect((1990...2000).contains(count))
  }

  @Test func leadsOffIsShownBeforeAnyFormatIsKnown() throws {
    var bench = LinkBench()
    send(&bench, from: 0, seconds: 2, hertz: 250) { _ in "!" }
    #expect(bench.decoder.status.phase == .streaming)
    #expect(bench.samples.count > 400)
    #expect(bench.samples.allSatisfy { $0.flags == .leadsOff })
    #expect(bench.words.filter { $0.hasPrefix("leads off") }.count == 1)
  }

  @Test func deadColumnsAreNoTime() throws {
    var bench = LinkBench()
    send(&bench, from: 0, seconds: 3, hertz: 250) { _ in "0,0" }
    #expect(bench.samples.last?.flags == .leadsOff)
    send(&bench, from: 3, seconds: 6, hertz: 250) { "\(500 + ($0 * 37) % 90),\(400 + ($0 * 11) % 50)" }
    #expect(bench.decoder.status.wire == "columns")
    #expect(bench.decoder.status.phase == .streaming)
  }

  @Test(arguments: [2.0, 10]) func aFormatThatReadsNothingIsLeft(_ before: Double) throws {
    // After 2 s the first format is chosen and its rate is not yet known; after 10 s it streams.
    var bench = LinkBench()
    send(&bench, from: 0, seconds: before, hertz: 250) { "\(500 + ($0 * 37) % 90)" }
    send(&bench, from: before, seconds: 8, hertz: 250) { "{\"ecg\":\(500 + ($0 * 37) % 90)}" }
    #expect(bench.decoder.status.wire == "json")
    #expect(bench.decoder.status.phase == .streaming)
    #expect(bench.words.filter { $0.contains("looking anew") }.count == 1)
  }

  @Test func aLooseCableLeavesAHoleAndNoNewStream() throws {
    var random = SeededGenerator(seed: 5)
    var options = LinkOptions(port: "test")
    options.baud = 115_200
    var bench = LinkBench(options)
    send(&bench, from: 0, seconds: 8, hertz: 250) { "\(500 + ($0 * 37) % 90)" }
    send(&bench, from: 8, seconds: 5, hertz: 250) { _ in
      String(decoding: (0..<4).map { _ in UInt8.random(in: 0x21...0x2F, using: &random) }, as: UTF8.self)
    }
    send(&bench, from: 13, seconds: 5, hertz: 250) { "\(500 + ($0 * 37) % 90)" }
    #expect(bench.streams.count == 1)
    #expect(bench.decoder.status.phase == .streaming)
    let last = try #require(bench.samples.last)
    #expect(abs(last.index - 18 * 250) < 25)
  }

  @Test(arguments: [0, 1e300]) func anUnusableGivenRateIsToldOnce(_ rate: Double) {
    var options = LinkOptions(port: "test")
    options.rateHertz = rate
    var bench = LinkBench(options)
    send(&bench, from: 0, seconds: 6, hertz: 250) { "\(500 + ($0 * 37) % 90)" }
    #expect(bench.words.filter { $0.contains("--rate") && $0.contains("50 … 10000 Hz") }.count == 1)
    #expect(bench.streams.isEmpty)
  }

  @Test func aBoardThatIsTooSlowIsToldOnce() {
    var sketch = VirtualSketch(rateHertz: 20)
    var bench = LinkBench()
    bench.absorb(sketch.answer(Array("id".utf8)), at: Self.time(0))
    for index in 0..<200 {
      let line = sketch.line(sequence: UInt16(index), microseconds: UInt64(index * 50_000), count: 512, leads: [])
      bench.absorb(line, at: Self.time(Double(index) / 20))
    }
    #expect(bench.words.filter { $0.contains("lines come at 20 a second") }.count == 1)
  }

  @Test func aFloodIsToldOnce() {
    var bench = LinkBench()
    let burst = Array(String(repeating: "512\n", count: 4000).utf8)
    for step in 0..<1000 { bench.absorb(burst, at: Self.time(Double(step) * 0.005)) }
    #expect(bench.words.filter { $0.contains("lines come at") }.count == 1)
  }

  @Test(arguments: [(250.0, 500.0), (500, 250), (250, 256)])
  func aChangedRateBeginsANewGrid(_ before: Double, _ after: Double) throws {
    var bench = LinkBench()
    send(&bench, from: 0, seconds: 60, hertz: before) { "\(500 + ($0 * 37) % 90)" }
    #expect(bench.streams.map(\.rate) == [try #require(SampleRate(hertz: before))])
    send(&bench, from: 60, seconds: 5, hertz: after) { "\(500 + ($0 * 37) % 90)" }
    #expect(bench.streams.last?.rate == SampleRate(hertz: after))
    #expect(bench.streams.count == 2)
    #expect(bench.words.filter { $0.contains("changed its rate from") }.count == 1)
    send(&bench, from: 65, seconds: 20, hertz: after) { "\(500 + ($0 * 37) % 90)" }
    #expect(bench.streams.count == 2)
  }

  /// A reset in the middle of a line: the empty line before the start line ends it.
  @Test func aResetInTheMiddleOfALineSparesTheStartLine() throws {
    var sketch = VirtualSketch(rateHertz: 250)
    var bench = LinkBench()
    bench.absorb(sketch.greeting, at: Self.time(0))
    for index in 0..<500 {
      let line = sketch.line(sequence: UInt16(index), microseconds: UInt64(index * 4000), count: 512, leads: [])
      bench.absorb(line, at: Self.time(Double(index) * 0.004))
    }
    sketch.rateHertz = 125
    bench.absorb(Array("500,20".utf8) + sketch.greeting, at: Self.time(2))
    #expect(bench.streams.map(\.rate.hertz) == [250, 125])
    #expect(bench.wantedWrites.isEmpty)
    #expect(bench.decoder.status.counts.torn == 1)
  }

  /// The start line was damaged.
  @Test func aBoardWhoseNewRateWasNotHeardIsAsked() throws {
    var sketch = VirtualSketch(rateHertz: 250)
    var bench = LinkBench()
    bench.absorb(sketch.greeting, at: Self.time(0))
    for index in 0..<500 {
      let line = sketch.line(sequence: UInt16(index), microseconds: UInt64(index * 4000), count: 512, leads: [])
      bench.absorb(line, at: Self.time(Double(index) * 0.004))
    }
    #expect(bench.wantedWrites.isEmpty)
    sketch.rateHertz = 125
    bench.absorb(Array("17,10".utf8) + sketch.greeting.dropFirst(), at: Self.time(2))
    var answered = false
    for index in 500..<1000 {
      let line = sketch.line(
        sequence: UInt16(index), microseconds: UInt64(2_000_000 + (index - 500) * 8000), count: 512, leads: [])
      let now = Self.time(2 + Double(index - 500) * 0.008)
      bench.absorb(line, at: now)
      if !answered, !bench.wantedWrites.isEmpty {
        answered = true
        #expect(index < 660)
        bench.absorb(sketch.answer(Array("id".utf8)), at: now)
      }
    }
    #expect(bench.wantedWrites == ["\nid\n"])
    #expect(bench.streams.map(\.rate.hertz) == [250, 125])
  }

  @Test func endlessTextWithoutAReadingIsToldOnce() {
    var bench = LinkBench()
    for step in 0..<300 {
      bench.absorb(Array("reading 0x1F\(step % 10)\r\n".utf8), at: Self.time(Double(step) * 0.1))
      bench.tick(at: Self.time(Double(step) * 0.1 + 0.05))
      if step == 40 { #expect(bench.words.isEmpty) }
    }
    #expect(bench.words.filter { $0.contains("no number in it that is known for a reading") }.count == 1)
  }

  @Test func endlessGarbageIsToldInFewWords() {
    var generator = SeededGenerator(seed: 11)
    var bench = LinkBench()
    for step in 0..<6000 {
      let noise = (0..<20).map { _ in UInt8.random(in: 0...255, using: &generator) }
      bench.absorb(noise, at: Self.time(Double(step) * 0.01))
    }
    #expect(bench.wantedBauds.count > 50)
    #expect(bench.words.count < 16)
  }
}
