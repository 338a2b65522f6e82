import BoardLink
import ECGCore
import Testing

/// Baud and format are found by themselves, and told.
@Suite struct DetectionTests {
  private static let ecg = VirtualSource(counts: (0..<997).map { 300 + ($0 * 37) % 400 })

  private func cable(_ wire: WireFormat, baud: Int, options: LinkOptions = LinkOptions(port: "test")) -> SimulatedCable
  {
    let hertz = baud < 57600 && wire == .vitalsync ? 25.0 : 200
    return SimulatedCable(
      VirtualBoardModel(sketch: VirtualSketch(wire: wire, rateHertz: hertz, baud: baud), source: Self.ecg),
      options: options)
  }

  struct Case: Sendable, CustomStringConvertible {
    let wire: WireFormat
    let baud: Int
    var description: String { "\(wire.rawValue) at \(baud)" }
  }

  static let everyPair = WireFormat.heard.flatMap { wire in BaudSweep.order.map { Case(wire: wire, baud: $0) } }

  @Test(arguments: everyPair) func everyFormatAtEveryBaudWithinThreeSeconds(_ example: Case) throws {
    var cable = cable(example.wire, baud: example.baud)
    // Data begins at nought, with the port open.
    while cable.status.wire == nil, cable.seconds < 6 { cable.run(until: cable.seconds + cable.batchSeconds) }
    #expect(cable.status.wire == example.wire.rawValue)
    #expect(cable.status.baud == example.baud)
    print("found \(example): \(Double(Int(cable.seconds * 100)) / 100) s")
    #expect(cable.seconds < 3)
    let words = try #require(cable.bench.words.last { $0.hasPrefix(example.wire.rawValue) })
    #expect(words.hasPrefix("\(example.wire.rawValue) \(example.wire.unit) at \(example.baud) baud: "))
  }

  @Test func bootTextAndItsGarbageArePassedOver() throws {
    // The ESP8266's boot ROM speaks at 74880 baud, whatever comes after; then the sketch prints sentences.
    let rom = "\r\n ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n\r\nload 0x4010f000, len 3424, room 16 \r\n"
    var bench = LinkBench()
    bench.absorb(UARTMisreading.bytes(Array(rom.utf8), sentAt: 74880, readAt: 115_200), at: 1_000_000_000)
    bench.absorb(Array("\r\nConnecting to WiFi....\r\nconnected, IP 192.168.1.17\r\n".utf8), at: 1_150_000_000)
    for index in 0..<1500 {
      bench.absorb(Array("\(500 + index % 30)\r\n".utf8), at: UInt64(1_400_000_000 + index * 4_000_000))
    }
    #expect(bench.wantedBauds.isEmpty)
    let facts = try #require(bench.streams.first)
    #expect(facts.wire == .integer)
    #expect(bench.samples.count == 1500)
    #expect(bench.decoder.status.counts.passedOver >= 2)
  }

  @Test func theFirstPartialLineIsNoSample() throws {
    var bench = LinkBench()
    bench.absorb(Array("12\r\n".utf8), at: 1_000_000_000)
    for index in 0..<1500 {
      bench.absorb(Array("512\r\n".utf8), at: UInt64(1_004_000_000 + index * 4_000_000))
    }
    #expect(bench.samples.count == 1500)
    #expect(Set(bench.samples.map(\.millivolts)) == [Calibration.assumed10Bit.millivolts(512)])
  }

  @Test func leadsOffLinesTakeTheirPlaceAndHoldTheValue() throws {
    var bench = LinkBench()
    for index in 0..<2000 {
      let line = (1200..<1300).contains(index) ? "!" : "\(500 + index % 30)"
      bench.absorb(Array("\(line)\r\n".utf8), at: UInt64(1_000_000_000 + index * 4_000_000))
    }
    let off = bench.samples.filter { !$0.flags.isEmpty }
    #expect(off.map(\.index) == Array(1199..<1299))
    #expect(off.allSatisfy { $0.flags == .leadsOff })
    #expect(Set(off.map(\.millivolts)) == [Calibration.assumed10Bit.millivolts(Double(500 + 1199 % 30))])
  }

  @Test(arguments: [
    ("Leads off!", SampleFlags.leadsOff), ("Lead off detected!", .leadsOff),
    ("Electrode LO- is disconnected.", .leadOffMinus), ("Electrode LO+ is disconnected.", .leadOffPlus),
  ])
  func sentencesSayLeadsOffToo(_ sentence: String, _ flags: SampleFlags) {
    for format in [WireFormat.integer, .timeValue] {
      var decoder = format.makeDecoder()
      let found = Array("\n\(sentence)\r\n".utf8).compactMap { decoder.absorb($0) }
      #expect(found == [.sample(WireSample(counts: nil, leads: flags, characters: sentence.utf8.count + 2))])
    }
  }

  /// The board states 250 Hz. What the grid follows by itself, up to 5 %, is no news; with `--rate` it does not follow.
  @Test(arguments: [(230, nil, true), (240, nil, false), (240, 250.0, true), (249, 250, false)])
  func aRateThatIsNotTheStatedOneIsToldWhereItIsNotMended(_ hertz: Int, _ given: Double?, _ isTold: Bool) {
    var sketch = VirtualSketch()
    var options = LinkOptions(port: "test")
    options.rateHertz = given
    var bench = LinkBench(options)
    bench.absorb(sketch.answer(Array("id".utf8)), at: 1_000_000_000)
    for index in 0..<4000 {
      let micros = index * 1_000_000 / hertz
      let line = sketch.line(
        sequence: UInt16(index), microseconds: UInt64(micros), count: 512, leads: [])
      bench.absorb(line, at: UInt64(1_000_000_000 + micros * 1000))
    }
    let told = bench.words.filter { $0.contains("samples come at \(hertz) Hz and are taken for 250 Hz") }
    #expect(told.count == (isTold ? 1 : 0), "\(bench.words)")
  }

