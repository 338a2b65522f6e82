import BoardLink
import ECGCore
import Testing

/// Sound lines that come where they do not belong.
@Suite struct SampleOrderTests {
  private let period: UInt64 = 4_000_000

  /// Sixteen lines in order, and then whatever `after` makes of the decoder's next lines: number, microseconds.
  private func bench(_ after: [(sequence: Int, micros: Int)], gap: UInt64 = 0) -> LinkBench {
    var bench = LinkBench()
    bench.absorb(VirtualSketch().greeting, at: 1)
    var now: UInt64 = 2
    func feed(_ sequence: Int, _ micros: Int) {
      let line = VirtualSketch().line(
        sequence: UInt16(truncatingIfNeeded: sequence), microseconds: UInt64(micros), count: 500, leads: [])
      bench.absorb(line, at: now)
      now += period
    }
    for index in 100..<116 { feed(index, 1_000_000 + index * 4000) }
    now += gap
    for line in after { feed(line.sequence, line.micros) }
    return bench
  }

  private func regular(_ sequences: [Int]) -> [(sequence: Int, micros: Int)] {
    sequences.map { ($0, 1_000_000 + $0 * 4000) }
  }

  @Test func aBufferDeliveredTwiceIsPassedOver() {
    let bench = bench(regular(Array(108..<116) + Array(116..<120)))
    #expect(bench.samples.map(\.index) == Array(0..<20))
    #expect(bench.decoder.status.counts.torn == 8)
    #expect(bench.decoder.status.counts.lost == 0)
  }

  @Test func anOldLineThatWasLostAtItsTimeStaysLost() {
    let bench = bench(regular([118, 117, 119, 120]))
    #expect(bench.samples.map(\.index) == Array(0..<16) + [18, 19, 20])
    #expect(bench.decoder.status.counts.lost == 2)
    #expect(bench.decoder.status.counts.torn == 1)
  }

  /// Such a line is what CRC-16 lets through now and then: its time or its number is not the next one's.
  @Test(arguments: [(117, 24_471), (40_000, 1_464_000), (60, 3_000_000_000)])
  func aNumberThatDoesNotGoWithItsTimeIsDamage(sequence: Int, micros: Int) {
    let bench = bench(regular([116]) + [(sequence, micros)] + regular([118, 119]))
    #expect(bench.samples.map(\.index) == Array(0..<17) + [18, 19])
    #expect(bench.decoder.status.counts.torn == 1)
    #expect(!bench.words.contains { $0.contains("anew") })
  }

  @Test func twoThatGoTogetherAreBelieved() {
    let bench = bench([(7, 50_000), (8, 54_000), (9, 58_000)])
    #expect(bench.samples.count == 19)
    #expect(bench.decoder.status.counts.torn == 0)
    #expect(bench.words.contains { $0.contains("began anew") })
  }

  @Test func afterAPauseNothingIsDoubted() {
    let bench = bench([(0, 4000), (1, 8000)], gap: 1_500_000_000)
    #expect(bench.samples.count == 18)
    #expect(bench.words.contains { $0.contains("began anew") })
  }

  @Test func aWrapOfNumberAndTimeIsNoJump() {
    var bench = LinkBench()
    bench.absorb(VirtualSketch().greeting, at: 1)
    for index in 0..<40 {
      let line = VirtualSketch().line(
        sequence: UInt16(truncatingIfNeeded: 65_520 + index), microseconds: UInt64(4_294_900_000 + index * 4000),
        count: 500, leads: [])
      bench.absorb(line, at: UInt64(index) * period + 2)
    }
    #expect(bench.samples.map(\.index) == Array(0..<40))
    #expect(bench.decoder.status.counts.torn == 0)
  }
}
