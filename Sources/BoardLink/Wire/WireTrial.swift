/// One format on trial: what its decoder makes of the bytes.
struct WireTrial: Sendable {
  let format: WireFormat
  private var decoder: any WireDecoder
  /// Lines that read as this format and as few others: with a reading, or a time that has moved.
  private(set) var samples = 0
  /// Lines that say only that a lead is off: several formats read them, so they decide for none.
  private(set) var bare = 0
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
    var message = decoder.absorb(byte)
    while let next = message {
      take(next)
      message = decoder.held()
    }
  }

  private mutating func take(_ message: WireMessage) {
    switch message {
    case .sample(let sample): take(sample)
    case .start, .foreignVersion: starts += 1
    case .ok, .refused, .light, .measured: break
    case .passedOver: passedOver += 1
    case .damaged: damaged += 1
    }
  }

  private mutating func take(_ sample: WireSample) {
    guard let stamp = sample.stamp, sample.sequence == nil else {
      if sample.counts == nil { bare += 1 } else { samples += 1 }
      return
    }
    defer { lastStamp = stamp }
    // `0,0` over and over is two dead readings, not a time that stands still.
    if let lastStamp, stamp == lastStamp {
      bare += 1
      return
    }
    samples += 1
    if let lastStamp, stamp < lastStamp { backwards += 1 }
  }

  /// Begins the count anew, in the middle of the bytes.
  mutating func forget() {
    samples = 0
    bare = 0
    starts = 0
    passedOver = 0
    damaged = 0
    backwards = 0
  }

  /// Of the lines that were meant as data, the share that reads as this format.
  var score: Double {
    // A time column runs forward; one that does not is no time.
    let sound = samples + starts - min(samples, backwards * 10)
    let judged = samples + starts + damaged
    return judged == 0 ? 0 : Double(sound) / Double(judged)
  }

  /// Packets by which bytes that are no text look like a board's: a check of 16 bits and more each.
  private static let promisingPackets = 3
  /// Without any check, lines.
  private static let promisingLines = 8
  private static let promisingScore = 0.9

  /// Whether this may well be the format, though it is not settled: the baud is not given up then.
  var isPromising: Bool {
    samples >= (format.isUnproved ? Self.promisingLines : Self.promisingPackets) && score >= Self.promisingScore
  }

  /// Whether nothing that came looks like this format, or like a board that merely has nothing to say in it yet.
  var isHopeless: Bool {
    score < 0.5 && passedOver + bare <= damaged
  }
}
