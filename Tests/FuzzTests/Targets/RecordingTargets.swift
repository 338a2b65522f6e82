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

  private static func check(_ block: SampleBlock) throws {
    try require(block.flags.isEmpty || block.flags.count == block.count, "\(block.flags.count) flags")
    try require(block.millivolts.allSatisfy(\.isFinite), "a value is not finite")
  }
}
