import BoardLink
import ECGCore

/// A storm in simulated time: the faulty board at one end, a link and a decoder of its own at the other, and what each
/// of them got to see.
struct StormCable {
  let seed: UInt64
  let wire: WireFormat
  let plan: FaultPlan
  let batchSeconds: Double
  /// Storm, then calm.
  static let stormSeconds = 40.0
  static let seconds = 55.0

  private(set) var model: VirtualBoardModel
  private(set) var bench: LinkBench
  /// What a bare decoder made of the same bytes: the samples that came whole, in order, and how many messages before each
  /// stated another rate.
  private(set) var whole: [(sample: WireSample, streams: Int)] = []
  /// Board seconds of the newest byte handed over when each block was given.
  private(set) var blockTimes: [Double] = []
  private var statedHertz: Double?
  private var streams = 0

  private static let bpm = [48.0, 75, 110, 165]
  private static let signals = bpm.map { bpm in
    var settings = HeartSettings()
    settings.bpm = .init(bpm, bpm)
    settings.seconds = 30
    return SyntheticHeart(settings).millivolts()
  }

  init(seed: UInt64) {
    var dice = SeededNumbers(seed: seed ^ 0x73_746F_726D)
    self.seed = seed
    let others: [WireFormat] = WireFormat.allCases.filter { $0 != .vitalsync }
    wire = seed % 5 < 3 ? .vitalsync : others[Int(seed / 5) % others.count]
    plan = FaultStorm.plan(seed: seed, seconds: Self.stormSeconds, rates: wire == .vitalsync ? [125, 300] : [])
    batchSeconds = [0.001, 0.004, 0.016][Int.random(in: 0..<3, using: &dice)]
    let sketch = VirtualSketch(wire: wire)
    let source = VirtualSource(
      millivolts: Self.signals[Int.random(in: 0..<Self.signals.count, using: &dice)], hertz: SyntheticHeart.hertz,
      calibration: sketch.calibration)
    model = VirtualBoardModel(
      sketch: sketch, source: source, clockError: (dice.uniform() - 0.5) * 2e-4, firstSequence: UInt16(seed % 65536),
      firstMicroseconds: seed % 2 == 0 ? 4_294_967_296 - 20_000_000 : 0, keepsTimes: true, faults: plan)
    bench = LinkBench()
  }

  mutating func run() {
    var bridge = BridgeBuffer(latencySeconds: batchSeconds)
    var decoder = wire.makeDecoder()
    var baud = 115_200
    var heard = 0
    var now = 0.0
    var nextTick = 0.0
    while now < Self.seconds {
      now += max(0.004, batchSeconds / 2)
      var fresh: [UInt8] = []
      var handed: [UInt8] = []
      model.run(until: now, into: &fresh)
      bridge.pass(fresh, now: now, into: &handed)
      if baud != model.sketch.baud {
        handed = UARTMisreading.bytes(handed, sentAt: model.sketch.baud, readAt: baud)
      }
      for byte in handed { note(decoder.absorb(byte)) }
      let arrival = UInt64((1 + now) * 1e9)
      if !handed.isEmpty { bench.absorb(handed, at: arrival) }
      // A board that speaks only when asked is asked at its own pace.
      let isDue = bench.decoder.nextWake.map { arrival >= $0 } ?? false
      if isDue || now >= nextTick {
        bench.tick(at: arrival)
        if now >= nextTick { nextTick += 0.25 }
      }
      for output in bench.outputs[heard...] {
        switch output {
        case .wantsBaud(let wanted): baud = wanted
        case .wantsWrite(let bytes): model.receive(bytes, at: now)
        case .samples: blockTimes.append(now)
        case .streamStarted, .event, .light, .measured: break
        }
      }
      heard = bench.outputs.count
    }
  }

  private mutating func note(_ message: WireMessage?) {
    switch message {
    case .sample(let sample)?: whole.append((sample, streams))
    case .start(let line)?:
      if let statedHertz, line.facts.statedHertz != statedHertz { streams += 1 }
      statedHertz = line.facts.statedHertz
    default: break
    }
  }
}
