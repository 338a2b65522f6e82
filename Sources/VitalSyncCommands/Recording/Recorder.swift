import BoardLink
import ECGCore
import Glibc
import Recordings

/// Writes a session's native capture as it goes: what came (bytes and samples) and what was said of it (marks, findings).
final class Recorder {
  let path: String
  /// Grid place at which the recording began.
  private(set) var start: Int?

  private var writer: CaptureWriter?
  /// Bytes that came before the rate was known: a capture begins with its facts.
  private var early: [(bytes: [UInt8], arrival: UInt64)] = []
  private var earlyCount = 0
  private var bridge: String?

  /// Detection reads three seconds at the most; a port that never makes sense must not fill the memory.
  private static let mostEarlyBytes = 1 << 20

  /// Makes sure that the file can be made, before anything is measured that could not be kept.
  init(path: String, bridge: String?) throws(CommandFailure) {
    self.path = path
    self.bridge = bridge
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CommandFailure(
        .cannotCreate, "\(path): cannot be created (\(errnoText())). Choose a folder that you may write to.")
    }
    defer { _ = Glibc.close(descriptor) }
    guard lseek(descriptor, 0, SEEK_END) == 0 else {
      throw CommandFailure(.cannotCreate, "\(path): exists and holds something; it is not overwritten. Choose another name.")
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
    // A board that changes its rate begins another grid, which one recording cannot hold.
    guard writer == nil else { return try close(reason: "the board changed its rate") }
    do throws(RecordingError) {
      let writer = try CaptureWriter(path: path, facts: captureFacts(facts, link), scale: scale(facts))
      self.writer = writer
      for (bytes, arrival) in early { try writer.append(raw: bytes, arrivalNanoseconds: Int64(arrival)) }
    } catch {
      throw CommandFailure(error)
    }
    early.removeAll()
  }

  func take(_ bytes: [UInt8], arrival: UInt64) throws(CommandFailure) {
    guard let writer else {
      guard earlyCount + bytes.count <= Self.mostEarlyBytes else { return }
      earlyCount += bytes.count
      early.append((bytes, arrival))
      return
    }
    try told { () throws(RecordingError) in try writer.append(raw: bytes, arrivalNanoseconds: Int64(arrival)) }
  }

  func take(_ sourced: SourcedBlock) throws(CommandFailure) {
    guard let writer else { return }
    if start == nil { start = sourced.block.start }
    try told { () throws(RecordingError) in try writer.append(sourced.block) }
  }

  func take(_ finding: Finding, rate: SampleRate) throws(CommandFailure) {
    guard let writer else { return }
    let json = String(decoding: try JSONText.line(FindingJSON(finding, rate: rate)).dropLast(), as: UTF8.self)
    try told { () throws(RecordingError) in
      try writer.note("finding.\(finding.kind.rawValue)", json: json, at: finding.onset)
    }
  }

  func mark(_ text: String, at sample: Int) throws(CommandFailure) {
    guard let writer else { return }
    try told { () throws(RecordingError) in try writer.mark(text, at: sample) }
  }

  func flushIfDue(now: UInt64) throws(CommandFailure) {
    guard let writer else { return }
    try told { () throws(RecordingError) in try writer.flushIfDue(nowNanoseconds: Int64(now)) }
  }

  /// Ends the recording in order. A file in which nothing came to stand is taken away again.
  func close(reason: String) throws(CommandFailure) {
    guard let writer else {
      unlink(path)
      return
    }
    self.writer = nil
    try told { () throws(RecordingError) in try writer.close(reason: reason) }
  }

  private func told(_ step: () throws(RecordingError) -> Void) throws(CommandFailure) {
    do throws(RecordingError) {
      try step()
    } catch {
      writer = nil
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
