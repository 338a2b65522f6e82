/// All signals of an EDF, EDF+, BDF or BDF+ file, as counts, with its annotations; holes of a discontinuous file are kept.
package struct EDFReader: SignalReader {
  package private(set) var facts: SignalFacts
  let header: EDFHeader

  private let file: FileBytes
  private let records: Int
  private let framesPerRecord: Int
  /// Signal of the file behind each channel; those behind the annotations.
  private let signals: [Int]
  private let lists: [Int]
  /// Byte of each signal in a record.
  private let places: [Int]
  /// Channels whose physical values fall while counts rise: their counts are read with the other sign.
  private let isInverted: [Bool]

  private var record = 0
  private var bytes: [UInt8] = []
  private var queue: [SignalItem] = []
  private var given = 0
  /// Onset of the first record, in seconds since the heading's time.
  private var origin: Double?
  private var end = 0
  private var source = 0
  private var damaged: (count: Int, byte: Int)?
  private var moved = 0.0
  private var overlaps = 0
  private var isConcluded = false

  package init(path: String) throws(RecordingError) {
    file = try FileBytes(path: path)
    let header = try EDFHeader.read(file)
    self.header = header
    signals = header.signals.indices.filter { !header.signals[$0].isAnnotations }
    lists = header.signals.indices.filter { header.signals[$0].isAnnotations }
    guard let first = signals.first else {
      throw RecordingError(
        .noSignal, place: path, what: "holds annotations, and no signal", remedy: "Name the file with the signals.")
    }
    let held = max(0, file.size - header.length) / max(1, header.recordLength)
    if let stated = header.records, held < stated {
      throw RecordingError(
        .truncated, place: "\(path), byte \(file.size)",
        what: "the file ends after \(held) of the \(stated) data records that byte 236 announces",
        remedy: "Copy the recording again, or write \(held) at byte 236.")
    }
    records = header.records ?? held
    guard records > 0 else {
      throw RecordingError(.empty, place: path, what: "holds no data record", remedy: "Copy the recording again.")
    }
    framesPerRecord = signals.reduce(header.signals[first].samples) { Self.divisor($0, header.signals[$1].samples) }
    var at = 0
    var places: [Int] = []
    for signal in header.signals {
      places.append(at)
      at += signal.samples * header.kind.sampleLength
    }
    self.places = places
    isInverted = signals.map { (header.signals[$0].scale?.gain ?? 1) < 0 }
    let perRecord = framesPerRecord
    let channels = zip(signals, isInverted).map { index, isInverted in
      let signal = header.signals[index]
      let scale = signal.scale.flatMap {
        DigitalScale(gain: abs($0.gain), baseline: isInverted ? -$0.baseline : $0.baseline)
      }
      return SignalChannel(
        name: signal.label.isEmpty ? "signal \(index + 1)" : signal.label, units: signal.dimension,
        samplesPerFrame: signal.samples / perRecord, scale: scale)
    }
    facts = SignalFacts(
      path: path, format: header.kind.rawValue + header.continuity.rawValue,
      framesPerSecond: Double(framesPerRecord) / header.recordSeconds, channels: channels, start: header.start)
    if let stated = header.records, file.size > header.length + stated * header.recordLength {
      facts.remarks.append("bytes behind the \(DecimalText.grouped(stated)) data records announced are not read")
    }
    if header.records == nil {
      facts.remarks.append("the number of data records is not stated: all that are whole are read")
    }
    try readRecord()
    if let origin, origin != 0 { facts.start = facts.start?.later(bySeconds: origin) }
  }

  package var readShare: Double { Double(record) / Double(records) }

  package mutating func next() throws(RecordingError) -> SignalItem? {
    while given == queue.count {
      queue.removeAll(keepingCapacity: true)
      given = 0
      guard record < records else {
        conclude()
        return nil
      }
      try readRecord()
    }
    defer { given += 1 }
    return queue[given]
  }

  private mutating func readRecord() throws(RecordingError) {
    let offset = header.length + record * header.recordLength
    let count = try file.read(at: offset, count: header.recordLength, into: &bytes)
    guard count == header.recordLength else {
      throw RecordingError(
        .truncated, place: "\(file.path), byte \(offset + count)", what: "the file became shorter while it was read",
        remedy: "Copy the recording again.")
    }
    record += 1
    var entries: [EDFAnnotations.Entry] = []
    var onset: Double?
    for (index, list) in lists.enumerated() {
      let begin = places[list]
      let parsed = EDFAnnotations.parse(
        bytes[begin..<(begin + header.signals[list].samples * header.kind.sampleLength)])
      if let place = parsed.damagedAt {
        damaged = ((damaged?.count ?? 0) + 1, damaged?.byte ?? offset + place)
      }
      if index == 0 { onset = parsed.entries.first?.onset }
      entries += parsed.entries
    }
    if header.continuity == .discontinuous, onset == nil {
      throw RecordingError(
        .malformed, place: "\(file.path), byte \(offset + (lists.first.map { places[$0] } ?? 0))",
        what: "data record \(record) does not state its time, as EDF+D asks",
        remedy: "If the recording has no holes, write \(header.kind.rawValue)+C at byte 192.")
    }
    if origin == nil { origin = onset ?? 0 }
    place(onset: onset, entries)
  }

  private mutating func place(onset: Double?, _ entries: [EDFAnnotations.Entry]) {
    let begin = origin ?? 0
    var start = end
    if header.continuity == .discontinuous, let onset {
      let exact = (onset - begin) * facts.framesPerSecond
      // A year: no recording lasts longer, and a damaged stamp must not become a grid.
      if exact.rounded() >= Double(end), exact < 366 * 86_400 * facts.framesPerSecond {
        start = Int(exact.rounded())
        moved = max(moved, abs(exact - exact.rounded()) / facts.framesPerSecond)
      } else if exact.rounded() < Double(end) {
        overlaps += 1
      }
    }
    var isTaken = [Bool](repeating: true, count: framesPerRecord)
    for entry in entries {
      if entry.texts.contains(EDFAnnotations.noSamples) {
        let from = ((entry.onset - begin) * facts.framesPerSecond).rounded() - Double(start)
        let count = ((entry.duration ?? header.recordSeconds) * facts.framesPerSecond).rounded()
        let range =
          Int(min(max(from, 0), Double(framesPerRecord)))..<Int(min(max(from + count, 0), Double(framesPerRecord)))
        for frame in range { isTaken[frame] = false }
        continue
      }
      for text in entry.texts where !text.isEmpty {
        queue.append(
          .annotation(SignalAnnotation(words: text, seconds: entry.onset - begin, duration: entry.duration)))
      }
    }
    if isTaken.contains(true) {
      let block = SignalBlock(start: start, source: source, frames: framesPerRecord, channels: channels())
      for range in Self.runs(isTaken) { queue.append(.block(block.part(range))) }
    }
    source += framesPerRecord
    end = start + framesPerRecord
  }

  private func channels() -> [SignalValues] {
    zip(signals.indices, signals).map { channel, signal in
      let count = header.signals[signal].samples
      var values: [Int32] = []
      values.reserveCapacity(count)
      var at = places[signal]
      for _ in 0..<count {
        var value: Int32
        if header.kind == .edf {
          value = Int32(Int16(bitPattern: UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8))
          at += 2
        } else {
          let low = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
          value = Int32(bitPattern: low << 8) >> 8
          at += 3
        }
        if isInverted[channel] { value = -value }
        values.append(value)
      }
      return .counts(values)
    }
  }

  private static func runs(_ flags: [Bool]) -> [Range<Int>] {
    guard flags.contains(false) else { return [flags.indices] }
    var runs: [Range<Int>] = []
    for index in flags.indices where flags[index] {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<(index + 1)
      } else {
        runs.append(index..<(index + 1))
      }
    }
    return runs
  }

  private mutating func conclude() {
    guard !isConcluded else { return }
    isConcluded = true
    if let damaged {
      facts.remarks.append(
        "annotations of \(damaged.count) data records are damaged and left out (first: byte \(damaged.byte))")
    }
    if moved * (facts.channels.map { Double($0.samplesPerFrame) }.max() ?? 1) * facts.framesPerSecond > 0.02 {
      facts.remarks.append(
        "holes end between samples: times move by up to \(DecimalText.short(moved * 1000, decimals: 3)) ms")
    }
    if overlaps > 0 {
      facts.remarks.append("\(overlaps) data records begin before the one before has ended: they follow it")
    }
  }

  private static func divisor(_ first: Int, _ second: Int) -> Int {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
