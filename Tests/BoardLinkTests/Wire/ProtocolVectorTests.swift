import BoardLink
import ECGCore
import Testing

@Suite struct ProtocolVectorTests {
  private func messages(_ bytes: [UInt8]) -> [WireMessage] {
    var decoder = WireFormat.vitalsync.makeDecoder()
    return bytes.compactMap { decoder.absorb($0) }
  }

  private func sequences(_ bytes: [UInt8]) -> [String] {
    messages(bytes).compactMap { if case .sample(let sample) = $0 { sample.sequence.map { "\($0)" } } else { nil } }
  }

  @Test func everyKindOfTheFileIsTested() {
    #expect(ProtocolVector.all.count > 200)
    let tested: Set = [
      "crc", "sample", "pulse", "measured", "start", "version", "ok", "err", "pass", "reject", "stream", "command",
      "refuse", "ignore",
      "lost",
      "elapsed", "carries", "microvolts",
    ]
    #expect(Set(ProtocolVector.all.map(\.kind)) == tested)
  }

  @Test(arguments: ProtocolVector.of("crc")) func checkSum(_ vector: ProtocolVector) throws {
    #expect(CRC16.of(vector.bytes) == UInt16(try #require(vector.fields.first), radix: 16))
  }

  @Test(arguments: ProtocolVector.of("sample")) func sample(_ vector: ProtocolVector) throws {
    guard case .sample(let sample) = try #require(messages(vector.bytes).first) else {
      Issue.record("no sample")
      return
    }
    let fields = try vector.fields.map { try #require(Double($0)) }
    #expect(sample.sequence.map(Double.init) == fields[0])
    #expect(sample.stamp == fields[1])
    #expect(sample.counts == fields[2])
    #expect(Double(sample.leads.rawValue) == fields[3])
    #expect(sample.characters == vector.bytes.count)
  }

