/// Intervals between beats as a file holds them: what chest straps, watches and the apps of athletes give in place of an ECG.
package struct IntervalRecording: Hashable, Sendable {
  package struct Interval: Hashable, Sendable {
    /// When it ends, in seconds since the recording began.
    package var end: Double
    package var seconds: Double
    /// It does not follow on the one before: something is missing between.
    package var followsHole: Bool

    package init(end: Double, seconds: Double, followsHole: Bool = false) {
      self.end = end
      self.seconds = seconds
      self.followsHole = followsHole
    }
  }

  package var path: String
  /// "RR intervals (text)", "Polar HRM (RR)", "FIT (hrv messages)".
  package var format: String
  /// How the numbers became seconds: "milliseconds, as the column's name says".
  package var unitsReason: String
  package var intervals: [Interval]
  /// What was mended, assumed or left out on the way in.
  package var remarks: [String]
  /// When it began by the clock on the wall, in seconds since midnight, where it says so.
  package var startTimeOfDay: Double?

  package init(
    path: String, format: String, unitsReason: String, intervals: [Interval], remarks: [String] = [],
    startTimeOfDay: Double? = nil
  ) {
    self.path = path
    self.format = format
    self.unitsReason = unitsReason
    self.intervals = intervals
    self.remarks = remarks
    self.startTimeOfDay = startTimeOfDay
  }

  package var duration: Double { intervals.last?.end ?? 0 }
}

extension IntervalRecording {
  /// Whether a file holds intervals: by its name (`.rr`, `.rr.txt`, `.hrm`, `.ibi`, `…_RR.txt`), by its heading (FIT's among them), or
  /// since its second column is what its first goes on by. A single column of bare numbers under any other name may as well be an ECG's counts.
  package static func isOne(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
    guard let file = try? FileBytes(path: path), file.size > 0 else { return false }
    var head: [UInt8] = []
    guard let count = try? file.read(at: 0, count: min(file.size, 16_384), into: &head) else { return false }
    head.removeLast(head.count - count)
    if FITMessages.isOne(head) { return true }
    guard !CaptureFormat.isCapture(head[...]), !head.contains(0) else { return false }
    if IntervalNames.isNameOfOne(name) { return true }
    return PolarHRM.isOne(head) || IntervalTable.isOne(head, isCut: file.size > count)
  }

  package static func read(_ path: String) throws(RecordingError) -> IntervalRecording {
    let file = try FileBytes(path: path)
    guard file.size > 0 else {
      throw RecordingError(
        .empty, place: path, what: "the file is empty", remedy: "Record again, or choose another file.")
    }
    let bytes = try file.contents(limit: byteLimit)
    if FITMessages.isOne(bytes) { return try FITIntervals.read(bytes, path: path) }
    return try PolarHRM.isOne(bytes) ? PolarHRM.read(bytes, path: path) : IntervalTable.read(bytes, path: path)
  }

  /// A week of beats at 200 a minute, 30 bytes a line.
  private static let byteLimit = 64 << 20
}

/// By which names intervals are known.
enum IntervalNames {
  /// Of a file, in lower case.
  static func isNameOfOne(_ name: String) -> Bool {
    let words = name.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init)
    guard let suffix = words.last, words.count > 1 else { return false }
    if ["rr", "hrm", "ibi", "nn"].contains(suffix) { return true }
    return ["txt", "csv", "tsv", "dat"].contains(suffix)
      && words.dropLast().contains { ["rr", "rri", "rrs", "ibi", "nn", "nni"].contains($0) }
  }

  /// Of a path: `morning.rr.txt`, `x_RR.csv`, `x.ibi`, whatever would be read as text of intervals by its name.
  static func isTextOfOne(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return RecordingPath.stemAndSuffix(path).suffix != "hrm" && isNameOfOne(name.lowercased())
  }

  /// Of a column, in lower case: the interval's.
  static func isColumn(_ name: String) -> Bool {
    let words = name.split(whereSeparator: { !$0.isLetter })
    return words.contains { ["rr", "rri", "rrs", "ibi", "ibis", "nn", "nni", "rrinterval", "duration"].contains($0) }
      || name.contains("r-r") || name.contains("rr-interval") || name.contains("rr_interval")
  }
}
