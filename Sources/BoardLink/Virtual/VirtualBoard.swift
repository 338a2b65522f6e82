internal import CSerial
import Glibc
internal import Synchronization

/// A board that is a program: a real pty whose other end, `path`, streams in real time as a board on a USB cable would.
///
/// It runs on a thread of its own. Like an Uno it begins anew whenever its port is opened (after being closed for 50 ms and
/// more: a shorter closing is not seen), its heart beating on; while nobody has it open nothing is sent.
package final class VirtualBoard: Sendable {
  package struct Settings: Sendable {
    package var sketch: VirtualSketch
    package var source: VirtualSource
    /// Board seconds to a real second.
    package var speed: Double
    /// The USB bridge's latency timer (FT232R: 0.016).
    package var batchSeconds: Double
    package var clockError: Double
    package var faults = FaultPlan()
    /// A name for the port; `nil`: the pty's own.
    package var link: String?

    package init(
      sketch: VirtualSketch = VirtualSketch(), source: VirtualSource, speed: Double = 1, batchSeconds: Double = 0.001,
      clockError: Double = 0
    ) {
      self.sketch = sketch
      self.source = source
      self.speed = speed
      self.batchSeconds = batchSeconds
      self.clockError = clockError
    }
  }

  /// What the board is doing.
  package struct State: Hashable, Sendable {
    /// A program has the port open.
    package var isOpen = false
    package var isPlugged = true
    /// Since the port was first opened; `nil` before.
    package var seconds: Double?
    package var sentSamples = 0
    package var bytes = 0
    /// Bytes that found the port's buffer full.
    package var overrun = 0
    package var resets = 0
    /// The baud of a program that listens at another than the board's.
    package var otherBaud: Int?
    /// The source is at its end, and the cable pulled.
    package var isOver = false
    package var happened: [VirtualBoardModel.Happening] = []
    package var failure: LinkError?
  }

  /// What a program opens as the port.
  package let path: String

  private let run: VirtualBoardRun
  private let thread: Mutex<pthread_t?>

  package init(_ settings: Settings) throws(LinkError) {
    let run = try VirtualBoardRun(settings)
    self.run = run
    path = run.path
    var identifier = pthread_t()
    let box = Unmanaged.passRetained(run)
    let failure = pthread_create(&identifier, nil, virtualBoardThread, box.toOpaque())
    guard failure == 0 else {
      box.release()
      throw .failed(operation: "starting a thread", subject: "virtual board", errno: failure)
    }
    thread = Mutex(identifier)
  }

  /// Samples put on the wire so far.
  package var sentSamples: Int { run.state.withLock { $0.sentSamples } }

  /// What it is doing now; what happened since the last call is told once.
  package func takeState() -> State {
    run.state.withLock { state in
      defer { state.happened.removeAll() }
      return state
    }
  }

  /// Pulls the cable: what was sent may still be read (for at most 200 ms), then the port is gone.
  package func unplug() {
    let identifier = thread.withLock { held in
      defer { held = nil }
      return held
    }
    guard let identifier else { return }
    run.askToStop()
    pthread_join(identifier, nil)
  }

  deinit {
    unplug()
  }
}

private func virtualBoardThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  Unmanaged<VirtualBoardRun>.fromOpaque(argument).takeRetainedValue().main()
  return nil
}
