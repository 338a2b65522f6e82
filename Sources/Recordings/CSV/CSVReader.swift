import ECGCore

/// One signal of a table of samples, read row by row.
package struct CSVReader: RecordingReader {
  package private(set) var facts: RecordingFacts

  let plan: CSVPlan
  private var scanner: LineScanner
  private var cells: [Range<Int>] = []
  private var grid: StampGrid<Row>?
  private var firstStamp: Double?

  private var rows = 0
  private var badRows = 0
  private var firstBadLine = 0
  private var gaps = 0
  private var lostSamples = 0
  private var isFinished = false

  /// The block being filled, and the grid index and row that would continue it.
  private var block = SampleBlock(start: 0, millivolts: [])
  private var sourceStart = 0
  private var hasFlags = false
  private var nextIndex = 0
  private var lastValue: Float = 0

  static let blockLength = 4096
  /// What the column of annotations said since it was last asked, with the grid's samples.
  private var notes: [(sample: Int, text: String)] = []

  private struct Row {
    /// Ordinal among the rows of data.
    var number: Int
    /// `nil`: the row stands for a sample that has no value.
    var millivolts: Float?
    var flags: SampleFlags
    /// What is noted at it.
    var note = ""
  }

  package init(path: String, options: ReadingOptions = ReadingOptions()) throws(RecordingError) {
    let file = try FileBytes(path: path)
    guard file.size > 0 else {
      throw RecordingError(
        .empty, place: path, what: "the file is empty", remedy: "Record again, or choose another file.")
    }
    plan = try CSVPlan(path: path, file: file, options: options)
    facts = plan.facts
    scanner = LineScanner(file)
    grid = plan.isOwn ? nil : plan.pacing.map { StampGrid($0) }
  }

  package var readShare: Double { isFinished ? 1 : scanner.share }

  package mutating func next() throws(RecordingError) -> SourcedBlock? {
    while true {
      while let placed = takePlaced() {
        if let full = append(placed.item, gap: placed.gap) { return full }
      }
      if isFinished {
        conclude()
        return cut()
      }
      try readRow()
    }
  }

  mutating func takeNotes() -> [(sample: Int, text: String)] {
    defer { notes.removeAll() }
    return notes
  }

  private mutating func takePlaced() -> StampGrid<Row>.Placed? {
    if grid != nil { return grid?.pop(draining: isFinished) }
    defer { waiting = nil }
    return waiting.map { StampGrid.Placed(item: $0, gap: waitingGap) }
  }

  private var waiting: Row?
  private var waitingGap = 0
  /// Sample that the next row of a table of ours would have.
  private var nextOwn: Int?

  /// Reads the next row of data, or notes that there is none.
  private mutating func readRow() throws(RecordingError) {
    guard let line = try scanner.next() else {
      isFinished = true
      grid?.finish()
      return
    }
    guard scanner.number >= plan.layout.firstDataLine else { return }
    plan.layout.dialect.split(scanner.bytes, line, into: &cells)
    if cells.count <= 1, scanner.bytes[line].allSatisfy(DecimalText.isSpace) { return }
    if CSVLayout.isComment(scanner.bytes, line) { return }
    let signal = cell(plan.signal)
    var row = Row(number: rows, millivolts: nil, flags: [])
    var isBad = false
    switch signal {
    case .number(let value):
      row.millivolts = plan.scale.millivolts(value)
      if plan.scale.isAtRail(value) { row.flags.insert(.clipped) }
      isBad = row.millivolts == nil
    case .leadsOff:
      row.millivolts = lastValue
      row.flags = .leadsOff
    case .missing where cells.count > plan.signal: break
    case .instant, .missing, .text: isBad = true
    }
    if let value = row.millivolts { lastValue = value }
    if let column = plan.leadState, case .number(let state) = cell(column), (0...7).contains(state) {
      row.flags.formUnion(SampleFlags(rawValue: UInt8(state)))
    }
    if let column = plan.notes, column < cells.count, !cells[column].isEmpty {
      row.note = String(decoding: scanner.bytes[cells[column]], as: UTF8.self)
    }
    if isBad {
      if !scanner.isTerminated, rows > 0 {
        facts.remarks.append("the last line (\(scanner.number)) is cut off and not read")
        return
      }
      badRows += 1
      if badRows == 1 { firstBadLine = scanner.number }
    }
    rows += 1
    place(row, isBad: isBad)
  }

  private mutating func place(_ row: Row, isBad: Bool) {
    if plan.isOwn {
      number(row)
      return
    }
    guard let time = plan.time, grid != nil else {
      waiting = row
      return
    }
    guard let stamp = cell(time.index).value, abs(stamp) < 1e300 else {
      // Without stamp or value there is nothing to place; a value without stamp follows its neighbour.
      if !isBad { grid?.push(row, stamp: lastStamp + (plan.pacing?.period ?? 0)) }
      return
    }
    if isBad { return }
    let first = firstStamp ?? stamp
    firstStamp = first
    // Arduino's millis() and micros() begin anew behind 32 bits.
    if time.secondsPerUnit.map({ $0 < 1 }) ?? false, lastRaw - stamp > 0.999 * Self.wrap, lastRaw < Self.wrap {
      wrapped += Self.wrap
    }
    lastRaw = stamp
    lastStamp = (stamp + wrapped - first) * (time.secondsPerUnit ?? 1 / facts.rate.hertz)
    grid?.push(row, stamp: lastStamp)
  }

  /// Sample numbers are exact: a step is a hole, and one back is no sample's.
  private mutating func number(_ row: Row) {
    waiting = row
    waitingGap = 0
    guard let stamp = cell(0).value, abs(stamp) < 1e15 else { return }
    let expected = nextOwn ?? Int(stamp)
    waitingGap = max(0, Int(stamp) - expected)
    nextOwn = max(expected, Int(stamp)) + 1
  }

  private var lastStamp = 0.0
  /// The newest stamp as it stands there, and what was added to it since the first.
  private var lastRaw = -Double.infinity
  private var wrapped = 0.0
  private static let wrap = 0x1p32

  private func cell(_ index: Int) -> CSVCell {
    index < cells.count ? CSVCell.parse(scanner.bytes, cells[index], plan.layout.dialect) : .missing
  }

  /// Puts a row into the block; gives the block out where it is full or the row does not continue it.
  private mutating func append(_ row: Row, gap: Int) -> SourcedBlock? {
    nextIndex += gap
    if gap > 0 {
      gaps += 1
      lostSamples += gap
    }
    let index = nextIndex
    nextIndex += 1
    if !row.note.isEmpty { notes.append((index, row.note)) }
    guard let value = row.millivolts else { return nil }
    let continues = index == block.end && row.number == sourceStart + block.count
    let full = continues && block.count < Self.blockLength ? nil : cut()
    if block.count == 0 {
      block.start = index
      sourceStart = row.number
    }
    block.millivolts.append(value)
    block.flags.append(row.flags)
    if !row.flags.isEmpty { hasFlags = true }
    return full
  }

  private mutating func cut() -> SourcedBlock? {
    guard block.count > 0 else { return nil }
    if !hasFlags { block.flags.removeAll(keepingCapacity: true) }
    let done = SourcedBlock(block: block, sourceStart: sourceStart)
    block = SampleBlock(start: 0, millivolts: [])
    block.millivolts.reserveCapacity(Self.blockLength)
    block.flags.reserveCapacity(Self.blockLength)
    hasFlags = false
    return done
  }

  /// Tells what was mended, once.
  private mutating func conclude() {
    guard !isConcluded else { return }
    isConcluded = true
    if rows == badRows {
      facts.remarks.append("no row holds a number")
    } else if badRows > 0 {
      facts.remarks.append(
        "\(DecimalText.grouped(badRows)) row\(badRows == 1 ? "" : "s") without a number left out (first: line \(firstBadLine))"
      )
    }
    if gaps > 0 {
      facts.remarks.append(
        "\(DecimalText.grouped(gaps)) gap\(gaps == 1 ? "" : "s") in the time stamps, "
          + "\(DecimalText.short(facts.rate.seconds(Double(lostSamples)), decimals: 2)) s lost in all")
    }
    guard let grid, let time = plan.time, time.secondsPerUnit != nil else { return }
    if grid.backwardSteps > 0, let row = grid.firstBackwardRow {
      facts.remarks.append(
        "\(DecimalText.grouped(grid.backwardSteps)) time stamp\(grid.backwardSteps == 1 ? "" : "s") "
          + "step\(grid.backwardSteps == 1 ? "s" : "") back (first: row \(DecimalText.grouped(row + 1))); "
          + "the rows are taken in their order")
    }
    if grid.setBacks > 0 {
      facts.remarks.append(
        "the clock was set back, or forward again, \(grid.setBacks) time\(grid.setBacks == 1 ? "" : "s"): how long it was in truth is "
          + "not known, nothing is joined across, and a gap of one sample stands there")
    }
    if grid.clockSets > 0 {
      facts.remarks.append(
        "the clock was set by more than a day \(grid.clockSets) times: a gap of a second stands there")
    }
  }

  private var isConcluded = false
}
