/// The frames of one signal file, decoded a stretch at a time.
struct WFDBFrameReader {
  let file: FileBytes
  let layout: WFDBFrameLayout
  private let decoder: WFDBSampleDecoder
  /// Frames read so far.
  private(set) var frame = 0
  /// The samples of the frames last read, as they lie in the file; in place of differences their sums.
  private(set) var values: [Int32] = []
  private var bytes: [UInt8] = []
  /// Running state of the format that stores differences, one entry a signal of the frame.
  private var accumulated: [Int32]

  init(_ file: FileBytes, _ layout: WFDBFrameLayout) {
    self.file = file
    self.layout = layout
    decoder = WFDBSampleDecoder(format: layout.format)
    accumulated = layout.initialValues
  }

  /// Frames that the file holds.
  var framesHeld: Int { max(0, layout.frames(inBytes: file.size - layout.byteOffset)) }

  /// Reads the next `count` frames into `values`: but for the last time a multiple of six, so that every format's packs come whole.
  mutating func read(_ count: Int) throws(RecordingError) {
    let samples = count * layout.samplesPerFrame
    let wanted = layout.format.bytes(for: samples)
    let offset = layout.byteOffset + layout.format.bytes(for: frame * layout.samplesPerFrame)
    let read = try file.read(at: offset, count: wanted, into: &bytes)
    guard read == wanted else {
      throw RecordingError(
        .truncated, place: "\(file.path), byte \(offset + read)", what: "the file became shorter while it was read",
        remedy: "Copy the record again.")
    }
    bytes.withUnsafeBytes {
      decoder.decode(UnsafeRawBufferPointer(rebasing: $0[..<wanted]), count: samples, into: &values)
    }
    if layout.format == .difference8 { accumulate() }
    frame += count
  }

  /// Differences become values, each signal of the frame on its own.
  private mutating func accumulate() {
    var place = 0
    for index in values.indices {
      let signal = layout.signalOfPlace[place]
      accumulated[signal] &+= values[index]
      values[index] = accumulated[signal]
      place = place + 1 == layout.samplesPerFrame ? 0 : place + 1
    }
  }
}
