import BoardLink

/// A board model at one end of a cable and a decoder at the other, in simulated time: bytes come in batches, as a USB
/// bridge hands them over, and may be changed on the way.
struct SimulatedCable {
  var model: VirtualBoardModel
  var bench: LinkBench
  private(set) var seconds = 0.0
  var batchSeconds: Double
  /// Extra delay of a batch, drawn evenly up to this.
  var jitterSeconds = 0.0
  /// The baud that the port has; follows what the decoder wants.
  var portBaud: Int
  private var random: SeededGenerator
  private var lastArrival: UInt64 = 0

  init(
    _ model: VirtualBoardModel, batchSeconds: Double = 0.016, seed: UInt64 = 1,
    options: LinkOptions = LinkOptions(port: "test")
  ) {
    self.model = model
    self.batchSeconds = batchSeconds
    bench = LinkBench(options)
    random = SeededGenerator(seed: seed)
    portBaud = options.firstBaud
  }

  mutating func run(until end: Double, change: (inout [UInt8]) -> Void = { _ in }) {
    var heard = bench.outputs.count
    while seconds < end {
      seconds += batchSeconds
      var bytes: [UInt8] = []
      model.run(until: seconds, into: &bytes)
      change(&bytes)
      if portBaud != model.sketch.baud {
        bytes = UARTMisreading.bytes(bytes, sentAt: model.sketch.baud, readAt: portBaud)
      }
      let delay = jitterSeconds > 0 ? Double.random(in: 0..<jitterSeconds, using: &random) : 0
      // The port has been open for a second when the board's clock begins.
      lastArrival = max(lastArrival, UInt64((1 + seconds + delay) * 1e9))
      bench.absorb(bytes, at: lastArrival)
      bench.tick(at: lastArrival)
      for output in bench.outputs[heard...] {
        if case .wantsBaud(let baud) = output { portBaud = baud }
        if case .wantsWrite(let bytes) = output { model.receive(bytes, at: seconds) }
      }
      heard = bench.outputs.count
    }
  }

  /// Grid index and true time of each sample, by the value it carries: the source must count up.
  var status: LinkStatus { bench.decoder.status }
}

/// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014): the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
