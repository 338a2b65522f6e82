import BoardLink
import ECGCore
import Recordings

/// Where a session's samples come from: a board, or a recording that plays itself as one.
///
/// The session's loop polls what `watch` names, and calls `service` when that is ready or when `deadline` has come.
protocol SampleSource {
  /// Samples come when they come, not when we are ready for them.
  var isLive: Bool { get }
  /// Monotonic time at which `service` wants to be called even if nothing can be read.
  var deadline: UInt64? { get }
  var status: LinkStatus { get }
  /// No more will come.
  var isFinished: Bool { get }

  /// Names what to poll; nothing where only the clock drives.
  func watch(_ poller: inout Poller)
  func isReady(_ poller: Poller) -> Bool
  mutating func service(
    now: UInt64, poller: Poller, into sink: inout some Sink<SourceOutput>
  ) throws(CommandFailure)
}

/// What a source delivers, in order.
enum SourceOutput {
  /// Bytes as they came, before anything is made of them.
  case raw([UInt8], arrival: UInt64)
  /// The grid is known: samples follow at this rate.
  case started(SourceFacts)
  case samples(SourcedBlock)
  /// The board went away and is waited for.
  case interrupted(String, at: UInt64)
  /// It is back, after so long.
  case resumed(port: String, seconds: Double, at: UInt64)
  /// A reading of the pulse oximeter beside the electrodes.
  case light(LightReading)
  /// What another sensor on the board says it has measured.
  case measured(SensorMeasure)
  /// Something to tell the user.
  case notice(String)
  /// What is known of the recording now that it is read to its end: what was mended or missing shows only then.
  case readToItsEnd(RecordingFacts)
}

/// What is known when samples begin to flow.
struct SourceFacts {
  var rate: SampleRate
  var rateReason: String
  /// Facts of the recording where the source is one.
  var recording: RecordingFacts?
  var board: BoardFacts?
  /// Shown until the board's format is known, and no part of the session then.
  var isProvisional = false

  init(rate: SampleRate, rateReason: String, recording: RecordingFacts? = nil, board: BoardFacts? = nil) {
    self.rate = rate
    self.rateReason = rateReason
    self.recording = recording
    self.board = board
  }
}
