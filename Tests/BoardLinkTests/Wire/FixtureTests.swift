import BoardLink
import ECGCore
import Testing

/// Every row of docs/link.md's table, from bytes as boards with public sketches send them.
@Suite struct FixtureTests {
  @Test func allAreThere() {
    #expect(WireFixture.all.count == 30)
    #expect(Set(WireFixture.all.map(\.wire)) == Set(WireFormat.allCases))
  }

  /// Baud aside: format and plan within 3 s, in words; then every reading, lead off and passed-over line.
  @Test(arguments: WireFixture.all) func isFoundAndRead(_ fixture: WireFixture) throws {
    let formats = fixture.wire == .polled ? [WireFormat.integer] : WireFormat.heard
    var detection = WireDetection(formats: formats)
    var chosen: (format: WireFormat, plan: FieldPlan?, reason: String)?
    var seconds = 0.0
    var sent = 0
    while chosen == nil, seconds < 3 {
      seconds += 0.016
      let next = fixture.count(at: seconds)
      let verdict = detection.absorb(
        Array(fixture.bytes[sent..<next]).span, arrivalNanoseconds: UInt64((1 + seconds) * 1e9))
      sent = next
      if case .chosen(let format, let plan, let reason) = verdict { chosen = (format, plan, reason) }
    }
    let found = try #require(chosen)
    #expect(found.format == (fixture.wire == .polled ? .integer : fixture.wire))
    if let words = fixture.words { #expect(found.reason.contains(words), "\(found.reason)") }

    let whole = messages(fixture, plan: found.plan, cut: { fixture.bytes.count })
    let samples = whole.compactMap { if case .sample(let sample) = $0 { sample } else { nil } }
    #expect(samples.map(\.counts) == fixture.samples)
    #expect(samples.allSatisfy { ($0.counts == nil) == !$0.leads.isDisjoint(with: .leadsOff) })
    #expect(!whole.contains(.damaged))
    if fixture.passedOver > 0 { #expect(whole.count { $0 == .passedOver } == fixture.passedOver) }

    #expect(messages(fixture, plan: found.plan, cut: { 1 }) == whole)
    for seed in 1...3 {
      var random = SeededGenerator(seed: UInt64(seed))
      let cut = { Int.random(in: 1...200, using: &random) }
      #expect(messages(fixture, plan: found.plan, cut: cut) == whole, "seed \(seed)")
    }
  }

  private func messages(_ fixture: WireFixture, plan: FieldPlan?, cut: () -> Int) -> [WireMessage] {
    var decoder = fixture.wire.makeDecoder(plan: plan)
    var messages: [WireMessage] = []
    var rest = fixture.bytes[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(cut())
      for byte in chunk {
        var next = decoder.absorb(byte)
        while let message = next {
          messages.append(message)
          next = decoder.held()
        }
      }
      rest = rest.dropFirst(chunk.count)
    }
    return messages
  }

  /// The whole link: nothing is lost, torn or dropped of a clean stream, and each reading stands once on one grid.
  @Test(arguments: WireFixture.heard) func isPlacedWhole(_ fixture: WireFixture) throws {
    var bench = LinkBench()
    var options = LinkOptions(port: "test")
    options.baud = fixture.baud
    bench = LinkBench(options)
    var sent = 0
    var seconds = 0.0
    while sent < fixture.bytes.count {
      seconds += 0.004
      let next = fixture.count(at: seconds)
      bench.absorb(Array(fixture.bytes[sent..<next]), at: UInt64((1 + seconds) * 1e9))
      bench.tick(at: UInt64((1 + seconds) * 1e9))
      sent = next
    }
    let status = bench.decoder.status
    #expect(status.wire == fixture.wire.rawValue)
    #expect(status.counts.torn == 0 && status.counts.lost == 0, "\(bench.words)")
    let facts = try #require(bench.streams.first, "\(bench.words)")
    #expect(bench.streams.count == 1, "\(bench.words)")
    // At 9600 baud a lone `!` comes faster than a number.
    let tolerance = fixture.ends.isEmpty && fixture.wire == .integer ? 0.05 : 0.01
    #expect(abs(facts.rate.hertz / fixture.hertz - 1) < tolerance, "\(facts.rate.hertz)")
    let readings = fixture.samples.count { $0 != nil } - (fixture.still?.count ?? 0)
    let clean = bench.samples.count { $0.flags.isDisjoint(with: .leadsOff) }
    // A run that stands still is known for one after 0.3 s; UART-paced lines are put on a grid.
    #expect(abs(clean - readings) <= (fixture.still == nil ? 8 : 90), "\(clean) of \(readings)")
    let scaled = [
      "max30003_openview", "ads1293_openview", "healthypi4_openview", "healthypi_openview", "uno_volts",
      "esp32_millis_volts", "nano_smoothed",
    ]
    if scaled.contains(fixture.name) {
      // The excerpt swings by 1.6 mV; these boards' converters are known, or their numbers say what they are.
      let values = bench.samples.map(\.millivolts)
      let swing = (values.max() ?? 0) - (values.min() ?? 0)
      #expect((1.0...2.0).contains(swing), "\(swing) mV")
    }
    if fixture.samples.contains(nil) || fixture.still != nil {
      #expect(bench.samples.contains { $0.flags == .leadsOff || $0.flags == .leadOffMinus })
    }
  }
}
