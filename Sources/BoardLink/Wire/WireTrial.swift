/// One format on trial: what its decoder makes of the bytes.
struct WireTrial: Sendable {
  let format: WireFormat
  private var decoder: any WireDecoder
  private(set) var samples = 0
  private(set) var starts = 0
  private(set) var passedOver = 0
  private(set) var damaged = 0
  /// Samples whose stamp lies before the one before.
  private(set) var backwards = 0
  private var lastStamp: Double?

  init(format: WireFormat) {
    self.format = format
    decoder = format.makeDecoder()
  }

  mutating func absorb(_ byte: UInt8) {
    switch decoder.absorb(byte) {
    case nil: break
    case .sample(let sample):
      samples += 1
      if let stamp = sample.stamp {
        if let lastStamp, stamp < lastStamp { backwards += 1 }
        lastStamp = stamp
      }
    case .start, .foreignVersion: starts += 1
    case .ok, .refused: break
    case .passedOver: passedOver += 1
    case .damaged: damaged += 1
    }
  }

  /// Of the lines that were meant as data, the share that reads as this format.
  var score: Double {
    // A time column runs forward; one that does not is no time.
    let sound = samples + starts - min(samples, backwards * 10)
    let judged = samples + starts + damaged
    return judged == 0 ? 0 : Double(sound) / Double(judged)
  }
}
