import BoardLink
import ECGCore
import Recordings

/// A board at a serial port, decoded as its bytes arrive; waited for, and taken up again, where it goes away.
struct BoardSource: SampleSource {
  var status: LinkStatus { decoder.status }
  private(set) var isFinished = false
  var isLive: Bool { true }
  /// Why the board was lost for good, where it was.
  private(set) var loss: LinkError?

  /// `nil` while the board is away.
  private var port: SerialPort?
  private let watch: PortWatch
  private let reconnects: Bool
  private var absence: BoardAbsence?
  private var decoder: LinkDecoder
  private var overruns = OverrunWatch()
  private var nextTick: UInt64 = 0
  /// udev said that the port went.
  private var isDoubtful = false
  private var outputs = Collected<LinkOutput>()

  /// How often silence is looked for, in seconds.
  private static let tick = 0.25
  /// Reads in one turn of the loop, so that keys and frames get their turn under a flood.
  private static let readsPerTurn = 16

  /// - Parameter reconnects: else the session ends with the board's going.
  init(port: SerialPort, watch: PortWatch, options: LinkOptions, reconnects: Bool) {
    self.port = port
    self.watch = watch
    self.reconnects = reconnects && watch.canReturn
    decoder = LinkDecoder(options: options)
    overruns.restart(port.lineErrors)
  }

  var deadline: UInt64? {
    isFinished ? nil : min(nextTick, absence?.nextLook ?? .max)
  }

  func watch(_ poller: inout Poller) {
    if let port { poller.watch(port.fileDescriptor) }
    if let descriptor = watch.fileDescriptor { poller.watch(descriptor) }
  }

  func isReady(_ poller: Poller) -> Bool {
    port.map { poller.isReadable($0.fileDescriptor) } ?? false || watch.fileDescriptor.map(poller.isReadable) ?? false
  }

  mutating func service(
    now: UInt64, poller: Poller, into sink: inout some Sink<SourceOutput>
  ) throws(CommandFailure) {
    do throws(LinkError) {
      if let port, poller.isReadable(port.fileDescriptor) { try readAll(port, into: &sink) }
      if let descriptor = watch.fileDescriptor, poller.isReadable(descriptor) { try hear() }
      if now >= nextTick {
        try checkDoubt()
        if let port, let told = overruns.look(port.lineErrors, nowNanoseconds: now) {
          decoder.overran(told.overruns, words: told.words, nowNanoseconds: now, into: &outputs)
        }
        decoder.tick(nowNanoseconds: now, into: &outputs)
        nextTick = min(now + MonotonicClock.nanoseconds(Self.tick), decoder.nextWake ?? .max)
      }
      try forward(into: &sink)
    } catch {
      lose(error, now: now, into: &sink)
    }
    if let absence, now >= absence.nextLook { lookForReturn(absence, now: now, into: &sink) }
  }

  private mutating func readAll(
    _ port: SerialPort, into sink: inout some Sink<SourceOutput>
  ) throws(LinkError) {
    for _ in 0..<Self.readsPerTurn {
      // A capture keeps microseconds: what is decoded from it again is then decoded from the same stamps.
      let arrival = MonotonicClock.now / 1000 * 1000
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

  /// Something was plugged in or out.
  private mutating func hear() throws(LinkError) {
    let heard = watch.takeEvents(of: port.map { [$0.path, $0.devicePath] } ?? [])
    if heard.added { absence?.nextLook = 0 }
    if heard.removed { isDoubtful = true }
    try checkDoubt()
  }

  /// The name that went may already be another board's, or its file may go a moment later: what counts is our descriptor.
  private func checkDoubt() throws(LinkError) {
    if isDoubtful, let port, !port.isAttached { throw .unplugged(port: port.path) }
  }

  private mutating func forward(into sink: inout some Sink<SourceOutput>) throws(LinkError) {
    var failure: LinkError?
    for output in outputs.elements {
      switch output {
      case .streamStarted, .samples, .light, .measured, .event:
        if let told = SourceOutput(output) { sink.receive(told) }
      case .wantsBaud, .wantsWrite:
        do throws(LinkError) {
          try obey(output)
        } catch {
          // One baud of several that the driver refuses is no reason to end.
          if case .unsupportedBaud = error { sink.receive(.notice(error.description)) } else { failure = error }
        }
      }
    }
    outputs.removeAll()
    if let failure { throw failure }
  }

  private func obey(_ output: LinkOutput) throws(LinkError) {
    switch output {
    case .wantsBaud(let baud): try port?.setBaud(baud)
    // A board that does not listen is asked again when it matters.
    case .wantsWrite(let bytes): _ = try port?.write(bytes)
    default: break
    }
  }

  // MARK: The board's absence

  private mutating func lose(_ error: LinkError, now: UInt64, into sink: inout some Sink<SourceOutput>) {
    port?.close()
    port = nil
    guard reconnects else {
      loss = error
      decoder.end(.lost, words: error.description, nowNanoseconds: now, into: &outputs)
      try? forward(into: &sink)
      isFinished = true
      return
    }
    var words = "\(error) Waiting for \(watch.name == watch.path ? "it" : watch.name) to come back."
    if let board = watch.board, board.mayBeSuspended {
      words += " USB autosuspend is on for it; if it drops out by itself: \(board.suspensionRemedy)"
    }
    decoder.interrupt(words: words, nowNanoseconds: now, into: &outputs)
    try? forward(into: &sink)
    sink.receive(.interrupted(words, at: now))
    absence = BoardAbsence(since: now, checksLinks: watch.board == nil)
  }

  private mutating func lookForReturn(
    _ current: BoardAbsence, now: UInt64, into sink: inout some Sink<SourceOutput>
  ) {
    var absence = current
    absence.lookedAt(now)
    let sighting = watch.find()
    switch absence.open(sighting, baud: decoder.baud) {
    case .nothing: self.absence = absence
    case .told(let words):
      self.absence = absence
      sink.receive(.notice(words))
    case .opened(let port):
      self.absence = nil
      self.port = port
      // By now other ports have come and gone; what was heard before says nothing of this one.
      _ = watch.takeEvents(of: [])
      isDoubtful = false
      overruns.restart(port.lineErrors)
      let now = MonotonicClock.now
      decoder.resume(port: port.path, nowNanoseconds: now, into: &outputs)
      try? forward(into: &sink)
      sink.receive(.resumed(port: port.path, seconds: Double(now - absence.since) / 1e9, at: now))
    }
  }
}
