/// A board without a clock of its own: sketch, converter and UART, run forward in board seconds as far as asked.
///
/// Every byte leaves when a UART would have sent it, ten bits each. Faults of the plan happen at their board seconds, so
/// that the same plan gives the same bytes however far each step goes.
package struct VirtualBoardModel: Sendable {
  /// Bytes that a UART's driver holds: Arduino's `SERIAL_TX_BUFFER_SIZE` on AVR is 64, on the ESP8266 the FIFO has 128.
  private static let bufferBytes = 128
  /// What bridge and kernel hold of a stream that nobody reads: a CP2102's 576 bytes, n_tty's 4096.
  private static let unreadBytes = 4672

  /// A sample that was put on the wire.
  package struct Sent: Hashable, Sendable {
    package var seconds: Double
    package var count: Int
    /// Its number since the board began, those left out counted; modulo 65536 it stands on the wire.
    package var number: Int
    package var sequence: UInt16
    package var microseconds: UInt64
    /// How often the board had begun anew before.
    package var resets: Int
  }

  package private(set) var sketch: VirtualSketch
  private let sketchAtReset: VirtualSketch
  private let source: VirtualSource
  /// Relative error of the board's clock: 1e-4 runs 100 ppm fast.
  private let clockError: Double

  private var queue: [UInt8] = []
  private var head = 0
  /// When the byte before the queue's first was out.
  private var lineFreeAt = 0.0
  private var nextSampleAt: Double
  /// When a sketch that waits for its UART last found room.
  private var heldUntil = 0.0
  private var index = 0
  private var sequence: UInt16 = 0
  private var command: [UInt8] = []
  /// Samples put on the wire, and those left out because the UART was full.
  package private(set) var sent = 0
  package private(set) var leftOut = 0
  /// Of those sent, how many the faults did not let through whole.
  package private(set) var spoilt = 0
  package private(set) var resets = 0

  private let timeline: [FaultPlan.Step]
  private var nextStep = 0
  private var damage: LineDamage
  private var leadsOff: [FaultPlan.Step] = []
  private var stalls = 0
  private var holes = 0
  private var held: [UInt8] = []
  /// The port is there. A board that is not plugged in has no power.
  package var isPlugged: Bool { unplugs == 0 }
  private var unplugs = 0
  /// Steps of the plan that have happened since this was last emptied.
  package private(set) var happened: [Happening] = []

  package struct Happening: Hashable, Sendable {
    package var seconds: Double
    package var words: String
  }

  /// The samples that were put on the wire; kept only where asked for.
  package private(set) var sentSamples: [Sent] = []
  private let keepsSamples: Bool
  private let firstMicroseconds: UInt64
  private var bootedAt = 0.0

  package init(
    sketch: VirtualSketch, source: VirtualSource, clockError: Double = 0, firstSequence: UInt16 = 0,
    firstMicroseconds: UInt64 = 0, keepsTimes: Bool = false, faults: FaultPlan = FaultPlan()
  ) {
    self.sketch = sketch
    sketchAtReset = sketch
    self.source = source
    self.clockError = clockError
    self.firstMicroseconds = firstMicroseconds
    keepsSamples = keepsTimes
    sequence = firstSequence
    nextSampleAt = 1 / sketch.rateHertz
    queue = sketch.greeting
    timeline = faults.timeline
    damage = LineDamage(faults)
  }

  private var byteSeconds: Double { 10 / Double(sketch.baud) }
  private var queued: Int { queue.count - head }

  /// The true times, in board seconds, of the samples that were put on the wire; kept only where asked for.
  package var sampleTimes: [Double] { sentSamples.map(\.seconds) }

  /// All samples are taken and all bytes are out.
  package var isExhausted: Bool {
    queued == 0 && source.reading(number: index, at: max(nextSampleAt, heldUntil)) == nil
  }

  /// When the next byte will be out, or the next sample taken, whichever is earlier and worth waking for: the end of the
  /// line that is being sent.
  package var nextEventAt: Double {
    min(queued > 0 ? lineFreeAt + byteSeconds * Double(queued) : nextSample(), stepAt)
  }

  private var stepAt: Double { nextStep < timeline.count ? timeline[nextStep].at : .infinity }

  /// Appends the bytes that have left by `seconds`.
  package mutating func run(until seconds: Double, into output: inout [UInt8]) {
    while true {
      let byteAt = queued > 0 ? lineFreeAt + byteSeconds : .infinity
      let sampleAt = nextSample()
      let next = min(byteAt, sampleAt, stepAt)
      if next > seconds { break }
      if next == stepAt {
        takeStep(into: &output)
      } else if byteAt <= sampleAt {
        send(queue[head], into: &output)
        head += 1
        lineFreeAt = byteAt
        if queued == Self.bufferBytes { heldUntil = byteAt }
        compact()
      } else {
        takeSample(at: sampleAt)
      }
    }
  }

  private mutating func send(_ byte: UInt8, into output: inout [UInt8]) {
    if holes > 0 { return }
    if stalls == 0 {
      output.append(byte)
    } else if held.count < Self.unreadBytes {
      held.append(byte)
    }
  }

  private func nextSample() -> Double {
    guard isPlugged, sketch.isRunning, sketch.wire != .polled else { return .infinity }
    // A waiting sketch comes round to the converter only when its line has found room.
    if sketch.waitsForItsUART && queued > Self.bufferBytes { return .infinity }
    let at = max(nextSampleAt, heldUntil)
    return source.reading(number: index, at: at) == nil ? .infinity : at
  }

  private mutating func takeSample(at seconds: Double) {
    guard let sample = source.reading(number: index, at: seconds) else { return }
    index += 1
    var leads = sample.leads
    for step in leadsOff { if case .leadsOff(let flags) = step.moment { leads.formUnion(flags) } }
    let microseconds = firstMicroseconds + UInt64(max(0, seconds - bootedAt) * 1e6 * (1 + clockError))
    let line = sketch.line(sequence: sequence, microseconds: microseconds, count: sample.count, leads: leads)
    let number = sequence
    sequence &+= 1
    nextSampleAt = seconds + 1 / sketch.rateHertz
    if !sketch.waitsForItsUART && queued + line.count > Self.bufferBytes {
      leftOut += 1
      return
    }
    let passed = damage.pass(line, at: seconds)
    if !passed.isWhole { spoilt += 1 }
    enqueue(passed.bytes, at: seconds)
    sent += 1
    if keepsSamples {
      sentSamples.append(
        Sent(
          seconds: seconds, count: sample.count, number: index - 1, sequence: number, microseconds: microseconds,
          resets: resets))
    }
  }

  private mutating func enqueue(_ bytes: [UInt8], at seconds: Double) {
    guard isPlugged else { return }
    if queued == 0 { lineFreeAt = max(lineFreeAt, seconds) }
    queue.append(contentsOf: bytes)
  }

  private mutating func compact() {
    if head == queue.count {
      queue.removeAll(keepingCapacity: true)
      head = 0
    }
  }

  /// Bytes from the host, received at `seconds`.
  package mutating func receive(_ bytes: [UInt8], at seconds: Double) {
    guard isPlugged else { return }
    if sketch.wire == .polled {
      // One reading for each byte, taken when it is asked for.
      for _ in bytes {
        index = max(index, Int(seconds * sketch.rateHertz))
        takeSample(at: seconds)
      }
      return
    }
    for byte in bytes {
      guard byte == 0x0A else {
        if command.count < VirtualSketch.longestCommand + 2 { command.append(byte) }
        continue
      }
      if command.last == 0x0D { command.removeLast() }
      let wasRunning = sketch.isRunning
      let answer = sketch.answer(command)
      command.removeAll(keepingCapacity: true)
      enqueue(answer, at: seconds)
      if !wasRunning && sketch.isRunning { nextSampleAt = seconds + 1 / sketch.rateHertz }
    }
  }

  /// The board begins anew: what its UART held is gone, numbers and microseconds begin at 0. The heart goes on.
  package mutating func reset(at seconds: Double) {
    resets += 1
    bootedAt = seconds
    sketch = sketchAtReset
    queue.removeAll(keepingCapacity: true)
    head = 0
    command.removeAll(keepingCapacity: true)
    sequence = 0
    index = 0
    heldUntil = 0
    lineFreeAt = max(lineFreeAt, seconds)
    nextSampleAt = seconds + 1 / sketch.rateHertz
    enqueue(sketch.greeting, at: seconds)
  }

  package mutating func forgetHappened() {
    happened.removeAll()
  }

  private mutating func takeStep(into output: inout [UInt8]) {
    let step = timeline[nextStep]
    nextStep += 1
    happened.append(Happening(seconds: step.at, words: FaultText.words(step)))
    switch step.moment {
    case .stall:
      stalls += step.isEnd ? -1 : 1
      if stalls == 0 {
        output += held
        held.removeAll()
      }
    case .hole: holes += step.isEnd ? -1 : 1
    case .reset: reset(at: step.at)
    case .rate(let hertz):
      sketch.rateHertz = hertz
      enqueue(sketch.rateNews, at: step.at)
    case .leadsOff:
      if step.isEnd { leadsOff.removeFirst() } else { leadsOff.append(step) }
    case .disconnect:
      unplugs += step.isEnd ? -1 : 1
      if isPlugged {
        reset(at: step.at)
      } else {
        queue.removeAll(keepingCapacity: true)
        head = 0
        held.removeAll()
      }
    }
  }

  /// The name under which a board that is not plugged in will come back; `nil`: its own.
  package var returningAs: String? {
    for step in timeline[nextStep...] where step.isEnd {
      if case .disconnect(let name) = step.moment { return name }
    }
    return nil
  }
}
