import ECGCore

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

  /// Goes to the newest statement of facts and scale at or before the block that holds `sample`, so that counts are read by the scale
  /// that was in force.
  package mutating func seek(to sample: Int) throws(RecordingError) {
    queue = []
    place = 0
    try scanner.bisect { $0.sample <= sample }
    let found = scanner
    guard let wanted = try scanner.next()?.ordinal else {
      scanner = found
      return
    }
    // Where that statement is damaged, the one before it.
    var first = wanted - wanted % UInt32(CaptureWriter.repetition)
    while true {
      try scanner.bisect { $0.ordinal < first }
      let reached = scanner
      let ordinal = try scanner.next()?.ordinal
      scanner = reached
      guard let ordinal, ordinal != first, first > 0 else {
        lastOrdinal = ordinal.map { $0 &- 1 }
        return
      }
      first -= UInt32(CaptureWriter.repetition)
    }
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
