/// Polar's `.hrm` (Polar Electro, "Polar HRM2 File Format Description" 1.4, 2009) where it holds intervals: `Interval=238` in
/// `[Params]`, and under `[HRData]` one interval a line, in milliseconds.
enum PolarHRM {
  /// What `Interval` says of RR data.
  private static let intervalsOfBeats = 238

  static func isOne(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return bytes.dropFirst(start).starts(with: Array("[Params]".utf8))
  }

  static func read(_ bytes: [UInt8], path: String) throws(RecordingError) -> IntervalRecording {
    var section = ""
    var parameters: [String: String] = [:]
    var recording = IntervalRecording(
      path: path, format: "Polar HRM (RR)", unitsReason: "milliseconds, as the format says", intervals: [])
    var now = 0.0
    var bad: [Int] = []
    var isBroken = false
    var number = 0
    for line in String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      number += 1
      let text = line.trimmingPrefix(while: \.isWhitespace)
      if text.hasPrefix("[") {
        section = String(text.dropFirst().prefix { $0 != "]" }).lowercased()
      } else if section == "params", let equals = text.firstIndex(of: "=") {
        parameters[text[..<equals].lowercased()] = String(
          text[text.index(after: equals)...].filter { !$0.isWhitespace })
      } else if section == "hrdata", let first = text.split(whereSeparator: \.isWhitespace).first {
        try check(parameters, path: path, line: number)
        guard let value = Double(first), value > 0, value.isFinite else {
          bad.append(number)
          isBroken = true
          continue
        }
        now += value / 1000
        recording.intervals.append(
          .init(end: now, seconds: value / 1000, followsHole: isBroken && !recording.intervals.isEmpty))
        isBroken = false
      }
    }
    guard !recording.intervals.isEmpty else {
      throw RecordingError(
        .noSignal, place: path, what: "holds no interval under [HRData]",
        remedy: "Export the exercise with its RR data.")
    }
    if let first = bad.first {
      recording.remarks.append(
        "\(bad.count) \(bad.count == 1 ? "line holds" : "lines hold") no interval (line \(first) is the first): nothing is joined across"
      )
    }
    recording.startTimeOfDay = parameters["starttime"].flatMap(TimeOfDay.seconds(of:))
    return recording
  }

  private static func check(_ parameters: [String: String], path: String, line: Int) throws(RecordingError) {
    guard parameters["interval"].flatMap({ Int($0) }) != intervalsOfBeats else { return }
    throw RecordingError(
      .noSignal, place: "\(path), line \(line)",
      what:
        "holds heart rates every \(parameters["interval"] ?? "?") s, not the intervals between beats (Interval=238)",
      remedy: "Export the exercise with its RR data.")
  }
}
