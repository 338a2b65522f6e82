package import ECGCore

/// Writes the native capture: what comes is gathered, and each second one block with all of it is written and synced.
///
/// A call may wait for the disk: use the writer away from the thread that reads the port. After an error nothing more is
/// written and further calls do nothing: the error is told once, and what the file holds stays good.
package final class CaptureWriter {
  /// Seconds between two syncs: what a cut may cost.
  package static let syncSeconds = 1.0
  /// Blocks between two repetitions of facts and scale, so that a damaged beginning does not cost the rest.
  static let repetition = 60
  static let pendingRawLimit = 65_536
  static let pendingSampleLimit = 16_384

  package var path: String { file.path }
  /// Bytes safely in the file.
  package var length: Int { file.length }
  package private(set) var hasFailed = false

  private let file: CaptureFile
  private var facts: CaptureFacts
  private var scale: CountScale?
  private var payload: [UInt8] = []
  private var ordinal: UInt32 = 0
  private var lastFlush: Int64?
  private var isClosed = false

  private var samples = SampleBlock(start: 0, millivolts: [])
  /// Grid index just past the newest sample.
  private var end = 0
  private var rawBytes: [UInt8] = []
  private var rawLengths: [Int64] = []
  private var rawArrivals: [Int64] = []

  /// Creates the file, locks it and writes what is known. An existing file that holds something is refused.
  package init(path: String, facts: CaptureFacts, scale: CountScale?) throws(RecordingError) {
    self.facts = facts
    self.scale = scale
    file = try CaptureFile(creating: path)
    try file.append(CaptureFormat.header())
    putFacts()
    try flush()
  }

  /// Samples of the session's grid. They come back bit for bit: as converter counts where the scale gives exactly these
  /// values, else as they are.
  package func append(_ block: SampleBlock) throws(RecordingError) {
    guard isOpen, block.count > 0 else { return }
    if samples.count > 0, samples.end != block.start { putSamples() }
    if samples.count == 0 { samples.start = block.start }
    if !block.flags.isEmpty || !samples.flags.isEmpty {
      samples.flags += Array(repeating: [], count: samples.count - samples.flags.count)
      samples.flags += block.flags.isEmpty ? Array(repeating: [], count: block.count) : block.flags
    }
    samples.millivolts += block.millivolts
    end = block.end
    if samples.count >= Self.pendingSampleLimit { try flush() }
  }

  /// Bytes as the port gave them; the stamp is kept to the microsecond.
  package func append(raw bytes: [UInt8], arrivalNanoseconds: Int64) throws(RecordingError) {
    guard isOpen, !bytes.isEmpty else { return }
    // Larger reads than a block may hold go in as several.
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.pendingRawLimit)
      rest = rest.dropFirst(part.count)
      rawBytes += part
      rawLengths.append(Int64(part.count))
      rawArrivals.append(arrivalNanoseconds / 1000)
      if rawBytes.count >= Self.pendingRawLimit { try flush() }
    }
  }

  /// A person's mark at a sample.
  package func mark(_ text: String, at sample: Int) throws(RecordingError) {
    try put(.mark, CaptureItemEncoder.mark(sample, [String(text.prefix(4096))]))
  }

  /// A finding or another remark: `name` says what, `json` all of it.
  package func note(_ name: String, json: String, at sample: Int) throws(RecordingError) {
    try put(.note, CaptureItemEncoder.mark(sample, [String(name.prefix(256)), String(json.prefix(65_536))]))
  }

  package func settings(_ settings: [String: String]) throws(RecordingError) {
    try put(.settings, CaptureItemEncoder.pairs(settings))
  }

  /// What became known of the device since the beginning. The rate stays: another rate is another recording.
  package func device(_ device: [String: String], scale: CountScale?) throws(RecordingError) {
    guard isOpen else { return }
    putSamples()
    facts.device = device
    self.scale = scale
    putFacts()
  }

  /// Writes and syncs where a second has passed since it was last done. `now` is any clock that only rises.
  package func flushIfDue(nowNanoseconds now: Int64) throws(RecordingError) {
    guard let last = lastFlush else {
      lastFlush = now
      return
    }
    guard now - last >= Int64(Self.syncSeconds * 1e9) else { return }
    lastFlush = now
    try flush()
  }

  /// Writes and syncs all that is pending.
  package func flush() throws(RecordingError) {
    guard isOpen else { return }
    putSamples()
    putRaw()
    guard !payload.isEmpty else { return }
    let block = CaptureFormat.block(payload: payload, ordinal: ordinal, sample: end)
    payload.removeAll(keepingCapacity: true)
    do {
      try file.append(block)
      try file.sync()
    } catch {
      hasFailed = true
      throw error
    }
    ordinal &+= 1
    if Int(ordinal) % Self.repetition == 0 { putFacts() }
  }

  /// Ends the recording in order; without this call a reader says that it was cut.
  package func close(reason: String = "closed") throws(RecordingError) {
    guard isOpen else { return }
    putSamples()
    putRaw()
    CaptureItemEncoder.append(.end, CaptureItemEncoder.end(reason), to: &payload)
    try flush()
    isClosed = true
  }

  private var isOpen: Bool { !hasFailed && !isClosed }

  private func put(_ kind: CaptureFormat.ItemKind, _ content: [UInt8]) throws(RecordingError) {
    guard isOpen else { return }
    CaptureItemEncoder.append(kind, content, to: &payload)
    if payload.count >= Self.pendingRawLimit { try flush() }
  }

  private func putFacts() {
    CaptureItemEncoder.append(.facts, CaptureItemEncoder.pairs(facts.pairs), to: &payload)
    if let scale { CaptureItemEncoder.append(.scale, CaptureItemEncoder.scale(scale), to: &payload) }
  }

  private func putSamples() {
    guard samples.count > 0 else { return }
    let (kind, content) = CaptureItemEncoder.samples(samples, scale: scale)
    CaptureItemEncoder.append(kind, content, to: &payload)
    samples.millivolts.removeAll(keepingCapacity: true)
    samples.flags.removeAll(keepingCapacity: true)
  }

  private func putRaw() {
    guard !rawLengths.isEmpty else { return }
    let content = CaptureItemEncoder.raw(rawBytes, lengths: rawLengths, arrivals: rawArrivals)
    CaptureItemEncoder.append(.raw, content, to: &payload)
    rawBytes.removeAll(keepingCapacity: true)
    rawLengths.removeAll(keepingCapacity: true)
    rawArrivals.removeAll(keepingCapacity: true)
  }
}
