/// The lines of a text file, one after the other, in a buffer that is used again. LF, CR LF and CR end a line.
struct LineScanner {
  /// Bytes of the present line stand here.
  private(set) var bytes: [UInt8] = []
  /// Number of the present line, from 1.
  private(set) var number = 0
  /// Whether the present line had its end; only a file's last line may lack it.
  private(set) var isTerminated = true

  private let file: FileBytes
  private var offset = 0
  private var start = 0
  private var end = 0
  private var skipsLineFeed = false
  private var atEnd = false

  /// Longer lines are refused: the file is not a table.
  static let lineLimit = 65_536
  private static let bufferSize = 4 * lineLimit

  /// Share of the file that is passed, 0 … 1.
  var share: Double { Double(offset - (end - start)) / Double(max(file.size, 1)) }

  init(_ file: FileBytes) {
    self.file = file
  }

  /// The next line without its end, as a range of `bytes`; valid until the next call.
  mutating func next() throws(RecordingError) -> Range<Int>? {
    var scanned = start
    while true {
      while scanned < end {
        let byte = bytes[scanned]
        if skipsLineFeed, scanned == start {
          skipsLineFeed = false
          if byte == 0x0A {
            start += 1
            scanned += 1
            continue
          }
        }
        if byte == 0x0A || byte == 0x0D { return finish(at: scanned, isCarriageReturn: byte == 0x0D) }
        guard byte != 0 else { throw notText(at: scanned) }
        scanned += 1
      }
      if atEnd {
        guard start < end else { return nil }
        isTerminated = false
        number += 1
        defer { start = end }
        return start..<end
      }
      guard end - start <= Self.lineLimit else {
        throw RecordingError(
          .malformed, place: "\(file.path), line \(number + 1)",
          what: "the line is longer than \(Self.lineLimit) bytes",
          remedy: "This is not a table of samples.")
      }
      let done = scanned - start
      try refill()
      scanned = start + done
    }
  }

  private mutating func finish(at place: Int, isCarriageReturn: Bool) -> Range<Int> {
    let line = start..<place
    start = place + 1
    skipsLineFeed = isCarriageReturn
    number += 1
    return line
  }

  private mutating func refill() throws(RecordingError) {
    let kept = end - start
    for index in 0..<kept { bytes[index] = bytes[start + index] }
    let count = try file.read(at: offset, count: Self.bufferSize - kept, into: &bytes, from: kept)
    // A byte-order mark says that the text is UTF-8, and is no part of it.
    let hasMark = offset == 0 && count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    offset += count
    start = hasMark ? 3 : 0
    end = kept + count
    atEnd = count == 0
  }

  private func notText(at place: Int) -> RecordingError {
    RecordingError(
      .unknownFormat, place: "\(file.path), line \(number + 1)", what: "holds a zero byte, which no text does",
      remedy: "Copy the file again; read are CSV, WFDB, EDF and VitalSync captures.")
  }
}
