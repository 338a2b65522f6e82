/// All signals of a record of one segment, as counts.
package struct WFDBSignalReader: SignalReader {
  package private(set) var facts: SignalFacts
  let header: WFDBHeader
  private var groups: [WFDBSignalGroup] = []
  /// Samples of each signal that wait for those of the others.
  private var pending: [[Int32]]
  private var nextFrame = 0
  private let frames: Int
  private var annotations: [WFDBAnnotation]
  private var given = 0
  private var isConcluded = false

  /// `path` names the record, its `.hea`, or one of its files. `readsAnnotations`: those in `.atr`, else `.qrs`, beside it.
  package init(path: String, readsAnnotations: Bool = true) throws(RecordingError) {
    let headerPath = WFDBReader.headerPath(for: path)
    let header = try WFDBHeader.parse(try WFDBReader.headerBytes(headerPath, asked: path), path: headerPath)
    self.header = header
    var index = 0
    var held: [Int] = []
    while index < header.signals.count {
      let group = try WFDBSignalGroup(header, first: index, headerPath: headerPath)
      held.append(group.framesHeld)
      index = group.signals.upperBound
      groups.append(group)
    }
    let least = held.min() ?? 0
    let skew = header.signals.map(\.skew).max() ?? 0
    var remarks: [String] = []
    if let declared = header.frames, least < declared, let short = groups.first(where: { $0.framesHeld < declared }) {
      throw RecordingError(
        .truncated, place: "\(short.path), byte \(short.size)",
        what: "the file ends after \(short.framesHeld) of the \(declared) samples that \(headerPath) announces",
        remedy: "Copy the record again, or write \(least) as the number of samples in line 1 of the header.")
    }
    frames = header.frames ?? least
    guard frames > skew else {
      throw RecordingError(
        .empty, place: groups.first?.path ?? headerPath, what: "holds no samples", remedy: "Copy the record again.")
    }
    if skew > 0 { remarks.append("a skew of up to \(skew) samples is taken out, as the header states") }
    pending = header.signals.map { _ in [] }
    let channels = try header.signals.enumerated().map { (index, signal) throws(RecordingError) in
      try WFDBSignalGroup.channel(signal, at: index, headerPath: headerPath)
    }
    facts = SignalFacts(
      path: path, format: "WFDB", framesPerSecond: header.framesPerSecond, channels: channels,
      start: WFDBDate.start(header), comments: header.comments, remarks: remarks)
    annotations = readsAnnotations ? try WFDBAnnotationFile.beside(headerPath) ?? [] : []
  }

  package var readShare: Double { Double(nextFrame) / Double(max(1, frames)) }
  var frameCount: Int { frames }

  package mutating func next() throws(RecordingError) -> SignalItem? {
    if given < annotations.count {
      let annotation = annotations[given]
      given += 1
      return .annotation(SignalAnnotation(annotation, framesPerSecond: header.framesPerSecond))
    }
    guard let block = try nextBlock() else { return nil }
    return .block(block)
  }

  mutating func nextBlock() throws(RecordingError) -> SignalBlock? {
    while nextFrame < frames {
      let ready = pending.indices.map { pending[$0].count / header.signals[$0].samplesPerFrame }.min() ?? 0
      if ready > 0 { return take(min(ready, frames - nextFrame)) }
      var hasRead = false
      // All go at the pace of the slowest, or the others' samples would gather in memory.
      let step = groups.map(\.framesPerRead).min() ?? 6
      for index in groups.indices {
        hasRead = try groups[index].read(step, upTo: frames, into: &pending) || hasRead
      }
      // What skew took from the end of a signal was not recorded.
      guard hasRead else {
        for index in pending.indices {
          let wanted = (frames - nextFrame) * header.signals[index].samplesPerFrame
          pending[index] += Array(repeating: SignalValues.missing, count: max(0, wanted - pending[index].count))
        }
        return take(min(4096, frames - nextFrame))
      }
    }
    conclude()
    return nil
  }

  private mutating func take(_ count: Int) -> SignalBlock {
    var channels: [SignalValues] = []
    for index in pending.indices {
      let samples = count * header.signals[index].samplesPerFrame
      channels.append(.counts(Array(pending[index].prefix(samples))))
      pending[index].removeFirst(samples)
    }
    defer { nextFrame += count }
    return SignalBlock(start: nextFrame, source: nextFrame, frames: count, channels: channels)
  }

  private mutating func conclude() {
    guard !isConcluded else { return }
    isConcluded = true
    guard header.frames != nil else { return }
    for group in groups { facts.remarks += group.checksumRemarks(header) }
  }
}