  @Test(arguments: ProtocolVector.of("pulse")) func light(_ vector: ProtocolVector) throws {
    let fields = try vector.fields.map { try #require(Int($0)) }
    let light = WireLight(
      number: UInt16(fields[0]), micros: UInt32(fields[1]), red: fields[2], infrared: fields[3])
    #expect(messages(vector.bytes) == [.light(light)])
  }

  @Test(arguments: ProtocolVector.of("measured")) func whatSensorsMeasured(_ vector: ProtocolVector) throws {
    guard case .measured(let measure) = try #require(messages(vector.bytes).first) else {
      Issue.record("no measure")
      return
    }
    let values = try vector.fields[1].split(separator: "/").map { try #require(Double($0)) }
    #expect(measure.kind.rawValue == vector.fields[0])
    #expect([measure.value] + (measure.second.map { [$0] } ?? []) == values)
    #expect(measure.unit.rawValue == vector.fields[2])
  }

  @Test(arguments: ProtocolVector.of("start")) func startLine(_ vector: ProtocolVector) throws {
    guard case .start(let line) = try #require(messages(vector.bytes).first) else {
      Issue.record("no start line")
      return
    }
    let numbers = try vector.fields[2...].map { try #require(Double($0)) }
    #expect(line.facts.board == vector.fields[0])
    #expect(line.facts.firmware == vector.fields[1])
    #expect(line.facts.statedHertz == numbers[0])
    let expected = Calibration(
      bits: Int(numbers[1]), referenceMillivolts: numbers[2], gain: numbers[3], midScale: numbers[4], isAssumed: false)
    #expect(line.facts.calibration == expected)
    #expect(Double(line.baud) == numbers[5])
  }

  @Test(arguments: ProtocolVector.of("version", "ok", "err", "pass")) func otherLines(_ vector: ProtocolVector) throws {
    let found = messages(vector.bytes)
    switch vector.kind {
    case "version": #expect(found == [.foreignVersion(try #require(Int(vector.fields[0])))])
    case "ok": #expect(found == [.ok(words: vector.fields[0])])
    case "err": #expect(found == [.refused(words: vector.fields[0], reason: vector.fields[1])])
    default: #expect(found.isEmpty || found == [.passedOver])
    }
  }

  @Test(arguments: ProtocolVector.of("reject")) func refused(_ vector: ProtocolVector) {
    let found = messages(vector.bytes)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0 == .damaged || $0 == .passedOver })
  }

  @Test(arguments: ProtocolVector.of("stream")) func stream(_ vector: ProtocolVector) {
    let expected = vector.fields[0] == "-" ? [] : vector.fields[0].split(separator: ",").map(String.init)
    #expect(sequences(vector.bytes) == expected)
  }

  @Test(arguments: ProtocolVector.of("lost")) func lostSamples(_ vector: ProtocolVector) throws {
    let fields = try vector.fields.map { try #require(Int($0)) }
    let steps = (fields[1] - fields[0] + 65536) % 65536
    var clock = SequenceClock(statedHertz: 250)
    clock.start(gridHertz: 250, followsHost: true)
    let before = WireSample(counts: 1, sequence: UInt16(fields[0]), stamp: 5000, characters: 20)
    let after = WireSample(counts: 1, sequence: UInt16(fields[1]), stamp: 5000 + Double(steps) * 4000, characters: 20)
    _ = clock.step(before, arrivalNanoseconds: 1_000_000_000)
    let step = clock.step(after, arrivalNanoseconds: 1_000_000_000 + UInt64(steps) * 4_000_000)
    #expect(step.lost == fields[2])
    #expect(step.advance == Double(fields[2] + 1))
  }

  @Test(arguments: ProtocolVector.of("elapsed")) func elapsedMicroseconds(_ vector: ProtocolVector) throws {
    let fields = try vector.fields.map { try #require(UInt32($0)) }
    #expect(SequenceClock.microseconds(from: fields[0], to: fields[1]) == fields[2])
  }

  @Test(arguments: ProtocolVector.of("carries")) func whatABaudCarries(_ vector: ProtocolVector) throws {
    let rate = try #require(Int(vector.fields[0]))
    let baud = try #require(Int(vector.fields[1]))
    #expect(VirtualSketch.carries(rateHertz: rate, baud: baud) == (vector.fields[2] == "yes"))
  }

  @Test(arguments: ProtocolVector.of("microvolts")) func countsToMicrovolts(_ vector: ProtocolVector) throws {
    let fields = try vector.fields.map { try #require(Double($0)) }
    let calibration = Calibration(
      bits: Int(fields[1]), referenceMillivolts: fields[2], gain: fields[3], midScale: fields[4], isAssumed: false)
    let microvolts = Double(calibration.millivolts(fields[0])) * 1000
    // Half a microvolt of rounding in the vector, and a Float's 24 bits.
    #expect(abs(microvolts - fields[5]) <= 0.5 + abs(fields[5]) * 1e-7)
  }

  /// The virtual board refuses what the sketch refuses.
  @Test(arguments: ProtocolVector.of("refuse")) func virtualBoardRefuses(_ vector: ProtocolVector) {
    var model = VirtualBoardModel(sketch: VirtualSketch(), source: VirtualSource(counts: [], end: .fallsSilent))
    var greeting: [UInt8] = []
    model.run(until: 1, into: &greeting)
    model.receive(vector.bytes, at: 1)
    var answer: [UInt8] = []
    model.run(until: 2, into: &answer)
    let found = messages(answer)
    #expect(found.count == 1)
    if case .refused = found.first { return }
    Issue.record("answered \(String(decoding: answer, as: UTF8.self))")
  }

  /// The virtual board cannot change its baud; the other commands it understands.
  @Test(arguments: ProtocolVector.of("command", "ignore")) func virtualBoardUnderstands(_ vector: ProtocolVector) throws
  {
    var model = VirtualBoardModel(sketch: VirtualSketch(), source: VirtualSource(counts: [], end: .fallsSilent))
    var answer: [UInt8] = []
    model.run(until: 1, into: &answer)
    answer.removeAll()
    model.receive(vector.bytes, at: 1)
    model.run(until: 2, into: &answer)
    if vector.kind == "ignore" {
      #expect(answer.isEmpty)
      return
    }
    let number = vector.fields[1] == "-" ? nil : Int(vector.fields[1])
    let isPossible = vector.fields[0] != "baud" && VirtualSketch.carries(rateHertz: number ?? 125, baud: 115_200)
    switch try #require(messages(answer).first) {
    case .ok, .start: #expect(isPossible)
    case .refused: #expect(!isPossible)
    case let other: Issue.record("answered \(other)")
    }
  }

  /// Every cut of a stream into two, and every byte alone, gives the same messages.
  @Test func drippedBytesGiveTheSameMessages() {
    for vector in ProtocolVector.of("stream", "reject", "sample", "start") {
      let whole = placed([vector.bytes])
      for cut in 0...vector.bytes.count {
        #expect(placed([Array(vector.bytes[..<cut]), Array(vector.bytes[cut...])]) == whole)
      }
      #expect(placed(vector.bytes.map { [$0] }) == whole)
    }
  }

  /// The whole decoder behind the first two lines that prove the format.
  private func placed(_ chunks: [[UInt8]]) -> [Int] {
    var bench = LinkBench()
    bench.absorb(
      Array(
        "#vitalsync 1 board=uno fw=1.0.0 rate=250 bits=10 vref_mv=5000 gain=1100 mid=338 baud=115200*FC6D\n@*A934\n"
          .utf8), at: 1)
    bench.absorb(
      Array("#vitalsync 1 board=uno fw=1.0.0 rate=250 bits=10 vref_mv=5000 gain=1100 mid=338 baud=115200*FC6D\n".utf8),
      at: 1)
    for chunk in chunks { bench.absorb(chunk, at: 2) }
    return bench.samples.map(\.index) + [bench.decoder.status.counts.torn, bench.decoder.status.counts.passedOver]
  }
}
