import BoardLink
import ECGCore
import Testing

/// Nothing is ever decoded that was not sent.
@Suite struct CorruptionTests {
  /// A stream of 5,000 lines with bytes flipped, dropped, doubled and inserted, one byte in 200. A CRC-16 lets one damaged
  /// line in 65,536 through; of the few thousand damaged here none is expected, and with these seeds none passes.
  @Test(arguments: 1...8) func whatIsDecodedIsASubsetOfWhatWasSent(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let sketch = VirtualSketch()
    var sent: Set<WireSample> = []
    var decoder = WireFormat.vitalsync.makeDecoder()
    var decoded: [WireSample] = []
    var damaged = 0
    for index in 0..<5000 {
      let line = sketch.line(
        sequence: UInt16(truncatingIfNeeded: index), microseconds: UInt64(index * 4000),
        count: Int.random(in: 0..<1024, using: &generator), leads: [])
      var clean = WireFormat.vitalsync.makeDecoder()
      for byte in line { if case .sample(let sample) = clean.absorb(byte) { sent.insert(bare(sample)) } }
      for byte in corrupted(line, &generator) {
        switch decoder.absorb(byte) {
        case .sample(let sample): decoded.append(bare(sample))
        case .damaged: damaged += 1
        default: break
        }
      }
    }
    #expect(decoded.allSatisfy { sent.contains($0) })
    #expect(decoded.count > 3500)
    #expect(damaged > 250)
  }

  private func bare(_ sample: WireSample) -> WireSample {
    var sample = sample
    sample.characters = 0
    return sample
  }

  private func corrupted(_ line: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var result: [UInt8] = []
    for byte in line {
      switch Int.random(in: 0..<800, using: &generator) {
      case 0: result.append(byte ^ (1 << UInt8.random(in: 0..<8, using: &generator)))
      case 1: break
      case 2: result += [byte, byte]
      case 3: result += [UInt8.random(in: 0...255, using: &generator), byte]
      default: result.append(byte)
      }
    }
    return result
  }

  /// Any bytes at all, to every decoder and to the whole: no crash, and bounded counts.
  @Test(arguments: 1...4) func noiseIsNoSignal(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for format in WireFormat.allCases {
      var decoder = format.makeDecoder()
      var samples = 0
      for _ in 0..<100_000 {
        if case .sample = decoder.absorb(UInt8.random(in: 0...255, using: &generator)) { samples += 1 }
      }
      // A line without a check sum may by chance be a lone digit.
      #expect(samples < (format == .vitalsync ? 1 : 50))
    }
  }

  /// Whole links under damage, stalls, bursts and clocks that jump: nothing traps, the grid only ever grows, every value is finite.
  @Test(arguments: WireFormat.allCases, 1...3) func aStormIsSurvived(_ format: WireFormat, seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let sketch = VirtualSketch(wire: format)
    var bench = LinkBench()
    var host: UInt64 = 1_000_000_000
    var board: UInt64 = 0
    var sequence: UInt16 = 0
    for index in 0..<4000 {
      let isStormy = index > 1500
      switch Int.random(in: 0..<400, using: &generator) {
      case 0 where isStormy: board = UInt64.random(in: 0..<(1 << 33), using: &generator)
      case 1 where isStormy: sequence = UInt16.random(in: 0...UInt16.max, using: &generator)
      case 2 where isStormy: host += UInt64.random(in: 0..<8_000_000_000_000, using: &generator)
      case 3 where isStormy: host = host > 2_000_000_000 ? host - 1_000_000_000 : host
      case 4: bench.absorb((0..<300).map { _ in UInt8.random(in: 0...255, using: &generator) }, at: host)
      default: break
      }
      board += 4000
      sequence &+= 1
      host += 4_000_000
      let line = sketch.line(
        sequence: sequence, microseconds: board, count: Int.random(in: 0..<1024, using: &generator),
        leads: index % 97 == 0 ? .leadsOff : [])
      bench.absorb(isStormy ? corrupted(line, &generator) : line, at: host)
      if index % 25 == 0 { bench.tick(at: host) }
    }
    // A board that seems to change its rate may begin a new grid; one grid only grows.
    if bench.streams.count == 1 {
      let blocks = bench.blocks
      #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0.end <= $1.start })
    }
    let samples = bench.samples
    #expect(samples.count > 1500)
    #expect(samples.allSatisfy { $0.millivolts.isFinite })
  }

  @Test(arguments: WireFormat.allCases.filter { $0 != .packet && $0 != .openView })
  func anEndlessLineIsDamageAndNotKept(
    _ format: WireFormat
  ) {
    var decoder = format.makeDecoder()
    _ = decoder.absorb(0x0A)
    for _ in 0..<1_000_000 { #expect(decoder.absorb(0x31) == nil) }
    #expect(decoder.absorb(0x0A) == .damaged)
  }

  @Test func theSameBytesGiveTheSameOutputAtAnyCut() {
    let source = VirtualSource(counts: (0..<500).map { 100 + $0 })
    for wire in WireFormat.allCases {
      var model = VirtualBoardModel(sketch: VirtualSketch(wire: wire), source: source)
      var bytes: [UInt8] = []
      model.run(until: 6, into: &bytes)
      let whole = decoded(bytes, wire, cut: 1 << 20)
      for cut in [1, 7, 250] { #expect(decoded(bytes, wire, cut: cut) == whole) }
    }
  }

  /// Arrival goes by the byte's place, whatever the cut: the last byte of a cut sets its stamp.
  private func decoded(_ bytes: [UInt8], _ wire: WireFormat, cut: Int) -> [WireMessage] {
    var decoder = wire.makeDecoder()
    var messages: [WireMessage] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      for byte in rest.prefix(cut) { decoder.absorb(byte).map { messages.append($0) } }
      rest = rest.dropFirst(cut)
    }
    return messages
  }

  /// A line by `torn` characters shorter: what remains may still read as a number.
  @Test func aLineTornInTheMiddleOfTheStreamIsNotJoinedToTheNext() {
    var bench = LinkBench()
    let sketch = VirtualSketch()
    bench.absorb(VirtualSketch().greeting, at: 1)
    for index in 0..<10 {
      var line = sketch.line(sequence: UInt16(index), microseconds: UInt64(index * 4000), count: 512, leads: [])
      if index == 5 { line.removeLast(9) }
      bench.absorb(line, at: UInt64(index) * 4_000_000 + 2)
    }
    // The torn line runs into the one behind it: both are damage, one line.
    #expect(bench.samples.map(\.index) == [0, 1, 2, 3, 4, 7, 8, 9])
    #expect(bench.decoder.status.counts.lost == 2)
    #expect(bench.decoder.status.counts.torn == 1)
  }
}
