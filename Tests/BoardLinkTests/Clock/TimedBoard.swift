import BoardLink
import Glibc
import TestSupport

/// A board, its UART, a USB bridge and an operating system, of which every delay is known: what `LinkDecoder` is fed, and when the
/// samples really were taken. In simulated time, the same for the same seed.
struct TimedBoard {
  enum Stamp {
    case none, milliseconds, microseconds
  }

  var wire = WireFormat.integer
  var stamp = Stamp.none
  /// What the sketch means to take a second, by its own clock.
  var hertz = 250.0
  var baud = 115_200
  /// How much faster than true time the board's crystal runs.
  var skew = 0.0
  /// A sample is taken up to so many seconds after it was due (and stamped as it was taken).
  var unevenness = 0.0
  /// The bridge hands on what it has when so many seconds have passed, or so many bytes have come (FT232R: 16 ms, 62 bytes;
  /// CH340: 32; CP210x: 64).
  var latencyTimer = 0.016
  var packetBytes = 62
  /// One packet in so many waits up to 200 ms for the operating system.
  var spikeEvery = 400.0
  var counts: (millivolts: Double, noise: Double) = (1 / 0.00293, 3)
  var midScale = 512.0
  var seed: UInt64 = 1

  /// Bytes that wait on an AVR's UART (`SERIAL_TX_BUFFER_SIZE`).
  private static let bufferBytes = 64.0
  private static let spikeSeconds = 0.2

  /// What became of a run: samples taken, by when the last of them, and when the one that the grid begins with: a format without
  /// check sum loses its first line, which may have been cut off.
  typealias Taken = (samples: Int, seconds: Double, first: Double)

  /// Runs the heart through all of it; `deliver` gets bytes and their arrival in nanoseconds.
  func run(_ heart: SyntheticECG, seconds: Double, deliver: ([UInt8], UInt64) -> Void) -> Taken {
    var random = TestSupport.SeededGenerator(seed: seed)
    let beats = heart.truth
    var hint = 0
    var taken = 0.0
    var bridge = Bridge(self)
    let byteSeconds = 10 / Double(baud) / (1 + skew)
    var lineFree = 0.0
    var index = 0
    var first = 0.0
    // Bytes of all lines but the first.
    var bytes = 0
    var isPaced = false
    if wire == .vitalsync { bridge.send(greeting, from: &lineFree, byteSeconds, &random, deliver) }
    while taken < seconds {
      let due = taken
      let at = due + unevenness * random.uniform()
      if index == (wire == .vitalsync ? 0 : 1) { first = at }
      let value = heart.millivolts(at: at, beats: beats, hint: &hint) * counts.millivolts
      let count = Int(min(max(value + midScale + counts.noise * random.normal(), 0), 4095))
      lineFree = max(lineFree, at)
      let line = line(index, boardSeconds: at * (1 + skew), count)
      if index > 0 { bytes += line.count }
      bridge.send(line, from: &lineFree, byteSeconds, &random, deliver)
      index += 1
      // The loop comes round when its line has found room in the buffer, and its period is over.
      let own = due + 1 / (hertz * (1 + skew))
      taken = max(own, lineFree - Self.bufferBytes * byteSeconds)
      // Until its buffer is full for the first time a sketch runs ahead of its UART (13 lines, 62 ms at 9600 baud). Nothing on the wire
      // shows that; from then on the characters do.
      if taken > own, !isPaced {
        isPaced = true
        first = taken - Double(bytes) * byteSeconds
      }
    }
    return (index, taken, first)
  }

  private var greeting: [UInt8] { VirtualSketch(rateHertz: hertz).greeting }

  private func line(_ index: Int, boardSeconds: Double, _ count: Int) -> [UInt8] {
    if wire == .vitalsync {
      let micros = UInt64(max(0, (boardSeconds + 1) * 1e6))
      return VirtualSketch().line(
        sequence: UInt16(truncatingIfNeeded: index), microseconds: micros, count: min(count, 1023), leads: [])
    }
    switch stamp {
    case .none: return Array("\(count)\r\n".utf8)
    case .milliseconds: return Array("\(UInt32((boardSeconds + 1) * 1e3)),\(count)\r\n".utf8)
    case .microseconds:
      return Array("\(UInt32(truncatingIfNeeded: UInt64((boardSeconds + 1) * 1e6))),\(count)\r\n".utf8)
    }
  }

  /// What becomes of bytes between the UART and the program.
  private struct Bridge {
    let board: TimedBoard
    var waiting: [UInt8] = []
    var flushAt = 0.0
    var lastArrival = 0.0

    init(_ board: TimedBoard) {
      self.board = board
      flushAt = board.latencyTimer
    }

    mutating func send(
      _ bytes: [UInt8], from lineFree: inout Double, _ byteSeconds: Double, _ random: inout TestSupport.SeededGenerator,
      _ deliver: ([UInt8], UInt64) -> Void
    ) {
      for byte in bytes {
        lineFree += byteSeconds
        while flushAt < lineFree { flush(at: flushAt, &random, deliver) }
        waiting.append(byte)
        if waiting.count >= board.packetBytes { flush(at: lineFree, &random, deliver) }
      }
    }

    private mutating func flush(
      at time: Double, _ random: inout TestSupport.SeededGenerator, _ deliver: ([UInt8], UInt64) -> Void
    ) {
      flushAt = time + board.latencyTimer
      guard !waiting.isEmpty else { return }
      // A full-speed USB frame, the scheduler, and now and then something worse.
      var delay = 0.001 * random.uniform() - 0.0002 * log(1 - random.uniform())
      if random.uniform() * board.spikeEvery < 1 { delay += TimedBoard.spikeSeconds * random.uniform() }
      lastArrival = max(lastArrival, time + delay)
      deliver(waiting, UInt64((100 + lastArrival) * 1e9))
      waiting.removeAll(keepingCapacity: true)
    }
  }
}
