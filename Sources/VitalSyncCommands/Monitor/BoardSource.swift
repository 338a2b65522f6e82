import BoardLink
import ECGCore
import Recordings

/// A board at a serial port, decoded as its bytes arrive.
struct BoardSource: SampleSource {
  var status: LinkStatus { decoder.status }
  private(set) var isFinished = false
  private(set) var deadline: UInt64?
  var descriptor: Int32? { port.fileDescriptor }
  /// Why the board was lost, where it was.
  private(set) var loss: LinkError?

  private let port: SerialPort
  private var decoder: LinkDecoder
  private var outputs = Collected<LinkOutput>()

  /// How often silence is looked for, in seconds.
  private static let tick = 0.25
  /// Reads in one turn of the loop, so that keys and frames get their turn under a flood.
  private static let readsPerTurn = 16

  init(port: SerialPort, options: LinkOptions) {
    self.port = port
    decoder = LinkDecoder(options: options)
    deadline = 0
  }

  mutating func service(
    now: UInt64, readable: Bool, into sink: inout some Sink<SourceOutput>
  ) throws(CommandFailure) {
    do throws(LinkError) {
      if readable { try readAll(into: &sink) }
      if now >= deadline ?? 0 {
        decoder.tick(nowNanoseconds: now, into: &outputs)
        deadline = min(now + MonotonicClock.nanoseconds(Self.tick), decoder.nextWake ?? .max)
      }
      try forward(into: &sink)
    } catch {
      loss = error
      decoder.end(.lost, words: error.description, nowNanoseconds: now, into: &outputs)
      try? forward(into: &sink)
      isFinished = true
      deadline = nil
    }
  }

  private mutating func readAll(into sink: inout some Sink<SourceOutput>) throws(LinkError) {
    for _ in 0..<Self.readsPerTurn {
      let arrival = MonotonicClock.now
      var chunk: [UInt8] = []
      let count = try port.read { bytes in
        chunk.reserveCapacity(bytes.count)
        for index in bytes.indices { chunk.append(bytes[index]) }
      }
      guard count > 0 else { return }
      decoder.absorb(chunk.span, arrivalNanoseconds: arrival, into: &outputs)
      sink.receive(.raw(chunk, arrival: arrival))
    }
  }

  private mutating func forward(into sink: inout some Sink<SourceOutput>) throws(LinkError) {
    defer { outputs.removeAll() }
    for output in outputs.elements {
      switch output {
      case .streamStarted(let facts):
        var started = SourceFacts(rate: facts.rate, rateReason: facts.rateReason, board: facts.board)
        started.isProvisional = facts.isProvisional
        sink.receive(.started(started))
      case .samples(let block): sink.receive(.samples(SourcedBlock(block: block, sourceStart: block.start)))
      case .event(let event): sink.receive(.notice(event.words))
      case .wantsBaud(let baud): try port.setBaud(baud)
      // A board that does not listen is asked again when it matters.
      case .wantsWrite(let bytes): _ = try port.write(bytes)
      }
    }
  }
}
