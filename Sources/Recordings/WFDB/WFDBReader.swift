import ECGCore

/// One lead of a WFDB record, read front to back.
package struct WFDBReader: RecordingReader {
  package private(set) var facts: RecordingFacts
  package let header: WFDBHeader
  /// Index of the lead among the header's signals.
  package let signalIndex: Int

  private var source: WFDBFrameReader
  private let scale: WFDBScale
  private let statedInitial: Int?
  private let statedChecksum: Int?
  private let invalid: Int32?

  /// The lead's own samples of the frames last read, how many were given out, and their place in the recording.
  private var lead: [Int32] = []
  private var given = 0
  private var leadStart = 0
  private var sum: UInt16 = 0
  private var isVerified = false

  /// `path` names the record, its `.hea`, or one of its signal files.
  package init(path: String, options: ReadingOptions = ReadingOptions()) throws(RecordingError) {
    let headerPath = Self.headerPath(for: path)
    let headerBytes = try Self.headerBytes(headerPath, asked: path)
    header = try WFDBHeader.parse(headerBytes, path: headerPath)
    signalIndex = try WFDBLeadChoice.index(in: header, lead: options.lead, path: headerPath)
    let signal = header.signals[signalIndex]
    scale = try WFDBScale(signal, path: headerPath)
    source = WFDBFrameReader(
      try Self.signalFile(signal, headerPath: headerPath),
      try WFDBFrameLayout(header, signalIndex: signalIndex, path: headerPath))
    statedInitial = signal.initialValue
    statedChecksum = signal.checksum
    invalid = signal.format.invalid

    let hertz = header.framesPerSecond * Double(signal.samplesPerFrame)
    guard let rate = SampleRate(hertz: options.rateHertz ?? hertz) else {
      throw RecordingError(
        .malformed, place: "\(headerPath), line 1",
        what: "a rate of \(DecimalText.short(hertz, decimals: 6)) Hz is outside 50 to 10,000 Hz",
        remedy: "Correct the header, or state the rate with --rate.")
    }
    let reason = header.rateIsStated ? "stated in the header" : "WFDB's default, the header states none"
    facts = RecordingFacts(
      path: path, format: "WFDB (format \(signal.format.rawValue))", rate: rate,
      rateReason: options.rateHertz == nil ? reason : "--rate", lead: WFDBLeadChoice.name(signal, at: signalIndex),
      unitsReason: scale.reason, declaredSamples: nil, remarks: [])
    facts.startTimeOfDay = header.startTime.flatMap(TimeOfDay.seconds(of:))
    try measure(signal, options, headerPath)
  }

  private mutating func measure(
    _ signal: WFDBSignal, _ options: ReadingOptions, _ headerPath: String
  ) throws(RecordingError) {
    let (file, held) = (source.file, source.framesHeld)
    if let declared = header.frames {
      guard held >= declared else {
        throw RecordingError(
          .truncated, place: "\(file.path), byte \(file.size)",
          what: "the file ends after \(held) of the \(declared) samples that \(headerPath) announces",
          remedy: "Copy the record again, or write \(held) as the number of samples in line 1 of the header.")
      }
      if held > declared {
        facts.remarks.append(
          "\(DecimalText.grouped(held - declared)) samples beyond the \(DecimalText.grouped(declared)) announced are not read"
        )
      }
      frames = declared
    } else {
      frames = held
    }
    guard frames > signal.skew else {
      throw RecordingError(.empty, place: file.path, what: "holds no samples", remedy: "Copy the record again.")
    }
    facts.declaredSamples = (frames - signal.skew) * signal.samplesPerFrame
    if signal.skew > 0 { facts.remarks.append("a skew of \(signal.skew) samples is taken out, as the header states") }
    if options.units != nil { facts.remarks.append("--units is not needed: the header states the units") }
    pendingSkew = signal.skew * signal.samplesPerFrame
  }

  package var readShare: Double { Double(source.frame) / Double(max(frames, 1)) }

  private var frames = 0
  private var pendingSkew = 0

  package mutating func next() throws(RecordingError) -> SourcedBlock? {
    while true {
      while given < lead.count {
        let first = given
        if lead[first] == invalid {
          given += 1
          continue
        }
        while given < lead.count, lead[given] != invalid { given += 1 }
        let scale = scale
        let start = leadStart + first
        let block = SampleBlock(start: start, millivolts: lead[first..<given].map { scale.millivolts($0) })
        return SourcedBlock(block: block, sourceStart: start)
      }
      guard source.frame < frames else {
        verify()
        return nil
      }
      try readFrames()
    }
  }

  private mutating func readFrames() throws(RecordingError) {
    leadStart += lead.count
    given = 0
    lead.removeAll(keepingCapacity: true)
    let isFirst = source.frame == 0
    let count = min(source.layout.framesPerRead, frames - source.frame)
    try source.read(count)
    source.layout.pick(from: source.values, frames: count, into: &lead)
    for value in lead { sum &+= UInt16(truncatingIfNeeded: value) }
    if isFirst, let stated = statedInitial, let first = lead.first, source.layout.format != .difference8,
      Int(first) != stated
    {
      facts.remarks.append("the first sample is \(first), the header says \(stated)")
    }
    if pendingSkew > 0 {
      let dropped = min(pendingSkew, lead.count)
      lead.removeFirst(dropped)
      pendingSkew -= dropped
    }
  }

  /// A checksum of 0 is what tools write that compute none.
  private mutating func verify() {
    guard !isVerified else { return }
    isVerified = true
    guard let stated = statedChecksum, stated != 0, header.frames != nil else { return }
    let computed = Int(Int16(bitPattern: sum))
    if UInt16(truncatingIfNeeded: stated) == sum {
      facts.remarks.append("checksum verified")
    } else {
      facts.remarks.append(
        "the checksum does not match (header \(stated), samples \(computed)): the record may be damaged")
    }
  }
}
