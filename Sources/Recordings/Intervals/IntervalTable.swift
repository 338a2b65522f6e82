/// Intervals as text: one a line, or a column among others; with times or without.
///
/// Known so: one number a line in ms or s (Elite HRV, HRV4Training, Kubios, NeuroKit, PhysioNet's `ann2rr`); time and interval
/// (Kubios); `Phone timestamp;RR-interval [ms]` (Polar Sensor Logger); `date,rr,since start` (HRV Logger); `duration,offset` (Polar
/// Flow); `secs,R-R` and the like (GoldenCheetah). Lines that begin with `#` or `%` are passed over, as are lines of text before the
/// first number.
enum IntervalTable {
  private struct Rows {
    var dialect: CSVDialect
    /// Cells of the last line of text before the numbers.
    var names: [String] = []
    var values: [(line: Int, cells: [Double?], followsHole: Bool)] = []
    var columns: Int { values.first?.cells.count ?? 0 }
  }

  /// Stamps that go on so much further than their interval does mean that beats are missing, in seconds: straps tell their
  /// intervals once a second, several at a time, and radio may delay a message by another.
  private static let holeSeconds = 3.0
  /// A table of more columns is of something else, whatever one of them is called.
  private static let mostColumns = 6
  /// Share of rows that must agree where a column is known by what it does.
  private static let agreement = 0.9

  static func isOne(_ head: [UInt8], isCut: Bool) -> Bool {
    // A line that the head cuts says nothing.
    let whole = isCut ? Array(head[..<(head.lastIndex(of: 0x0A) ?? head.endIndex)]) : head
    guard let rows = rows(whole), rows.values.count >= 5 else { return false }
    let isSignal = rows.names.contains { name in ["ecg", "ekg", "lead", "mv", "adc"].contains { name.contains($0) } }
    if isSignal { return false }
    if rows.columns <= mostColumns, named(rows) != nil { return true }
    return rows.columns == 2 && isTimeAndInterval(rows, time: 0, interval: 1) != nil
  }

  static func read(_ bytes: [UInt8], path: String) throws(RecordingError) -> IntervalRecording {
    guard var rows = rows(bytes), !rows.values.isEmpty else {
      throw RecordingError(
        .malformed, place: path, what: "no line of it holds a number", remedy: "Expected is one interval a line.")
    }
    if column(rows) == nil {
      // `0,812` is two columns, or one number as half of the world writes it.
      let decimal = parse(bytes, CSVDialect(separator: .spaces, decimalPoint: UInt8(ascii: ",")))
      if decimal.columns == 1, decimal.values.allSatisfy({ $0.cells.count == 1 && $0.cells[0] != nil }) {
        rows = decimal
      }
    }
    guard let column = column(rows) else {
      throw RecordingError(
        .malformed, place: "\(path), line \(rows.values[0].line)",
        what: "which of its \(rows.columns) columns are intervals is not known",
        remedy: "Name that column RR in a heading line, or leave only it.")
    }
    let time = timeColumn(rows, interval: column)
    let kept = rows.values.compactMap { row in row.cells[safe: column]?.map { (row.line, $0) } }
    let name = rows.names.indices.contains(column) ? rows.names[column] : ""
    let sorted = kept.map(\.1).filter { $0 > 0 }.sorted()
    let median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    let stated = IntervalUnit(columnName: name)
    guard let unit = stated ?? IntervalUnit(median: median) else {
      throw RecordingError(
        .malformed, place: path,
        what:
          "its numbers are no intervals: their median of \(DecimalText.short(median, decimals: 2)) is no heart's, in ms or in s",
        remedy: "Check that this is the file you meant; heart rates are not intervals.")
    }
    var recording = IntervalRecording(
      path: path, format: "RR intervals (text)",
      unitsReason: stated == nil
        ? "taken for \(unit.words): their median is \(DecimalText.short(median, decimals: 3))"
        : "\(unit.words), as the column's name says",
      intervals: [])
    fill(&recording, rows, column: column, time: time, unit: unit)
    guard !recording.intervals.isEmpty else {
      throw RecordingError(
        .noSignal, place: "\(path), line \(rows.values[0].line)", what: "its column \(name) holds no interval above 0",
        remedy: "Check that this is the file you meant.")
    }
    return recording
  }

  private static func fill(
    _ recording: inout IntervalRecording, _ rows: Rows, column: Int, time: (column: Int, perSecond: Double)?,
    unit: IntervalUnit
  ) {
    var now = 0.0
    var former: Double?
    var isBroken = false
    var bad: [Int] = []
    var holes = 0
    for row in rows.values {
      guard let value = row.cells[safe: column] ?? nil, value > 0 else {
        bad.append(row.line)
        isBroken = true
        former = nil
        continue
      }
      let seconds = value / unit.perSecond
      let stamp = time.flatMap { time in (row.cells[safe: time.column] ?? nil).map { $0 / time.perSecond } }
      let missing = stamp.flatMap { stamp in former.map { stamp - $0 - seconds } } ?? 0
      if row.followsHole || missing > holeSeconds {
        now += max(0, missing)
        isBroken = true
        holes += 1
      }
      former = stamp ?? former
      now += seconds
      recording.intervals.append(
        .init(end: now, seconds: seconds, followsHole: isBroken && !recording.intervals.isEmpty))
      isBroken = false
    }
    if let first = bad.first {
      recording.remarks.append(
        "\(bad.count) \(bad.count == 1 ? "line holds" : "lines hold") no interval (line \(first) is the first): nothing is joined across"
      )
    }
    if holes > 0 {
      recording.remarks.append(
        "\(holes) \(holes == 1 ? "hole" : "holes") where beats are missing: nothing is joined across")
    }
  }

