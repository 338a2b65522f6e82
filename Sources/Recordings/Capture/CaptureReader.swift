import ECGCore

/// The native capture, read to its last good block; what was lost on the way is told.
package struct CaptureReader: RecordingReader {
  package private(set) var facts: RecordingFacts
  /// What the session stated of itself.
  package let captureFacts: CaptureFacts
  /// The first scale stated, in force at the first samples.
  let scale: CountScale?

  private var items: CaptureItemReader
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
    self.scale = scale
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
      switch item {
      case .note(_, CaptureNote.linkInterrupted, _): interruptions += 1
      case .mark(let sample, let text): facts.marks.append(RecordingMark(sample: sample, text: text))
      default: break
      }
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
      // A capture's own count is its grid, lost samples counted, as it was the session's: a seek needs no count of what it skips.
      return SourcedBlock(block: block, sourceStart: block.start)
    }
    conclude()
    return nil
  }

  /// By bisection: the grid index in each block's heading (docs/recording.md).
  package mutating func seek(to sample: Int) throws(RecordingError) {
    items = try CaptureItemReader(path: facts.path, scale: scale, skipsRaw: true)
    try items.seek(to: sample)
    end = .min
    facts.marks = []
    interruptions = 0
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
