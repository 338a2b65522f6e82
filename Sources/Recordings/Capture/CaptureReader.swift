import ECGCore

/// The native capture, read to its last good block; what was lost on the way is told.
package struct CaptureReader: RecordingReader {
  package private(set) var facts: RecordingFacts
  /// What the session stated of itself.
  package let captureFacts: CaptureFacts

  private var items: CaptureItemReader
  private var source = 0
  private var end = Int.min
  private var isConcluded = false
  /// How often the board was away while this was recorded.
  private var interruptions = 0

  package init(path: String, options: ReadingOptions = ReadingOptions()) throws(RecordingError) {
    var probe = try CaptureItemReader(path: path, scale: nil, skipsRaw: true)
    var found: CaptureFacts?
    var scale: CountScale?
    search: while let item = try probe.next() {
      switch item {
      case .facts(let stated): found = found ?? stated
      case .scale(let stated): scale = scale ?? stated
      case .samples where found != nil: break search
      default: break
      }
    }
    guard let captured = found else {
      throw RecordingError(
        probe.blocks == 0 ? .truncated : .malformed, place: path,
        what: probe.blocks == 0
          ? "the recording ends before its first whole block" : "no block that states the sampling rate is whole",
        remedy: "Nothing of it can be used.")
    }
    captureFacts = captured
    items = try CaptureItemReader(path: path, scale: scale, skipsRaw: true)
    let rate = options.rateHertz.flatMap { SampleRate(hertz: $0) } ?? captured.rate
    facts = RecordingFacts(
      path: path, format: "VitalSync capture", rate: rate,
      rateReason: options.rateHertz == nil ? captured.rateReason : "--rate", lead: "ECG",
      unitsReason: scale.map(Self.words) ?? "mV as recorded", declaredSamples: nil, remarks: [])
    facts.startedUnixNanoseconds = captured.startedUnixNanoseconds
    facts.startTimeOfDay = captured.startedUnixNanoseconds.flatMap(TimeOfDay.local(unixNanoseconds:))
  }

  package var readShare: Double { items.share }

  package mutating func next() throws(RecordingError) -> SourcedBlock? {
    while let item = try items.next() {
      if case .note(_, CaptureNote.linkInterrupted, _) = item { interruptions += 1 }
      guard case .samples(var block) = item else { continue }
      // A block read twice over, or from before, is not time going back: only what is new in it counts.
      if block.start < end {
        let known = min(block.count, end - block.start)
        block = SampleBlock(
          start: block.start + known, millivolts: Array(block.millivolts.dropFirst(known)),
          flags: Array(block.flags.dropFirst(known)))
      }
      guard block.count > 0 else { continue }
      end = block.end
      defer { source += block.count }
      return SourcedBlock(block: block, sourceStart: source)
    }
    conclude()
    return nil
  }

  /// Tells, once, how the recording ended and what of it was damaged.
  private mutating func conclude() {
    guard !isConcluded else { return }
    isConcluded = true
    if let first = items.firstDamage, first < items.tail {
      facts.remarks.append("damaged from byte \(first) on: \(items.lostBlocks) blocks (about as many seconds) are lost")
    }
    if interruptions > 0 {
      facts.remarks.append(
        "the board was unplugged \(interruptions == 1 ? "once" : "\(interruptions) times"); each time is a gap")
    }
    if items.ending == nil {
      facts.remarks.append("the recording was cut: it ends without being closed, at its last whole block")
    }
  }

  private static func words(_ scale: CountScale) -> String {
    "\(scale.isAssumed ? "assumed" : "stated") \(scale.bits)-bit counts at gain \(DecimalText.short(scale.gain, decimals: 3)), "
      + "\(DecimalText.short(scale.referenceMillivolts, decimals: 1)) mV full scale, "
      + "middle \(DecimalText.short(scale.midScale, decimals: 1))"
  }
}

/// Everything in a capture, in the order in which it was written: also the raw bytes, marks and notes.
package struct CaptureItemReader {
  /// Blocks read whole, and those whose ordinals are missing between them.
  package private(set) var blocks = 0
  package private(set) var lostBlocks = 0
  /// Why the recording was closed; `nil` before its end is read, or where it was cut.
  package private(set) var ending: String?
  /// Byte of the file just past the newest whole block.
  private(set) var tail = CaptureFormat.headerLength
  var share: Double { scanner.share }
  var firstDamage: Int? { scanner.firstSkipped }

  private var scanner: CaptureBlockScanner
  private var decoder: CaptureItemDecoder
  private var queue: [CaptureItem] = []
  private var place = 0
  private var lastOrdinal: UInt32?

  package init(path: String) throws(RecordingError) {
    try self.init(path: path, scale: nil, skipsRaw: false)
  }

  /// `scale` holds until one is read: it stands in for the first one where that is damaged.
  init(path: String, scale: CountScale?, skipsRaw: Bool) throws(RecordingError) {
    decoder = CaptureItemDecoder(scale: scale, skipsRaw: skipsRaw)
    let file = try FileBytes(path: path)
    var head: [UInt8] = []
    let count = try file.read(at: 0, count: CaptureFormat.headerLength, into: &head)
    guard CaptureFormat.isCapture(head[..<count]) else {
      throw RecordingError(
        .unknownFormat, place: path, what: "is no VitalSync capture", remedy: "Check that this is the file you meant.")
    }
    guard count == CaptureFormat.headerLength else {
      throw RecordingError(
        .truncated, place: path, what: "the recording ends inside its heading", remedy: "Nothing of it can be used.")
    }
    // A damaged version says nothing: the blocks have checksums of their own.
    if CRC32C.of(head[..<12]) == head.little(at: 12, as: UInt32.self),
      head.little(at: 8, as: UInt16.self) != CaptureFormat.version
    {
      throw RecordingError(
        .unknownFormat, place: path,
        what: "is a capture of version \(head.little(at: 8, as: UInt16.self)), this program reads version 1",
        remedy: "Update vitalsync.")
    }
    scanner = CaptureBlockScanner(file)
  }

  package mutating func next() throws(RecordingError) -> CaptureItem? {
    while place == queue.count {
      guard let block = try scanner.next() else { return nil }
      blocks += 1
      tail = scanner.position
      if let last = lastOrdinal { lostBlocks += Int(block.ordinal &- last &- 1) }
      if lastOrdinal == nil { lostBlocks += Int(block.ordinal) }
      lastOrdinal = block.ordinal
      // An unreadable payload behind a right checksum comes from another program: passed over as damaged.
      queue = decoder.items(block.payload) ?? []
      place = 0
    }
    defer { place += 1 }
    if case .end(let reason) = queue[place] { ending = reason }
    return queue[place]
  }
}