/// Signals that share a file.
struct WFDBSignalGroup {
  let signals: Range<Int>
  private var source: WFDBFrameReader
  private let invalid: Int32?
  private var sums: [UInt16]
  private let stated: [Int?]

  init(_ header: WFDBHeader, first: Int, headerPath: String) throws(RecordingError) {
    let signal = header.signals[first]
    var last = first
    while last + 1 < header.signals.count, header.signals[last + 1].file == signal.file { last += 1 }
    signals = first..<(last + 1)
    source = WFDBFrameReader(
      try WFDBReader.signalFile(signal, headerPath: headerPath),
      try WFDBFrameLayout(header, signalIndex: first, path: headerPath))
    invalid = signal.format.invalid
    sums = signals.map { _ in 0 }
    stated = header.signals[signals].map(\.checksum)
    toDrop = header.signals[signals].map { $0.skew * $0.samplesPerFrame }
  }

  private var toDrop: [Int]
  /// A multiple of six, so that every format's packs come whole.
  var framesPerRead: Int { source.layout.framesPerRead }
  var framesHeld: Int { source.framesHeld }
  var path: String { source.file.path }
  var size: Int { source.file.size }

  /// The next frames, each signal's samples behind those that wait; `false` at the end.
  mutating func read(_ step: Int, upTo end: Int, into pending: inout [[Int32]]) throws(RecordingError) -> Bool {
    let count = min(step, end - source.frame)
    guard count > 0 else { return false }
    try source.read(count)
    var place = 0
    for value in source.values {
      let signal = source.layout.signalOfPlace[place]
      place = place + 1 == source.layout.samplesPerFrame ? 0 : place + 1
      sums[signal] &+= UInt16(truncatingIfNeeded: value)
      if toDrop[signal] > 0 {
        toDrop[signal] -= 1
        continue
      }
      pending[signals.lowerBound + signal].append(value == invalid ? SignalValues.missing : value)
    }
    return true
  }

  /// A checksum of 0 is what tools write that compute none.
  func checksumRemarks(_ header: WFDBHeader) -> [String] {
    signals.indices.compactMap { index in
      let offset = index - signals.lowerBound
      guard let stated = stated[offset], stated != 0, UInt16(truncatingIfNeeded: stated) != sums[offset] else {
        return nil
      }
      let computed = Int16(bitPattern: sums[offset])
      return "the checksum of \(WFDBLeadChoice.name(header.signals[index], at: index)) does not match "
        + "(header \(stated), samples \(computed)): the record may be damaged"
    }
  }

  static func channel(_ signal: WFDBSignal, at index: Int, headerPath: String) throws(RecordingError) -> SignalChannel {
    guard let scale = DigitalScale(gain: signal.gain ?? WFDBSignal.defaultGain, baseline: Double(signal.baseline))
    else {
      throw RecordingError(
        .malformed, place: "\(headerPath), line \(signal.line)", what: "a gain of \(signal.gain ?? 0) is impossible",
        remedy: "Correct the header.")
    }
    return SignalChannel(
      name: WFDBLeadChoice.name(signal, at: index), units: signal.units, samplesPerFrame: signal.samplesPerFrame,
      scale: scale, bits: signal.bits > 0 ? signal.bits : nil)
  }
}