  @Test func anEndBeforeTheRateIsKnownIsTold() {
    var bench = LinkBench()
    for index in 0..<200 { bench.absorb(Array("512\n".utf8), at: UInt64(1_000_000_000 + index * 4_000_000)) }
    bench.end(.ended, words: nil, at: 2_000_000_000)
    #expect(bench.words.last?.contains("before the sampling rate could be measured") == true)
    #expect(bench.decoder.status.phase == .ended)
  }

  @Test func railsOfTheConverterAreClipped() throws {
    var cable = SimulatedCable(
      VirtualBoardModel(
        sketch: VirtualSketch(), source: VirtualSource(counts: [512, 1023, 600, 0, 1022, 1])))
    cable.run(until: 1)
    let clipped = cable.bench.samples.prefix(6).map(\.flags)
    #expect(clipped == [[], .clipped, [], .clipped, [], []])
  }

  @Test func widerReadingsAreTakenForAWiderConverter() throws {
    var bench = LinkBench()
    for index in 0..<1500 {
      bench.absorb(Array("\(1800 + index % 900)\r\n".utf8), at: UInt64(1_000_000_000 + index * 4_000_000))
    }
    let calibration = try #require(bench.streams.first).board.calibration
    #expect(calibration.bits == 12)
    #expect(calibration.midScale == 2048)
    #expect(calibration.isAssumed)
  }

  @Test func whatTheUserSaysGoesBeforeWhatIsAssumed() throws {
    var options = LinkOptions(port: "test")
    options.rateHertz = 200
    options.converterBits = 12
    options.gain = 100
    options.baud = 9600
    var bench = LinkBench(options)
    for index in 0..<200 {
      bench.absorb(Array("\(500 + index % 30)\r\n".utf8), at: UInt64(1_000_000_000 + index * 4_000_000))
    }
    let facts = try #require(bench.streams.first)
    #expect(facts.rate == SampleRate(hertz: 200))
    #expect(facts.rateReason == "given by --rate")
    #expect(facts.board.calibration.bits == 12)
    #expect(facts.board.calibration.gain == 100)
    #expect(bench.decoder.status.baud == 9600)
  }

  @Test func aBoardWithoutStartLineIsAskedForIt() throws {
    let sketch = VirtualSketch()
    var bench = LinkBench()
    for index in 0..<500 {
      let line = sketch.line(
        sequence: UInt16(index), microseconds: UInt64(index * 4000), count: 512, leads: [])
      bench.absorb(line, at: UInt64(1_000_000_000 + index * 4_000_000))
    }
    #expect(bench.wantedWrites == ["\nid\n"])
    // It does not answer: its own clock tells the rate.
    let facts = try #require(bench.streams.first)
    #expect(facts.rate == SampleRate(hertz: 250))
    #expect(facts.rateReason.hasPrefix("board clock"))
    #expect(bench.samples.count == 500)
  }

  /// Its name is asked at each baud, then the bytes of polled sketches; then it is left alone.
  @Test func aSilentPortIsToldOnceAndAsked() {
    var bench = LinkBench()
    for step in 0..<1000 { bench.tick(at: UInt64(1_000_000_000 + step * 50_000_000)) }
    #expect(bench.decoder.status.phase == .silent)
    #expect(bench.words.count == 3, "\(bench.words)")
    #expect(bench.words[0].contains("is the board powered"))
    #expect(bench.wantedWrites.prefix(8).allSatisfy { $0 == "\nid\n" })
    let letters = bench.wantedWrites.dropFirst(8)
    #expect(letters.allSatisfy { $0.utf8.count == 1 && $0 != "\n" })
    #expect(letters.count == BaudSweep.order.count * Set(letters).count)
    #expect(bench.wantedBauds == Array(BaudSweep.order.dropFirst()) + BaudSweep.order + [BaudSweep.order[0]])
    #expect(bench.decoder.status.baud == BaudSweep.order[0])
  }

  @Test func aStoppedBoardIsStarted() throws {
    var model = VirtualBoardModel(sketch: VirtualSketch(), source: Self.ecg)
    model.receive(Array("stop\n".utf8), at: 0)
    var discarded: [UInt8] = []
    model.run(until: 0.5, into: &discarded)
    var cable = SimulatedCable(model)
    cable.run(until: 6)
    #expect(cable.bench.wantedWrites == ["\nid\n", "\nstart\n"])
    #expect(cable.status.phase == .streaming)
    #expect(cable.bench.samples.count > 200)
  }

  @Test func endlessGarbageIsToldAndTriedAgain() {
    var generator = SeededGenerator(seed: 11)
    var bench = LinkBench()
    for step in 0..<800 {
      let noise = (0..<20).map { _ in UInt8.random(in: 0...255, using: &generator) }
      bench.absorb(noise, at: UInt64(1_000_000_000 + step * 10_000_000))
    }
    #expect(Set(bench.wantedBauds) == Set(BaudSweep.order))
    #expect(bench.words.contains { $0.contains("nothing that comes is understood") })
    #expect(bench.streams.isEmpty)
  }

  @Test func aFixedBaudIsNotLeft() {
    var options = LinkOptions(port: "test")
    options.baud = 57600
    var cable = cable(.integer, baud: 9600, options: options)
    cable.run(until: 4)
    #expect(cable.bench.wantedBauds.isEmpty)
    #expect(cable.bench.words.filter { $0.contains("leave --baud out") }.count == 1)
  }
}
