import BoardLink
import ECGCore
import Testing

/// The stream behind a hole: on the same grid, as long as our clock says, whatever the board's own clock did meanwhile.
@Suite struct ReturnTests {
  private static let hertz = 250.0
  private static func time(_ seconds: Double) -> UInt64 { UInt64((1000 + seconds) * 1e9) }

  /// What a board says at its time `at`, `up` seconds after it began.
  private enum Board: CaseIterable {
    case numbered, stamped, plain

    func lines(up: Double, count: Int) -> [UInt8] {
      let sketch = VirtualSketch(wire: self == .numbered ? .vitalsync : self == .stamped ? .timeValue : .integer)
      return (0..<count).flatMap { step in
        let index = Int((up * ReturnTests.hertz).rounded()) + step
        return sketch.line(
          sequence: UInt16(truncatingIfNeeded: index), microseconds: UInt64(Double(index) / ReturnTests.hertz * 1e6),
          count: 500 + (index * 37) % 90, leads: [])
      }
    }
  }

  /// Sends `seconds` of samples in batches of five, from host time `at` on, the board being up for `up` seconds then.
  private func send(_ bench: inout LinkBench, _ board: Board, at: Double, up: Double, seconds: Double) {
    for batch in 0..<Int((seconds * Self.hertz / 5).rounded()) {
      let offset = Double(batch) * 5 / Self.hertz
      bench.absorb(board.lines(up: up + offset, count: 5), at: Self.time(at + offset + 4 / Self.hertz))
      if batch % 16 == 0 { bench.tick(at: Self.time(at + offset + 4 / Self.hertz)) }
    }
  }

  /// - Parameter upAgain: how long the board is up as its first sample after the hole is sent.
  private func hole(_ board: Board, up: Double, away: Double, upAgain: Double) throws -> (
    bench: LinkBench, gaps: [Double]
  ) {
    var bench = LinkBench()
    send(&bench, board, at: 0, up: up, seconds: 5)
    bench.interrupt(words: "unplugged", at: Self.time(5))
    bench.tick(at: Self.time(5 + away / 2))
    #expect(bench.decoder.status.phase == .reconnecting)
    #expect(bench.decoder.status.interruptions.current == away / 2)
    bench.resume(port: "again", at: Self.time(5 + away))
    send(&bench, board, at: 5 + away, up: upAgain, seconds: 5)
    #expect(bench.streams.count == 1, "one grid")
    #expect(bench.decoder.status.phase == .streaming)
    #expect(bench.decoder.status.port == "again")
    #expect(bench.decoder.status.interruptions.count == 1)
    #expect(abs(bench.decoder.status.interruptions.seconds - away) < 1e-6)
    let gaps = zip(bench.blocks, bench.blocks.dropFirst()).compactMap { before, after in
      after.start > before.end ? Double(after.start - before.end) / Self.hertz : nil
    }
    return (bench, gaps)
  }

  @Test(arguments: Board.allCases, [0.7, 8, 4000])
  private func aBoardThatWasResetLeavesAHoleAsLongAsOurClockSays(_ board: Board, _ away: Double) throws {
    let (bench, gaps) = try hole(board, up: 0, away: away, upAgain: 0)
    #expect(gaps.count == 1, "\(gaps)")
    #expect(abs(try #require(gaps.first) - away) < 0.02, "\(gaps)")
    #expect(bench.decoder.status.counts.lost == 0)
    // Its first partial line is dropped, where no check sum tells that it is whole.
    #expect(bench.samples.count >= 2498)
  }

  @Test(arguments: [Board.numbered, .stamped])
  private func aBoardThatHadJustBegunAndBeganAgainIsNotTakenForOneThatRanOn(_ board: Board) throws {
    // By its clock alone 7 s had passed; by ours, 30.
    let (_, gaps) = try hole(board, up: 1, away: 30, upAgain: 13)
    #expect(gaps.count == 1, "\(gaps)")
    #expect(abs(try #require(gaps.first) - 30) < 0.02, "\(gaps)")
  }

  @Test(arguments: [Board.numbered, .stamped])
  private func aBoardThatRanOnIsTrustedToTheSample(_ board: Board) throws {
    let (bench, gaps) = try hole(board, up: 3, away: 9, upAgain: 17)
    // The first line after the return may be half a line; without a check sum it is dropped.
    let dropped = board == .numbered ? 0 : 1
    #expect(gaps == [9 + Double(dropped) / Self.hertz])
    #expect(bench.decoder.status.counts.lost == Int(9 * Self.hertz) + dropped, "it sent them, and nobody was there")
  }

  @Test func aHoleBeforeTheRateIsKnownIsNotMeasuredAcross() throws {
    var bench = LinkBench()
    send(&bench, .plain, at: 0, up: 0, seconds: 1.5)
    bench.interrupt(words: "unplugged", at: Self.time(1.5))
    bench.resume(port: "test", at: Self.time(20))
    send(&bench, .plain, at: 20, up: 0, seconds: 5)
    #expect(bench.streams.map(\.rate.hertz) == [Self.hertz])
  }

  @Test func silenceIsCountedFromTheReturn() {
    var bench = LinkBench()
    send(&bench, .numbered, at: 0, up: 0, seconds: 3)
    bench.interrupt(words: "unplugged", at: Self.time(3))
    bench.resume(port: "test", at: Self.time(60))
    bench.tick(at: Self.time(61.5))
    #expect(bench.decoder.status.phase == .detecting)
    bench.tick(at: Self.time(62.5))
    #expect(bench.decoder.status.phase == .silent)
    send(&bench, .numbered, at: 70, up: 0, seconds: 1)
    #expect(bench.decoder.status.phase == .streaming)
    #expect(bench.words.contains { $0.hasPrefix("data again") })
  }

  @Test func anotherBoardBehindTheSamePathIsTold() {
    var bench = LinkBench()
    for (at, name) in [(0.0, "uno"), (10, "nodemcu")] {
      if at > 0 { bench.resume(port: "test", at: Self.time(at)) }
      bench.absorb(VirtualSketch(board: name).greeting, at: Self.time(at))
      send(&bench, .numbered, at: at, up: 0, seconds: 2)
      if at == 0 { bench.interrupt(words: "unplugged", at: Self.time(2)) }
    }
    #expect(bench.words.contains("another board answers: nodemcu, and it was uno"))
  }
}
