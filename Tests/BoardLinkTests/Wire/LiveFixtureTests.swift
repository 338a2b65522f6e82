import BoardLink
import ECGCore
import Testing

/// The fixtures through a real pty, with no option given: baud, format and rate are found.
@Suite(.timeLimit(.minutes(30))) struct LiveFixtureTests {
  @Test(arguments: WireFixture.all) func isFoundLive(_ fixture: WireFixture) throws {
    let board = try FixtureBoard(fixture)
    let port = try SerialPort(path: board.path, baud: LinkOptions(port: board.path).firstBaud)
    var bench = LinkBench(LinkOptions(port: board.path))
    let opened = monotonicNanoseconds()
    var found: UInt64?
    try bench.run(port, atMostSeconds: 30) { bench in
      if found == nil, bench.decoder.status.wire != nil { found = monotonicNanoseconds() }
      return bench.samples.count > Int(fixture.hertz)
    }
    let seconds = Double((found ?? opened) - opened) / 1e9
    let facts = try #require(bench.streams.first, "\(bench.words)")
    print(
      "live \(fixture.name): \(facts.wire.rawValue) in \(decimals(seconds)) s, \(decimals(facts.rate.hertz)) Hz, \(facts.rateReason)"
    )
    #expect(facts.wire == fixture.wire)
    #expect(bench.decoder.status.baud == fixture.baud)
    #expect(bench.samples.count > Int(fixture.hertz))
    if fixture.wire == .polled { #expect(facts.rateReason == "polled at 250 Hz") }
    let words = try #require(bench.words.first { $0.hasPrefix(fixture.wire.rawValue) })
    #expect(words.contains("at \(fixture.baud) baud: "))
  }

  private func decimals(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
