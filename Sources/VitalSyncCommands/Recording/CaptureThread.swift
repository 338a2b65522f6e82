import Dispatch
import Recordings
import Synchronization

/// Writes a capture on a thread of its own, in order: a disk that takes its time must not keep the loop from the port, whose
/// kernel buffer holds less than half a second (n_tty: 4 KiB).
///
/// What waits for the disk is bounded; where the bound is reached the recording is given up and told, never thinned.
final class CaptureThread: Sendable {
  private let queue = DispatchQueue(label: "vitalsync.capture")
  private let writer: Confined
  private let state = Mutex(State())

  /// Only the queue touches the writer after it is made.
  private struct Confined: @unchecked Sendable {
    let writer: CaptureWriter
  }

  private struct State {
    var waiting = 0
    var failure: RecordingError?
  }

  /// Steps that may wait: at 250 Hz and one read a line, over a minute of a disk that does nothing.
  private static let mostWaiting = 32_768

  init(path: String, facts: CaptureFacts, scale: CountScale?) throws(RecordingError) {
    writer = Confined(writer: try CaptureWriter(path: path, facts: facts, scale: scale))
  }

  /// Queues a step. Throws the failure of an earlier one, once.
  func write(_ step: @escaping @Sendable (CaptureWriter) throws(RecordingError) -> Void) throws(RecordingError) {
    let path = writer.writer.path
    let failure = state.withLock { state -> RecordingError? in
      if state.waiting >= Self.mostWaiting, state.failure == nil {
        state.failure = RecordingError(
          .cannotWrite, place: path, what: "the disk does not keep up", remedy: "Record to a faster disk.")
      }
      state.waiting += 1
      return state.failure
    }
    if let failure { throw failure }
    queue.async { self.run(step) }
  }

  /// Waits until all is written, runs `step` last, and throws what went wrong.
  func finish(_ step: (CaptureWriter) throws(RecordingError) -> Void) throws(RecordingError) {
    queue.sync { run(step) }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func run(_ step: (CaptureWriter) throws(RecordingError) -> Void) {
    let failed = state.withLock { $0.failure != nil }
    guard !failed else { return }
    do throws(RecordingError) {
      try step(writer.writer)
      state.withLock { $0.waiting -= 1 }
    } catch {
      state.withLock { state in if state.failure == nil { state.failure = error } }
    }
  }
}
