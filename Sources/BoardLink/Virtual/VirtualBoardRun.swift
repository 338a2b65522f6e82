import Glibc
internal import Synchronization

/// The virtual board's thread: keeps the model in step with real time and carries bytes between it and the pty.
final class VirtualBoardRun: Sendable {
  /// From the port's opening to the board's first byte, while the opener sets the port up. (An Uno's boot loader takes 1.6 s.)
  private static let bootSeconds = 0.050
  private static let pollMilliseconds = 5

  let path: String
  let state = Mutex(VirtualBoard.State())
  private let settings: VirtualBoard.Settings
  /// The port until the thread takes it.
  private let first: Mutex<VirtualPort?>
  private let hasToStop = Atomic<Bool>(false)

  init(_ settings: VirtualBoard.Settings) throws(LinkError) {
    self.settings = settings
    let port = try VirtualPort(baud: settings.sketch.baud, link: settings.link)
    path = port.name
    first = Mutex(port)
  }

  func askToStop() {
    hasToStop.store(true, ordering: .relaxed)
  }

  private var isStopped: Bool { hasToStop.load(ordering: .relaxed) }

  /// Until stopped, or unplugged by the source's end.
  func main() {
    var port = first.withLock { held in
      defer { held = nil }
      return held
    }
    var desk = Desk(settings)
    while !isStopped {
      desk.advance()
      if !desk.model.isPlugged, let pulled = port {
        pulled.pull()
        port = nil
      } else if desk.model.isPlugged, port == nil {
        port = replugged(desk)
        desk.isOpen = false
        if port == nil { break }
      }
      let opened = port?.otherEnd(waiting: 0) ?? .closed
      if opened == .closed {
        desk.close()
      } else {
        desk.open()
        if opened == .hasWritten, let port { desk.model.receive(port.terminal.read(), at: desk.now) }
      }
      desk.deliver(port)
      publish(&desk)
      if desk.isThrough && settings.source.end == .unplugs { break }
      wait(desk, port)
    }
    port?.drain()
    port?.pull()
    state.withLock { $0.isOver = true }
  }

  /// The cable is back, perhaps under the name that the fault gave it.
  private func replugged(_ desk: Desk) -> VirtualPort? {
    let link = desk.nextLink ?? settings.link
    do throws(LinkError) {
      return try VirtualPort(baud: settings.sketch.baud, link: link)
    } catch {
      state.withLock { $0.failure = error }
      return nil
    }
  }

  private func publish(_ desk: inout Desk) {
    let news = desk.model.happened
    if !news.isEmpty { desk.model.forgetHappened() }
    let desk = desk
    state.withLock { state in
      state.isOpen = desk.isOpen
      state.isPlugged = desk.model.isPlugged
      state.seconds = desk.hasBegun ? max(0, desk.now) : nil
      state.sentSamples = desk.model.sent
      state.bytes = desk.bytes
      state.overrun = desk.overrun
      state.resets = desk.model.resets
      state.otherBaud = desk.otherBaud
      state.happened += news
    }
  }

  /// Until something is due, a command comes, or the port may have been opened.
  private func wait(_ desk: Desk, _ port: VirtualPort?) {
    guard desk.isOpen, let port else { return Self.pause(Self.pollMilliseconds) }
    let pace = settings.batchSeconds * 1000
    let due = (desk.model.nextEventAt - desk.now) / settings.speed * 1000
    let milliseconds = min(max(due.isFinite ? due.rounded(.up) : 20, 1), 20)
    // Two looks a latency timer are enough.
    _ = port.otherEnd(waiting: Int32(max(milliseconds, (pace / 2).rounded(.down))))
  }

  static func pause(_ milliseconds: Int) {
    var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    nanosleep(&time, nil)
  }

  /// The model against the clock, and the bytes on their way to the port.
  private struct Desk {
    var model: VirtualBoardModel
    var isOpen = false
    private(set) var bytes = 0
    private(set) var overrun = 0
    private(set) var otherBaud: Int?
    /// The name that the next port is to have, told while the cable was out.
    private(set) var nextLink: String?
    private var bridge: BridgeBuffer
    private let speed: Double
    private var epoch: Double?
    private var fresh: [UInt8] = []
    private var handed: [UInt8] = []

    init(_ settings: VirtualBoard.Settings) {
      model = VirtualBoardModel(
        sketch: settings.sketch, source: settings.source, clockError: settings.clockError, faults: settings.faults)
      bridge = BridgeBuffer(latencySeconds: settings.batchSeconds > 0.001 ? settings.batchSeconds : 0)
      speed = settings.speed
    }

    var hasBegun: Bool { epoch != nil }

    /// All has been sent and handed over.
    var isThrough: Bool { hasBegun && model.isExhausted && bridge.isEmpty }

    /// Board seconds.
    var now: Double { epoch.map { (Self.monotonicSeconds() - $0) * speed } ?? 0 }

    mutating func advance() {
      guard hasBegun else { return }
      model.run(until: now, into: &fresh)
      if !model.isPlugged { nextLink = model.returningAs }
    }

    /// A program opens the port: the board begins, or begins anew.
    mutating func open() {
      guard !isOpen else { return }
      isOpen = true
      if epoch == nil {
        epoch = Self.monotonicSeconds() + VirtualBoardRun.bootSeconds
      } else {
        fresh.removeAll(keepingCapacity: true)
        bridge.empty()
        model.reset(at: now + VirtualBoardRun.bootSeconds * speed)
      }
    }

    mutating func close() {
      isOpen = false
      fresh.removeAll(keepingCapacity: true)
      bridge.empty()
    }

    /// What the port's buffer does not take is lost, as on a cable. A port at another baud reads something else.
    mutating func deliver(_ port: VirtualPort?) {
      guard isOpen, let port else { return }
      handed.removeAll(keepingCapacity: true)
      bridge.pass(fresh, now: now, into: &handed)
      fresh.removeAll(keepingCapacity: true)
      guard !handed.isEmpty else { return }
      let baud = model.sketch.baud
      otherBaud = nil
      if let read = port.terminal.otherEndsBaud, read != baud, read > 0 {
        otherBaud = read
        handed = UARTMisreading.bytes(handed, sentAt: baud, readAt: read)
      }
      let taken = port.terminal.write(handed.span)
      bytes += taken
      overrun += handed.count - taken
    }

    private static func monotonicSeconds() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
  }
}
