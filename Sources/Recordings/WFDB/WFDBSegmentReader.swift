/// All signals of a record of several segments, as if it were one: where nothing was recorded the grid jumps, and a signal
/// that a segment lacks has no samples there.
package struct WFDBSegmentReader: SignalReader {
  package private(set) var facts: SignalFacts
  let master: WFDBMasterHeader
  private let headerPath: String
  private var segment = 0
  private var begin = 0
  private var source = 0
  private var open: WFDBSignalReader?
  /// For each channel the signal of the open segment, and how its counts become the channel's.
  private var mapping: [Source?] = []
  private var annotations: [WFDBAnnotation]
  private var given = 0
  private let total: Int
  private var hasRescaled = false

  private struct Source {
    var signal: Int
    /// `nil`: the counts are the channel's own.
    var from: DigitalScale?
  }

  package init(path: String, master: WFDBMasterHeader, readsAnnotations: Bool = true) throws(RecordingError) {
    self.master = master
    headerPath = WFDBReader.headerPath(for: path)
    total = master.segments.reduce(0) { $0 + $1.frames }
    for (index, segment) in master.segments.enumerated() where segment.name != nil {
      _ = try Self.header(of: master.segments[index], headerPath)
    }
    facts = SignalFacts(
      path: path, format: "WFDB", framesPerSecond: master.record.framesPerSecond,
      channels: try Self.channels(master, headerPath), start: WFDBDate.start(master.record),
      comments: master.record.comments, remarks: [])
    annotations = readsAnnotations ? try WFDBAnnotationFile.beside(headerPath) ?? [] : []
  }

  package var readShare: Double {
    Double(begin) / Double(max(1, total))
      + (open.map { $0.readShare * Double(master.segments[segment].frames) / Double(max(1, total)) } ?? 0)
  }

  package mutating func next() throws(RecordingError) -> SignalItem? {
    if given < annotations.count {
      defer { given += 1 }
      return .annotation(
        SignalAnnotation(annotations[given], framesPerSecond: master.record.framesPerSecond))
    }
    while segment < master.segments.count {
      let part = master.segments[segment]
      if part.name == nil {
        begin += part.frames
        segment += 1
        continue
      }
      if open == nil { try enter(part) }
      if let block = try open?.nextBlock() { return .block(placed(block)) }
      for remark in open?.facts.remarks ?? [] { facts.remarks.append("segment \(part.name ?? ""): \(remark)") }
      open = nil
      begin += part.frames
      source += part.frames
      segment += 1
    }
    if hasRescaled {
      hasRescaled = false
      facts.remarks.append("segments differ in their gains: their values are brought to those of the first")
    }
    return nil
  }

  private mutating func placed(_ block: SignalBlock) -> SignalBlock {
    var channels: [SignalValues] = []
    for (index, channel) in facts.channels.enumerated() {
      guard let from = mapping[index], case .counts(let counts) = block.channels[from.signal] else {
        channels.append(
          .counts(Array(repeating: SignalValues.missing, count: block.frames * channel.samplesPerFrame)))
        continue
      }
      guard let scale = from.from, let own = channel.scale else {
        channels.append(.counts(counts))
        continue
      }
      channels.append(
        .counts(
          counts.map { count in
            guard count != SignalValues.missing else { return count }
            let moved = own.count(scale.physical(count)).rounded()
            return Int32(min(max(moved, -2_147_483_647), 2_147_483_647))
          }))
    }
    return SignalBlock(
      start: begin + block.start, source: source + block.source, frames: block.frames, channels: channels)
  }

  private mutating func enter(_ part: WFDBMasterHeader.Segment) throws(RecordingError) {
    let place = "\(headerPath), line \(part.line)"
    let reader = try WFDBSignalReader(path: Self.path(of: part, headerPath), readsAnnotations: false)
    guard reader.frameCount == part.frames else {
      throw RecordingError(
        .malformed, place: place,
        what: "segment \(part.name ?? "") is said to have \(part.frames) samples, its header says \(reader.frameCount)",
        remedy: "Correct the header or copy the record again.")
    }
    guard reader.header.framesPerSecond == master.record.framesPerSecond || !reader.header.rateIsStated else {
      throw RecordingError(
        .malformed, place: place,
        what:
          "segment \(part.name ?? "") has \(DecimalText.short(reader.header.framesPerSecond, decimals: 6)) samples a second, "
          + "the record \(DecimalText.short(master.record.framesPerSecond, decimals: 6))",
        remedy: "Convert the segments one by one.")
    }
    mapping = []
    for (index, channel) in facts.channels.enumerated() {
      let signals = reader.facts.channels
      // Fixed layout: by place. Variable: by name.
      let found =
        master.layout == nil
        ? (signals.indices.contains(index) ? index : nil) : signals.firstIndex { $0.name == channel.name }
      guard let signal = found else {
        mapping.append(nil)
        continue
      }
      let its = signals[signal]
      guard its.samplesPerFrame == channel.samplesPerFrame, its.units == channel.units else {
        throw RecordingError(
          .malformed, place: place,
          what: "\(channel.name) has other units or another rate in segment \(part.name ?? "")",
          remedy: "Convert the segments one by one.")
      }
      let differs = its.scale != channel.scale
      hasRescaled = hasRescaled || differs
      mapping.append(Source(signal: signal, from: differs ? its.scale : nil))
    }
    open = reader
  }

  private static func path(of part: WFDBMasterHeader.Segment, _ headerPath: String) -> String {
    RecordingPath.folder(of: headerPath) + (part.name ?? "")
  }

  private static func header(of part: WFDBMasterHeader.Segment, _ headerPath: String) throws(RecordingError)
    -> FileBytes
  {
    let path = path(of: part, headerPath) + ".hea"
    do {
      return try FileBytes(path: path)
    } catch  where error.kind == .notFound {
      throw RecordingError(
        .notFound, place: path, what: "the segment named in \(headerPath), line \(part.line), is missing",
        remedy: "Put it beside the header.")
    }
  }

  /// Of the layout, or of the first segment; a layout's gains yield to those of the segment that first has the signal.
  private static func channels(
    _ master: WFDBMasterHeader, _ headerPath: String
  ) throws(RecordingError) -> [SignalChannel] {
    let folder = RecordingPath.folder(of: headerPath)
    func channels(_ name: String, isLayout: Bool) throws(RecordingError) -> [SignalChannel] {
      let path = folder + name + ".hea"
      let bytes = try FileBytes(path: path).contents(limit: WFDBHeader.headerByteLimit)
      let header = try WFDBHeader.parse(bytes, path: path, isLayout: isLayout)
      return try header.signals.enumerated().map { (index, signal) throws(RecordingError) in
        try WFDBSignalGroup.channel(signal, at: index, headerPath: path)
      }
    }
    guard let layout = master.layout else {
      return try channels(master.segments.first { $0.name != nil }?.name ?? "", isLayout: false)
    }
    var all: [SignalChannel]
    do {
      all = try channels(layout, isLayout: true)
    } catch  where error.kind == .notFound {
      throw RecordingError(
        .notFound, place: folder + layout + ".hea", what: "the layout named in \(headerPath) is missing",
        remedy: "Put it beside the header.")
    }
    var wanting = Set(all.indices)
    for name in master.segments.compactMap(\.name) where !wanting.isEmpty {
      for channel in try channels(name, isLayout: false) {
        guard let index = wanting.first(where: { all[$0].name == channel.name }) else { continue }
        all[index] = channel
        wanting.remove(index)
      }
    }
    return all
  }
}
