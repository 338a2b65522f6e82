import BoardLink
import ECGCore
import Glibc
import Recordings

/// Writes a session's native capture as it goes: what came (bytes and samples) and what was said of it (marks, findings).
final class Recorder {
  let path: String
  private var capture: CaptureThread?
  /// A file of this path was begun: it is nobody's to take away again.
  private(set) var hasBegun = false
  /// This recorder made the file, and may take it away while nothing stands in it.
  private let isOurs: Bool
  /// Grid index of the first sample recorded: a recording begun in mid-session counts from its own beginning.
  private var origin: Int?
  /// Index in the recording just past its newest sample.
  private var end = 0
  /// Bytes that came before the rate was known: a capture begins with its facts.
  private var early: [(bytes: [UInt8], arrival: UInt64)] = []
  private var earlyCount = 0
  private let bridge: String?
  private let settings: [String: String]
  private var nextFlush: UInt64 = 0

  private static let flushNanoseconds = MonotonicClock.nanoseconds(CaptureWriter.syncSeconds)
  /// Detection reads three seconds at the most; a port that never makes sense must not fill the memory.
  private static let mostEarlyBytes = 1 << 20

  /// Makes sure that the file can be made, before anything is measured that could not be kept.
  init(path: String, bridge: String?, settings: [String: String]) throws(CommandFailure) {
    self.path = path
    self.bridge = bridge
    self.settings = settings
    var descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    isOurs = descriptor >= 0
    if descriptor < 0, errno == EEXIST {
      // Non-blocking, so that a pipe which nobody reads is refused and not waited for.
      descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    }
    guard descriptor >= 0 else {
      throw CommandFailure(
        .cannotCreate, "\(path): cannot be created (\(errnoText())). Choose a folder that you may write to.")
    }
    defer { _ = Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(.cannotCreate, "\(path): is no file that can hold a recording. Choose another name.")
    }
    guard status.st_size == 0 else {
      throw CommandFailure(
        .cannotCreate, "\(path): exists and holds something; it is not overwritten. Choose another name.")
    }
  }

  /// A name of the moment, for a recording begun by a key: "vitalsync-2026-11-21-0934.vsr".
  static func nameOfNow() -> String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "vitalsync-%Y-%m-%d-%H%M%S.vsr", &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The rate is known: the file begins.
  func begin(_ facts: SourceFacts, link: LinkStatus) throws(CommandFailure) {
    do throws(RecordingError) {
      let capture = try CaptureThread(path: path, facts: captureFacts(facts, link), scale: scale(facts))
      hasBegun = true
      self.capture = capture
      let settings = self.settings
      try capture.write { writer throws(RecordingError) in try writer.settings(settings) }
      for (bytes, arrival) in early {
        try capture.write { writer throws(RecordingError) in
          try writer.append(raw: bytes, arrivalNanoseconds: Int64(arrival))
        }
      }
    } catch {
      throw CommandFailure(error)
    }
    early.removeAll()
  }

  func take(_ bytes: [UInt8], arrival: UInt64) throws(CommandFailure) {
    guard hasBegun else {
      guard earlyCount + bytes.count <= Self.mostEarlyBytes else { return }
      earlyCount += bytes.count
      early.append((bytes, arrival))
      return
    }
    try write { writer throws(RecordingError) in
      try writer.append(raw: bytes, arrivalNanoseconds: Int64(arrival))
    }
  }

  func take(_ sourced: SourcedBlock) throws(CommandFailure) {
    let origin = origin ?? sourced.block.start
    self.origin = origin
    var shifted = sourced.block
    shifted.start -= origin
    end = shifted.end
    let block = shifted
    try write { writer throws(RecordingError) in try writer.append(block) }
  }

  func take(_ finding: Finding, rate: SampleRate) throws(CommandFailure) {
    guard let origin else { return }
    let json = String(decoding: try JSONText.line(FindingJSON(finding, rate: rate)).dropLast(), as: UTF8.self)
    try write { writer throws(RecordingError) in
      try writer.note("finding.\(finding.kind.rawValue)", json: json, at: max(0, finding.onset - origin))
    }
  }

  /// The board went away or came back: the hole's beginning and its end, at the sample before it.
  func take(_ note: LinkNote) throws(CommandFailure) {
    let json = String(decoding: try JSONText.line(note).dropLast(), as: UTF8.self)
    let place = end
    try write { writer throws(RecordingError) in try writer.note(note.name, json: json, at: place) }
  }

  func mark(_ text: String, at sample: Int) throws(CommandFailure) {
    guard let origin, sample >= origin else { return }
    try write { writer throws(RecordingError) in try writer.mark(text, at: sample - origin) }
  }

  /// Brings what has come onto the disk where a second has passed.
  func flushIfDue(now: UInt64) throws(CommandFailure) {
    guard now >= nextFlush else { return }
    nextFlush = now + Self.flushNanoseconds
    try write { writer throws(RecordingError) in try writer.flush() }
  }

  /// Ends the recording in order, all of it on the disk. A file in which nothing came to stand is taken away again.
  func close(reason: String) throws(CommandFailure) {
    guard let capture else {
      if isOurs, !hasBegun { unlink(path) }
      return
    }
    self.capture = nil
    do throws(RecordingError) {
      try capture.finish { writer throws(RecordingError) in try writer.close(reason: reason) }
    } catch {
      throw CommandFailure(error)
    }
  }

  private func write(
    _ step: @escaping @Sendable (CaptureWriter) throws(RecordingError) -> Void
  ) throws(CommandFailure) {
    guard let capture else { return }
    do throws(RecordingError) {
      try capture.write(step)
    } catch {
      self.capture = nil
      throw CommandFailure(error)
    }
  }

  private func captureFacts(_ facts: SourceFacts, _ link: LinkStatus) -> CaptureFacts {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var device: [String: String] = [:]
    device["bridge"] = bridge
    device["board"] = facts.board?.board
    device["firmware"] = facts.board?.firmware
    device["wire"] = link.wire
    device["baud"] = link.baud.map(String.init)
    return CaptureFacts(
      rate: facts.rate, rateReason: facts.rateReason, source: facts.recording?.path ?? link.port,
      startedUnixNanoseconds: Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec), device: device)
  }

  private func scale(_ facts: SourceFacts) -> CountScale? {
    guard let calibration = facts.board?.calibration else { return nil }
    return CountScale(
      bits: calibration.bits, referenceMillivolts: calibration.referenceMillivolts, gain: calibration.gain,
      midScale: calibration.midScale, isAssumed: calibration.isAssumed)
  }
}
