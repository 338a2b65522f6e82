import BoardLink
import ECGCore
import Testing

/// Boards that speak only when they are asked, and those that are merely silent.
@Suite struct PollingTests {
  private static let ecg = VirtualSource(counts: (0..<997).map { 300 + ($0 * 37) % 400 })

  private func cable(baud: Int, batch: Double = 0.001) -> SimulatedCable {
    let sketch = VirtualSketch(wire: .polled, rateHertz: 250, baud: baud)
    return SimulatedCable(VirtualBoardModel(sketch: sketch, source: Self.ecg), batchSeconds: batch)
  }

  @Test(arguments: BaudSweep.order) func isAskedAtASteadyPace(baud: Int) throws {
    var cable = cable(baud: baud)
    while cable.status.wire == nil, cable.seconds < 10 { cable.run(until: cable.seconds + 0.05) }
    // Two seconds of silence, and a fifth of one for each baud that was tried before.
    #expect(cable.seconds < 3 + 0.35 * Double(BaudSweep.order.firstIndex(of: baud) ?? 0), "\(cable.bench.words)")
    #expect(cable.status.wire == "polled" && cable.status.baud == baud)
    cable.run(until: cable.seconds + 10)
    let facts = try #require(cable.bench.streams.first)
    #expect(facts.rate.hertz == (baud == 9600 ? 100 : 250))
    #expect(facts.rateReason == "polled at \(baud == 9600 ? 100 : 250) Hz")
    #expect(cable.status.counts.torn == 0)
    #expect(cable.bench.words.contains { $0.contains("polled at") })
    let samples = cable.bench.samples
    #expect(samples.count > Int(9.5 * facts.rate.hertz))
    #expect(samples.last?.index == samples.count - 1, "no hole")
  }

  /// It answers to one letter, and to that at its own baud only.
  private func pickyBoard(_ letter: Character, baud: Int, seconds: Double) -> LinkBench {
    var bench = LinkBench()
    var portBaud = 115_200
    var heard = 0
    var asked: [Double] = []
    let wanted = UInt8(letter.asciiValue ?? 0)
    for step in 0..<Int(seconds * 1000) {
      let now = Double(step) / 1000
      let at = UInt64((1 + now) * 1e9)
      if let first = asked.first, now >= first + 0.004 {
        asked.removeFirst()
        bench.absorb(Array("\(500 + step % 40)\r\n".utf8), at: at)
      }
      if step % 250 == 0 || bench.decoder.nextWake.map({ at >= $0 }) ?? false { bench.tick(at: at) }
      for output in bench.outputs[heard...] {
        if case .wantsBaud(let baud) = output { portBaud = baud }
        if case .wantsWrite(let bytes) = output, portBaud == baud, bytes.contains(wanted) { asked.append(now) }
      }
      heard = bench.outputs.count
    }
    return bench
  }

  @Test(arguments: [("r", 115_200), ("?", 9600), ("a", 57600), ("S", 115_200), ("1", 250_000), ("d", 115_200)])
  func oneThatWantsALetterIsFound(_ letter: Character, _ baud: Int) throws {
    let bench = pickyBoard(letter, baud: baud, seconds: 30)
    #expect(bench.decoder.status.wire == "polled" && bench.decoder.status.baud == baud, "\(bench.words)")
    #expect(bench.words.contains { $0.contains("with `\(letter)`: polled at") }, "\(bench.words)")
    #expect(bench.wantedWrites.suffix(100).allSatisfy { $0 == String(letter) })
    #expect(bench.decoder.status.phase == .streaming)
    #expect(bench.samples.count > 200)
  }

  @Test func aLostAnswerIsAHole() throws {
    var cable = cable(baud: 115_200)
    cable.run(until: 6)
    var left = 3
    cable.run(until: 6.05) { bytes in
      while left > 0, let end = bytes.lastIndex(of: 0x0A) {
        let begin = bytes[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        bytes.removeSubrange(begin...end)
        left -= 1
      }
    }
    cable.run(until: 10)
    #expect(cable.status.counts.lost == 3)
    #expect(cable.bench.streams.count == 1)
    // Where the hole lies is known to the second: it shows in the answers that follow.
    let blocks = cable.bench.blocks
    #expect(zip(blocks, blocks.dropFirst()).contains { $0.end < $1.start })
    let last = try #require(cable.bench.samples.last)
    #expect(last.index - cable.bench.samples.count >= 2)
  }

  /// Ours, and stopped, at every baud: it is asked its name, and nothing else until it says it.
  @Test func aStoppedBoardOfOursIsNotPolled() {
    var model = VirtualBoardModel(sketch: VirtualSketch(), source: Self.ecg)
    model.receive(Array("stop\n".utf8), at: 0)
    var discarded: [UInt8] = []
    model.run(until: 0.5, into: &discarded)
    var cable = SimulatedCable(model)
    cable.run(until: 8)
    #expect(cable.bench.wantedWrites == ["\nid\n", "\nstart\n"])
  }

  /// Once it has said a word no letters are sent to it.
  @Test func whoeverTalksIsSentNoLetters() {
    var bench = LinkBench()
    for step in 0..<3000 {
      let now = UInt64(1_000_000_000 + step * 10_000_000)
      if step % 700 == 100 { bench.absorb(Array("Connecting to WiFi...\r\n".utf8), at: now) }
      bench.tick(at: now)
    }
    #expect(Set(bench.wantedWrites) == ["\nid\n"])
    #expect(bench.wantedBauds.isEmpty)
  }

  /// A board that only says something now and then is not polled for it.
  @Test func aSilentBoardIsLeftAlone() {
    var bench = LinkBench()
    for step in 0..<600 {
      if step == 250 {
        bench.absorb(Array("Connecting to WiFi...\r\nstill connecting\r\n".utf8), at: UInt64(step) * 10_000_000)
      }
      bench.tick(at: UInt64(step) * 10_000_000)
    }
    #expect(Set(bench.wantedWrites) == ["\nid\n"])
    #expect(bench.wantedBauds.isEmpty)
  }

  /// One that begins to stream after it was asked streams; it is not polled.
  @Test func aLateStreamIsNotPolled() {
    var bench = LinkBench()
    for step in 0..<2000 {
      let now = UInt64(step) * 4_000_000
      if step > 600 { bench.absorb(Array("\(500 + step % 30)\r\n".utf8), at: now) }
      if step % 25 == 0 { bench.tick(at: now) }
    }
    #expect(bench.wantedWrites == ["\nid\n"])
    #expect(bench.decoder.status.wire == "integer")
  }
}
