import ECGCore
import Recordings

extension FuzzTarget {
  /// A WFDB record: its header up to the first zero byte, its samples behind it.
  static let wfdbRecord = FuzzTarget(name: "wfdb", longestInput: 2048) { bytes in
    let cut = bytes.firstIndex(of: 0) ?? bytes.endIndex
    let header = try FuzzScratch.file("r.hea", bytes[..<cut])
    let data = bytes[cut...].dropFirst()
    _ = try FuzzScratch.file("r.dat", data)
    // No format packs more than one sample into a byte.
    try read(header, mostSamples: data.count)
    try readSignals(header, mostFrames: data.count)
  }

  /// The header of a record of several segments, over one that is sound.
  static let segments = FuzzTarget(name: "wfdb-segments", longestInput: 1024) { bytes in
    let header = try FuzzScratch.file("g.hea", bytes)
    _ = try FuzzScratch.file(
      "h.hea", Array("h 2 250 20\nh.dat 16 200 12 0 0 0 0 II\nh.dat 16 100 12 0 0 0 0 V5\n".utf8))
    _ = try FuzzScratch.file("h.dat", [UInt8](repeating: 3, count: 80))
    // A segment may be named in each line.
    try read(header, mostSamples: 20 * bytes.count)
    try readSignals(header, mostFrames: 20 * bytes.count)
  }

  static let edf = FuzzTarget(name: "edf", longestInput: 8192) { bytes in
    let path = try FuzzScratch.file("e.edf", bytes)
    try read(path, mostSamples: bytes.count)
    try readSignals(path, mostFrames: bytes.count)
  }

  static let matrix = FuzzTarget(name: "mat", longestInput: 1024) { bytes in
    let path = try FuzzScratch.file("m.mat", bytes)
    try read(path, options: ReadingOptions(rateHertz: 300), mostSamples: bytes.count)
    try readSignals(path, options: ReadingOptions(rateHertz: 300), mostFrames: bytes.count)
  }

  static let annotations = FuzzTarget(name: "annotations", longestInput: 512) { bytes in
    guard let read = try? WFDBAnnotationFile.parse(bytes, path: "fuzz") else { return }
    try require(read.count <= bytes.count / 2, "\(read.count) annotations of \(bytes.count) bytes")
    // Bytes that are no UTF-8 are read as U+FFFD, three bytes long; a text keeps 255.
    guard read.allSatisfy({ $0.text.utf8.count <= 255 }) else { return }
    let again = try? WFDBAnnotationFile.parse(WFDBAnnotationFile.encode(read), path: "fuzz")
    try require(again == read, "written and read again: \(again ?? []) of \(read)")
  }

  /// A table, with its rate found and with a rate given.
  static let table = FuzzTarget(name: "csv", longestInput: 4096) { bytes in
    let path = try FuzzScratch.file("t.csv", bytes)
    try read(path, mostSamples: bytes.count)
    try read(path, options: ReadingOptions(rateHertz: 250), mostSamples: bytes.count)
    try readSignals(path, mostFrames: bytes.count)
  }

  /// A capture as it lies on the disk: check sums stop most of what is damaged.
  static let captureFile = FuzzTarget(name: "capture", longestInput: 4096) { bytes in
    try readCapture(FuzzScratch.file("c.vsr", bytes))
  }

  /// The same with every check sum put right: what a block may hold.
  static let captureItems = FuzzTarget(name: "capture-items", longestInput: 4096) { bytes in
    try readCapture(FuzzScratch.file("s.vsr", CaptureSigning.signed(bytes)))
  }

  private static func readCapture(_ path: String) throws {
    // A run of one value packs many samples into a byte; how many a block may hold is the format's own limit.
    try read(path, mostSamples: 4 << 20)
    guard var items = try? CaptureItemReader(path: path) else { return }
    while let item = try? items.next() {
      if case .samples(let block) = item { try check(block) }
    }
  }

  private static func read(_ path: String, options: ReadingOptions = ReadingOptions(), mostSamples: Int) throws {
    let opened: (any RecordingReader)?
    do throws(RecordingError) {
      opened = try Recording.open(path, options: options)
    } catch {
      try require(!error.description.isEmpty, "an error without words")
      return
    }
    guard var reader = opened else { return }
    try require(SampleRate.accepted.contains(reader.facts.rate.hertz), "a rate of \(reader.facts.rate.hertz)")
    var samples = 0
    var end = Int.min
    while let sourced = try? reader.next() {
      try check(sourced.block)
      try require(sourced.block.start >= end, "\(sourced.block.start) after \(end)")
      end = sourced.block.end
      samples += sourced.block.count
      try require(samples <= mostSamples, "\(samples) samples where \(mostSamples) bytes stand")
    }
  }

  /// As a conversion reads: all signals, and what is noted.
  private static func readSignals(
    _ path: String, options: ReadingOptions = ReadingOptions(), mostFrames: Int
  ) throws {
    let opened: (any SignalReader)?
    do throws(RecordingError) {
      opened = try Recording.signals(path, options: options)
    } catch {
      try require(!error.description.isEmpty, "an error without words")
      return
    }
    guard var reader = opened else { return }
    var survey = SignalSurvey(reader.facts)
    var frames = 0
    var end = Int.min
    while let item = try? reader.next() {
      survey.take(item)
      guard case .block(let block) = item else { continue }
      try require(block.start >= end && block.frames > 0, "\(block.start) after \(end)")
      end = block.end
      frames += block.frames
      try require(frames <= mostFrames, "\(frames) frames where \(mostFrames) bytes stand")
      for (values, channel) in zip(block.channels, reader.facts.channels) {
        try require(
          values.count == block.frames * channel.samplesPerFrame, "\(values.count) values in \(block.frames) frames")
      }
    }
    survey.finish()
  }

  private static func check(_ block: SampleBlock) throws {
    try require(block.flags.isEmpty || block.flags.count == block.count, "\(block.flags.count) flags")
    try require(block.millivolts.allSatisfy(\.isFinite), "a value is not finite")
  }
}
