/// A board without a clock of its own: sketch, converter and UART, run forward in board seconds as far as asked.
///
/// Every byte leaves when a UART would have sent it, ten bits each. Faults are to be put between the bytes it gives and the
/// wire.
package struct VirtualBoardModel: Sendable {
  /// Bytes that a UART's driver holds: Arduino's `SERIAL_TX_BUFFER_SIZE` on AVR is 64, on the ESP8266 the FIFO has 128.
  private static let bufferBytes = 128

  package private(set) var sketch: VirtualSketch
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

  /// The true times, in board seconds, of the samples that were put on the wire; kept only where asked for.
  package private(set) var sampleTimes: [Double] = []
  private let keepsTimes: Bool
  private let firstMicroseconds: UInt64

  package init(
    sketch: VirtualSketch, source: VirtualSource, clockError: Double = 0, firstSequence: UInt16 = 0,
    firstMicroseconds: UInt64 = 0, keepsTimes: Bool = false
  ) {
    self.sketch = sketch
    self.source = source
    self.clockError = clockError
    self.firstMicroseconds = firstMicroseconds
    self.keepsTimes = keepsTimes
    sequence = firstSequence
    nextSampleAt = 1 / sketch.rateHertz
    queue = sketch.greeting
  }

  private var byteSeconds: Double { 10 / Double(sketch.baud) }
  private var queued: Int { queue.count - head }

  /// All samples are taken and all bytes are out.
  package var isExhausted: Bool { source.sample(index) == nil && queued == 0 }

  /// When the next byte will be out, or the next sample taken, whichever is earlier and worth waking for: the end of the
  /// line that is being sent.
  package var nextEventAt: Double {
    queued > 0 ? lineFreeAt + byteSeconds * Double(queued) : nextSample()
  }

  /// Appends the bytes that have left by `seconds`.
  package mutating func run(until seconds: Double, into output: inout [UInt8]) {
    while true {
      let byteAt = queued > 0 ? lineFreeAt + byteSeconds : .infinity
      let sampleAt = nextSample()
      if min(byteAt, sampleAt) > seconds { break }
      if byteAt <= sampleAt {
        output.append(queue[head])
        head += 1
        lineFreeAt = byteAt
        if queued == Self.bufferBytes { heldUntil = byteAt }
        compact()
      } else {
        takeSample(at: sampleAt)
      }
    }
  }

  private func nextSample() -> Double {
    guard sketch.isRunning, sketch.wire != .polled, source.sample(index) != nil else { return .infinity }
    // A waiting sketch comes round to the converter only when its line has found room.
    return sketch.waitsForItsUART && queued > Self.bufferBytes ? .infinity : max(nextSampleAt, heldUntil)
  }

  private mutating func takeSample(at seconds: Double) {
    guard let sample = source.sample(index) else { return }
    index += 1
    let line = sketch.line(
      sequence: sequence, microseconds: firstMicroseconds + UInt64(seconds * 1e6 * (1 + clockError)),
      count: sample.count,
      leads: sample.leads)
    sequence &+= 1
    nextSampleAt = seconds + 1 / sketch.rateHertz
    if !sketch.waitsForItsUART && queued + line.count > Self.bufferBytes {
      leftOut += 1
      return
    }
    enqueue(line, at: seconds)
    sent += 1
    if keepsTimes { sampleTimes.append(seconds) }
  }

  private mutating func enqueue(_ bytes: [UInt8], at seconds: Double) {
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
}
