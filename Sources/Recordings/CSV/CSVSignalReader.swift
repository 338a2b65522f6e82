import ECGCore

/// All columns of a table that are signals by their names, read side by side.
package struct CSVSignalReader: SignalReader {
  package private(set) var facts: SignalFacts
  private var readers: [CSVReader] = []
  /// Of each column the block that is being used.
  private var heads: [SourcedBlock?] = []
  private var queue: [SignalItem] = []
  private var given = 0
  private var end = 0

  /// `options.column` or `.lead` chooses one column.
  package init(path: String, options: ReadingOptions = ReadingOptions()) throws(RecordingError) {
    let first = try CSVReader(path: path, options: options)
    let plan = first.plan
    readers = [first]
    if options.column == nil, options.lead == nil, plan.voltages.count > 1 {
      readers = []
      for column in plan.voltages {
        var its = options
        its.column = "\(column + 1)"
        readers.append(try CSVReader(path: path, options: its))
      }
    }
    let channels = readers.map { reader in
      let scale = reader.plan.scale
      return SignalChannel(
        name: Self.name(reader.plan, reader.facts), units: "mV",
        scale: DigitalScale(gain: 1 / scale.millivoltsPerUnit, baseline: scale.offset))
    }
    facts = SignalFacts(
      path: path, format: first.facts.format, framesPerSecond: first.facts.rate.hertz, channels: channels,
      start: first.facts.startTimeOfDay.map { StartMoment(day: first.facts.startDay, secondsOfDay: $0) },
      remarks: first.facts.remarks.filter { channels.count == 1 || !$0.contains("is taken for the ECG") })
    if first.facts.unitsReason.contains("assumed") { facts.remarks.append("values: \(first.facts.unitsReason)") }
    for index in readers.indices { heads.append(try readers[index].next()) }
  }

  /// Without the unit that stands at its end: `MLII_mV` is the lead MLII.
  private static func name(_ plan: CSVPlan, _ facts: RecordingFacts) -> String {
    let name = plan.columns[plan.signal]
    guard name.namesVoltage, let end = name.text.lastIndex(where: { "_ ([".contains($0) }), end > name.text.startIndex,
      CSVColumnName.unit(of: String(name.text[end...].filter { $0.isLetter })) == name.unit
    else { return facts.lead }
    return String(name.text[..<end])
  }

  package var readShare: Double { readers.map(\.readShare).min() ?? 1 }

  package mutating func next() throws(RecordingError) -> SignalItem? {
    while given == queue.count {
      queue.removeAll(keepingCapacity: true)
      given = 0
      for note in readers[0].takeNotes() {
        queue += CSVNotes.annotations(note.text, seconds: Double(note.sample) / facts.framesPerSecond).map {
          .annotation($0)
        }
      }
      if let block = try side() { queue.append(.block(block)) }
      guard !queue.isEmpty else {
        facts.remarks += (readers.first?.facts.remarks ?? []).filter { !facts.remarks.contains($0) }
        return nil
      }
    }
    defer { given += 1 }
    return queue[given]
  }

  /// The frames up to where any column's block ends or another's begins.
  private mutating func side() throws(RecordingError) -> SignalBlock? {
    guard let start = heads.compactMap({ $0?.block.start }).min() else { return nil }
    var stop = Int.max
    for head in heads.compactMap({ $0?.block }) { stop = min(stop, head.start > start ? head.start : head.end) }
    let count = stop - start
    var block = SignalBlock(start: start, source: 0, frames: count, channels: [])
    for index in heads.indices {
      guard let head = heads[index], head.block.start == start else {
        block.channels.append(.physical(Array(repeating: .nan, count: count)))
        continue
      }
      block.source = head.sourceStart
      block.channels.append(.physical(Array(head.block.millivolts.prefix(count))))
      if !head.block.flags.isEmpty { block.flags = Array(head.block.flags.prefix(count)) }
      heads[index] = count == head.block.count ? try readers[index].next() : Self.rest(head, after: count)
    }
    return block
  }

  private static func rest(_ head: SourcedBlock, after count: Int) -> SourcedBlock {
    SourcedBlock(
      block: SampleBlock(
        start: head.block.start + count, millivolts: Array(head.block.millivolts.dropFirst(count)),
        flags: Array(head.block.flags.dropFirst(count))),
      sourceStart: head.sourceStart + count)
  }
}