  // MARK: Which column is what

  private static func column(_ rows: Rows) -> Int? {
    if rows.columns == 1 { return 0 }
    if let named = named(rows) { return named }
    for interval in 0..<rows.columns {
      for time in 0..<rows.columns
      where time != interval && isTimeAndInterval(rows, time: time, interval: interval) != nil {
        return interval
      }
    }
    return nil
  }

  private static func named(_ rows: Rows) -> Int? {
    let found = rows.names.indices.filter { IntervalNames.isColumn(rows.names[$0]) && $0 < rows.columns }
    // `duration` is Polar Flow's word, and others' for other things.
    return found.first { !rows.names[$0].contains("duration") } ?? (rows.names.contains("offset") ? found.first : nil)
  }

  private static func timeColumn(_ rows: Rows, interval: Int) -> (column: Int, perSecond: Double)? {
    let lengths = rows.values.compactMap { $0.cells[safe: interval] ?? nil }
    guard !lengths.isEmpty else { return nil }
    let sum = lengths.dropFirst().reduce(0, +)
    let isMilliseconds = lengths.sorted()[lengths.count / 2] > 10
    for column in 0..<rows.columns where column != interval {
      let stamps = rows.values.compactMap { $0.cells[safe: column] ?? nil }
      guard stamps.count == rows.values.count, zip(stamps, stamps.dropFirst()).allSatisfy({ $0 <= $1 }),
        let first = stamps.first, let last = stamps.last, last > first
      else { continue }
      // How often the intervals' sum goes into the span says in what the stamps count; holes make it larger.
      let ratio = (last - first) / max(sum, .leastNonzeroMagnitude)
      for perSecond in [1.0, 1000] {
        let inSameUnit = ratio * (isMilliseconds ? 1000 : 1) / perSecond
        if (0.9...20).contains(inSameUnit) { return (column, perSecond) }
      }
    }
    return nil
  }

  /// Whether the second goes on by the first: the units per second of the time, or `nil`.
  private static func isTimeAndInterval(_ rows: Rows, time: Int, interval: Int) -> Double? {
    let pairs = rows.values.compactMap { row -> (Double, Double)? in
      guard let stamp = row.cells[safe: time] ?? nil, let length = row.cells[safe: interval] ?? nil, length > 0 else {
        return nil
      }
      return (stamp, length)
    }
    guard pairs.count >= 5 else { return nil }
    for factor in [1.0, 1000, 0.001] {
      // The stamp may be of the beat that ends the interval, or of the one that begins it.
      for offset in 0...1 {
        let agreeing = zip(pairs, pairs.dropFirst()).count { former, next in
          let step = (next.0 - former.0) * factor
          let length = offset == 0 ? next.1 : former.1
          return abs(step - length) <= 0.02 * length
        }
        if Double(agreeing) >= agreement * Double(pairs.count - 1) { return factor }
      }
    }
    return nil
  }

  // MARK: Lines

  /// In the dialect that gives the most numbers.
  private static func rows(_ bytes: [UInt8]) -> Rows? {
    let head = Array(bytes.prefix(4096))
    var best: (score: Int, dialect: CSVDialect)?
    for dialect in CSVDialect.candidates {
      let parsed = parse(head, dialect)
      let score = parsed.values.reduce(0) { $0 + $1.cells.count { $0 != nil } }
      if score > best?.score ?? 0 { best = (score, dialect) }
    }
    return best.map { parse(bytes, $0.dialect) }
  }

  private static func parse(_ bytes: [UInt8], _ dialect: CSVDialect) -> Rows {
    var rows = Rows(dialect: dialect)
    var cells: [Range<Int>] = []
    var line = 0
    var followsHole = false
    // A byte-order mark says that the text is UTF-8.
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while at < bytes.count {
      let end = bytes[at...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      let range = at..<end
      at = end + (end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A ? 2 : 1)
      line += 1
      guard let first = bytes[range].first(where: { !DecimalText.isSpace($0) }) else { continue }
      if first == UInt8(ascii: "#") || first == UInt8(ascii: "%") {
        followsHole = followsHole || bytes[range].elementsEqual(IntervalTextWriter.hole.utf8)
        continue
      }
      dialect.split(bytes, range, into: &cells)
      if cells.count > 1, cells.last?.isEmpty == true { cells.removeLast() }
      let values = cells.map { cell in
        DecimalText.parse(bytes, cell, point: dialect.decimalPoint) ?? TimeStampText.parse(bytes, cell)
      }
      if rows.values.isEmpty, values.allSatisfy({ $0 == nil }) {
        rows.names = cells.map { String(decoding: bytes[$0], as: UTF8.self).lowercased() }
        continue
      }
      rows.values.append((line, values, followsHole))
      followsHole = false
    }
    return rows
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
