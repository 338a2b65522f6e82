/// Where one signal's samples stand among those that share its file.
struct WFDBFrameLayout {
  /// Samples of all signals in one frame of the file.
  let samplesPerFrame: Int
  /// The signal's samples within a frame.
  let own: Range<Int>
  let byteOffset: Int
  let format: WFDBFormat
  /// For each place in a frame, which signal of the file it belongs to; and that signal's initial value.
  let signalOfPlace: [Int]
  let initialValues: [Int32]

  /// No real frame is wider; a read buffer is laid out by it.
  static let frameLimit = 65_536

  init(_ header: WFDBHeader, signalIndex: Int, path: String) throws(RecordingError) {
    let chosen = header.signals[signalIndex]
    // Signals share a file where they follow one another with the same name (header(5)).
    var first = signalIndex
    while first > 0, header.signals[first - 1].file == chosen.file { first -= 1 }
    var last = signalIndex
    while last + 1 < header.signals.count, header.signals[last + 1].file == chosen.file { last += 1 }
    let group = header.signals[first...last]
    var places: [Int] = []
    var own = 0..<0
    for (offset, signal) in group.enumerated() {
      guard signal.format == chosen.format else {
        throw RecordingError(
          .malformed, place: "\(path), line \(signal.line)",
          what: "\(signal.file) is said to hold format \(signal.format.rawValue) and \(chosen.format.rawValue)",
          remedy: "Signals of one file have one format: correct the header.")
      }
      if first + offset == signalIndex { own = places.count..<(places.count + signal.samplesPerFrame) }
      places.append(contentsOf: repeatElement(offset, count: signal.samplesPerFrame))
      guard places.count <= Self.frameLimit else {
        throw RecordingError(
          .malformed, place: "\(path), line \(signal.line)", what: "more than \(Self.frameLimit) samples a frame",
          remedy: "Correct the header.")
      }
    }
    self.own = own
    samplesPerFrame = places.count
    signalOfPlace = places
    initialValues = group.map { Int32(truncatingIfNeeded: $0.initialValue ?? 0) }
    byteOffset = group.first?.byteOffset ?? 0
    format = chosen.format
  }

  /// About 4,000 samples of the lead, or 256 kB of all leads; a multiple of six, so that every format's packs come whole.
  var framesPerRead: Int {
    max(6, min(4096 / own.count, Self.frameLimit / samplesPerFrame) / 6 * 6)
  }

  /// Whole frames in `count` bytes.
  func frames(inBytes count: Int) -> Int {
    guard count > 0 else { return 0 }
    let pack = format.pack
    var frames = count / pack.bytes * pack.samples / samplesPerFrame
    while format.bytes(for: (frames + 1) * samplesPerFrame) <= count { frames += 1 }
    return frames
  }

  func pick(from values: [Int32], frames: Int, into lead: inout [Int32]) {
    var base = 0
    for _ in 0..<frames {
      for place in own { lead.append(values[base + place]) }
      base += samplesPerFrame
    }
  }
}
