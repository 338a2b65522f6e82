/// The blocks of a capture, front to back. Bytes that are no whole block with right checksums are passed over and counted.
struct CaptureBlockScanner {
  struct Block {
    var ordinal: UInt32
    var sample: Int
    var payload: ArraySlice<UInt8>
  }

  private(set) var skippedBytes = 0
  private(set) var firstSkipped: Int?

  private let file: FileBytes
  private var buffer: [UInt8] = []
  private var count = 0
  private var offset: Int
  private var at = 0

  private static let readSize = 1 << 16

  init(_ file: FileBytes, from offset: Int = CaptureFormat.headerLength) {
    self.file = file
    self.offset = offset
  }

  /// Byte of the file at which the scan stands.
  var position: Int { offset + at }

  /// Share of the file that is passed, 0 … 1.
  var share: Double { Double(position) / Double(max(file.size, 1)) }

  mutating func next() throws(RecordingError) -> Block? {
    while try have(CaptureFormat.blockHeaderLength) {
      if let length = headerLength(), try have(CaptureFormat.blockHeaderLength + length) {
        let payload = buffer[(at + CaptureFormat.blockHeaderLength)..<(at + CaptureFormat.blockHeaderLength + length)]
        if CRC32C.of(payload) == buffer.little(at: at + 24, as: UInt32.self) {
          let block = Block(
            ordinal: buffer.little(at: at + 12, as: UInt32.self),
            sample: Int(Int64(bitPattern: buffer.little(at: at + 16, as: UInt64.self))), payload: payload)
          at += CaptureFormat.blockHeaderLength + length
          return block
        }
      }
      skip(1)
      // On to the next byte that could begin a marker.
      while at < count, buffer[at] != CaptureFormat.marker[0] { skip(1) }
    }
    skip(count - at)
    return nil
  }

  /// Goes to the first whole block that does not lie before a place; `isBefore` holds for the blocks up to it and for none behind.
  /// Some twenty reads for a day. A damaged stretch costs a longer look: it lies in neither half.
  mutating func bisect(_ isBefore: (Block) -> Bool) throws(RecordingError) {
    var (low, high) = (CaptureFormat.headerLength, file.size)
    while high - low > Self.readSize {
      let middle = low + (high - low) / 2
      var probe = CaptureBlockScanner(file, from: middle)
      guard let block = try probe.next(), probe.position <= high else {
        high = middle
        continue
      }
      if isBefore(block) { low = probe.position } else { high = middle }
    }
    self = CaptureBlockScanner(file, from: low)
    while true {
      let here = self
      guard let block = try next(), isBefore(block) else {
        self = here
        return
      }
    }
  }

  /// The payload's length, where a right header stands here.
  private func headerLength() -> Int? {
    guard buffer[at..<(at + 4)].elementsEqual(CaptureFormat.marker),
      CRC32C.of(buffer[at..<(at + 28)]) == buffer.little(at: at + 28, as: UInt32.self)
    else { return nil }
    let length = Int(buffer.little(at: at + 8, as: UInt32.self))
    return length <= CaptureFormat.payloadLimit ? length : nil
  }

  private mutating func skip(_ bytes: Int) {
    guard bytes > 0 else { return }
    if firstSkipped == nil { firstSkipped = position }
    skippedBytes += bytes
    at += bytes
  }

  /// Whether so many bytes stand ready from here on; reads them where they do not.
  private mutating func have(_ wanted: Int) throws(RecordingError) -> Bool {
    if count - at >= wanted { return true }
    let kept = count - at
    for index in 0..<kept { buffer[index] = buffer[at + index] }
    offset += at
    at = 0
    let left = max(0, file.size - offset - kept)
    let more = min(left, max(wanted - kept, Self.readSize))
    count = kept + (try file.read(at: offset + kept, count: more, into: &buffer, from: kept))
    return count >= wanted
  }
}
