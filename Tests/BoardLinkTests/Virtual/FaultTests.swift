import BoardLink
import ECGCore
import Testing

/// Faults happen when and how they were asked for, and the same plan gives the same bytes however it is run.
@Suite struct FaultTests {
  private static let ramp = VirtualSource(counts: Array(100..<900))

  private func bytes(_ plan: FaultPlan, until end: Double, step: Double, wire: WireFormat = .vitalsync) -> [UInt8] {
    var model = VirtualBoardModel(sketch: VirtualSketch(wire: wire), source: Self.ramp, faults: plan)
    var bytes: [UInt8] = []
    var now = 0.0
    while now < end {
      now += step
      model.run(until: min(now, end), into: &bytes)
    }
    return bytes
  }

  private func samples(_ bytes: [UInt8]) -> (samples: [WireSample], damaged: Int) {
    var decoder = WireFormat.vitalsync.makeDecoder()
    var samples: [WireSample] = []
    var damaged = 0
    for byte in bytes {
      switch decoder.absorb(byte) {
      case .sample(let sample): samples.append(sample)
      case .damaged: damaged += 1
      default: break
      }
    }
    return (samples, damaged)
  }

  @Test(arguments: UInt64(1)...5) func aStormIsTheSameAtAnyStepAndFromItsOwnText(seed: UInt64) throws {
    let plan = FaultStorm.plan(seed: seed, seconds: 20, rates: [125, 300])
    let whole = bytes(plan, until: 22, step: 22)
    #expect(bytes(plan, until: 22, step: 0.0013) == whole)
    let typed = try FaultText.plan(plan.text)
    #expect(typed == plan)
    #expect(
      bytes(try FaultText.plan("seed=\(seed):20s"), until: 22, step: 1)
        == bytes(
          try FaultText.plan("seed=\(seed):20s"), until: 22, step: 0.016))
  }

  @Test func sharesAreKept() throws {
    // 30 s of 250 lines; three standard deviations of a binomial.
    func near(_ count: Int, _ share: Double) -> Bool {
      abs(Double(count) - 7500 * share) < 3 * (7500 * share * (1 - share)).squareRoot() + 3
    }
    let dropped = samples(bytes(try FaultText.plan("drop=2%"), until: 30.01, step: 1))
    #expect(near(7500 - dropped.samples.count, 0.02))
    #expect(dropped.damaged == 0)
    let corrupt = samples(bytes(try FaultText.plan("corrupt=2%"), until: 30.01, step: 1))
    // A line feed that is hit takes the next line with it; one that comes to stand in the middle makes two of one.
    #expect((100...190).contains(corrupt.damaged))
    let doubled = samples(bytes(try FaultText.plan("repeat=2%"), until: 30.01, step: 1))
    #expect(near(doubled.samples.count - 7500, 0.02))
    let torn = samples(bytes(try FaultText.plan("tear=2%"), until: 30.01, step: 1))
    #expect(near(torn.damaged, 0.02))
    let window = samples(bytes(try FaultText.plan("drop@10s:5s=100%"), until: 20.01, step: 1))
    #expect((3749...3751).contains(window.samples.count))
  }

  @Test func aStallHandsOverLaterWhatTheBuffersHold() throws {
    let plan = try FaultText.plan("stall@2s:500ms")
    var model = VirtualBoardModel(sketch: VirtualSketch(), source: Self.ramp, faults: plan)
    var before: [UInt8] = []
    model.run(until: 2.49, into: &before)
    var after: [UInt8] = []
    model.run(until: 2.5, into: &after)
    #expect(samples(before).samples.count < 501)
    #expect(after.count > 2500)
    #expect(samples(before + after).samples.count >= 623)
    // Two seconds are more than bridge and kernel hold.
    let long = samples(bytes(try FaultText.plan("stall@2s:2s"), until: 6.01, step: 1))
    #expect((1500 - 300...1500 - 200).contains(long.samples.count))
  }

  @Test func aHoleIsLost() throws {
    let found = samples(bytes(try FaultText.plan("hole@2s:1s"), until: 4.01, step: 0.1))
    #expect((749...751).contains(found.samples.count))
    #expect(found.damaged <= 1)
  }

  @Test func aResetBeginsAnewAndTheHeartGoesOn() throws {
    let heart = VirtualSource(
      millivolts: (0..<1000).map { Float($0) / 1000 - 0.5 }, hertz: 100, calibration: VirtualSketch.calibration)
    var model = VirtualBoardModel(
      sketch: VirtualSketch(), source: heart, keepsTimes: true, faults: try FaultText.plan("reset@2s"))
    var bytes: [UInt8] = []
    model.run(until: 4, into: &bytes)
    let found = samples(bytes).samples
    let again = try #require(found.lastIndex { $0.sequence == 0 })
    #expect((498...500).contains(again))
    #expect(found[again].stamp == 4000)
    // Two seconds at 0.1 mV a second are 68 counts.
    let rise = try #require(found[again + 10].counts) - (try #require(found[10].counts))
    #expect(abs(rise - 68) <= 2)
    #expect(String(decoding: bytes, as: UTF8.self).components("#vitalsync 1 ") == 3)
    #expect(model.sentSamples.last?.resets == 1)
  }

  @Test func aChangedRateIsSaidAndTaken() throws {
    let bytes = bytes(try FaultText.plan("rate@2s:125"), until: 4.01, step: 1)
    #expect((749...751).contains(samples(bytes).samples.count))
    #expect(String(decoding: bytes, as: UTF8.self).components("rate=125 ") == 2)
  }

  @Test func leadsAreOffOnBothOrOneSide() throws {
    let found = samples(bytes(try FaultText.plan("leadsoff@1s:1s:+,leadsoff@1.5s:1s"), until: 4, step: 1)).samples
    #expect(found[300].leads == .leadOffPlus)
    #expect(found[400].leads == .leadsOff)
    #expect(found[550].leads == .leadsOff)
    #expect(found[700].leads == [])
  }

  @Test func aCableThatIsOutCarriesNothingAndTheBoardBeginsAnew() throws {
    let plan = try FaultText.plan("disconnect@2s:3s:/tmp/other,reset@3s,rate@4s:125")
    var model = VirtualBoardModel(sketch: VirtualSketch(), source: Self.ramp, faults: plan)
    var bytes: [UInt8] = []
    model.run(until: 2.1, into: &bytes)
    #expect(!model.isPlugged)
    #expect(model.returningAs == "/tmp/other")
    bytes.removeAll()
    model.run(until: 4.99, into: &bytes)
    #expect(bytes.isEmpty)
    model.run(until: 6.001, into: &bytes)
    let found = samples(bytes).samples
    #expect(found.first?.sequence == 0)
    #expect((248...250).contains(found.count))
  }

  @Test(arguments: LeadsOffForm.allCases) func everyFormOfLeadsOffIsSpoken(_ form: LeadsOffForm) {
    var sketch = VirtualSketch(wire: .integer)
    sketch.leadsOff = form
    let expected = [
      "mark": "!", "sentence": "Leads off!", "detected": "Lead off detected!",
      "electrode": "Electrode LO- is disconnected.", "zero": "0", "middle": "512", "full": "1023",
    ]
    let line = sketch.line(sequence: 0, microseconds: 0, count: 700, leads: .leadOffMinus)
    #expect(String(decoding: line, as: UTF8.self) == (expected[form.rawValue] ?? "?") + "\r\n")
  }

  @Test(
    arguments: [
      "x", "drop", "drop=", "drop=200%", "drop=-1", "drop@1s=1%", "stall@1s", "stall@x:1s", "stall@1s:2s:3",
      "reset@1s:2s",
      "rate@1s:7", "leadsoff@1s:1s:up", "disconnect@1s:1s:", "seed=x", "seed=1:1s", "nonsense@1s:2s", "drop@1s:nan=1%",
    ]) func whatIsMisspeltIsRefused(_ text: String)
  {
    #expect(throws: LinkError.self) { try FaultText.plan(text) }
  }

  /// 62 bytes at once, or what there is after 16 ms (FTDI AN232B-04).
  @Test func aBridgeHandsOverFullPacketsOrWhatTheTimerFinds() {
    var bridge = BridgeBuffer(latencySeconds: 0.016)
    var output: [UInt8] = []
    bridge.pass([], now: 0.001, into: &output)
    bridge.pass(Array(repeating: 1, count: 10), now: 0.020, into: &output)
    #expect(output.count == 10)
    bridge.pass(Array(repeating: 1, count: 61), now: 0.024, into: &output)
    #expect(output.count == 10)
    bridge.pass([1, 1], now: 0.025, into: &output)
    #expect(output.count == 72)
    bridge.pass([], now: 0.030, into: &output)
    #expect(output.count == 72)
    bridge.pass([], now: 0.041, into: &output)
    #expect(output.count == 73)
  }
}

extension String {
  fileprivate func components(_ separator: String) -> Int {
    split(separator: separator, omittingEmptySubsequences: false).count
  }
}
