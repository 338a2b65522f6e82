internal import CSerial
import Glibc
internal import Synchronization

/// A board that is a program: a real pty whose other end, `path`, streams in real time as a board on a USB cable would.
///
/// It runs on a thread of its own. Like an Uno it begins anew whenever its port is opened (after being closed for 50 ms and
/// more: a shorter closing is not seen); while nobody has it open nothing is sent.
package final class VirtualBoard: Sendable {
  package struct Settings: Sendable {
    package var sketch: VirtualSketch
    package var source: VirtualSource
    /// Board seconds to a real second.
    package var speed: Double
    /// Bytes come in batches so many seconds apart, as through a USB bridge (FT232R: 0.016).
    package var batchSeconds: Double
    package var clockError: Double

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
  package var sentSamples: Int { run.sentSamples }

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
