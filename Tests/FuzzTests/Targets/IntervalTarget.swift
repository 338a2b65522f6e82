import Recordings

extension FuzzTarget {
  /// Intervals between beats: text in any form, Polar's `.hrm`.
  static let intervals = FuzzTarget(name: "intervals", longestInput: 2048) { bytes in
    let path = try FuzzScratch.file("i.rr", bytes)
    _ = IntervalRecording.isOne(path)
    let recording: IntervalRecording
    do throws(RecordingError) {
      recording = try IntervalRecording.read(path)
    } catch {
      try require(!error.description.isEmpty, "an error without words")
      return
    }
    try check(recording, most: bytes.count)
    // What rounds to no microsecond is another interval; without a heading the unit is known by the median.
    let sorted = recording.intervals.map(\.seconds).sorted()
    guard sorted.allSatisfy({ (0.01...1000).contains($0) }), (0.25...2.5).contains(sorted[sorted.count / 2]) else {
      return
    }
    let again = try FuzzScratch.file("a.rr", [])
    let writer = try IntervalTextWriter(path: again, isForced: true)
    for interval in recording.intervals { try writer.append(interval) }
    try writer.close()
    let read = try IntervalRecording.read(again)
    try require(
      read.intervals.map(\.followsHole) == recording.intervals.map(\.followsHole)
        && zip(read.intervals, recording.intervals).allSatisfy { abs($0.seconds - $1.seconds) <= 1e-6 },
      "written and read again: \(read.intervals) of \(recording.intervals)")
  }

  /// The messages of a FIT file, behind a heading and before a check sum that are right.
  static let fit = FuzzTarget(name: "fit", longestInput: 1024) { bytes in
    // Seeds may be whole files: their own heading and check sum go.
    let isWhole = bytes.count > 16 && bytes[8...].starts(with: Array(".FIT".utf8))
    let body = isWhole ? bytes.dropFirst(Int(bytes[0])).dropLast(2) : bytes[...]
    var file: [UInt8] = [14, 0x20, 0x54, 0x08] + (0..<4).map { UInt8(truncatingIfNeeded: body.count >> (8 * $0)) }
    file += Array(".FIT".utf8) + [0, 0] + body
    var sum: UInt16 = 0
    // Garmin's own way, four bits at a time.
    let table: [UInt16] = [
      0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401, 0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01,
      0x8801, 0x4400,
    ]
    for byte in file {
      for nibble in [byte & 15, byte >> 4] { sum = sum >> 4 ^ table[Int(sum & 15)] ^ table[Int(nibble)] }
    }
    file += [UInt8(truncatingIfNeeded: sum), UInt8(sum >> 8)]
    // As they are, too.
    _ = try? IntervalRecording.read(FuzzScratch.file("f.fit", bytes))
    let path = try FuzzScratch.file("f.fit", file)
    try require(IntervalRecording.isOne(path), "not known for what it is")
    let recording: IntervalRecording
    do throws(RecordingError) {
      recording = try IntervalRecording.read(path)
    } catch {
      try require(!error.description.contains("check sum"), "\(error)")
      return
    }
    try check(recording, most: file.count)
  }

  static func check(_ recording: IntervalRecording, most: Int) throws {
    try require(!recording.intervals.isEmpty, "no interval, and no refusal")
    try require(recording.intervals.count <= most, "\(recording.intervals.count) intervals of \(most) bytes")
    var end = 0.0
    for interval in recording.intervals {
      try require(interval.seconds > 0 && interval.seconds.isFinite, "an interval of \(interval.seconds) s")
      try require(interval.end.isFinite && interval.end >= end, "\(interval.end) s after \(end) s")
      end = interval.end
    }
    try require(recording.intervals.first?.followsHole != true, "the first follows a hole")
  }
}
