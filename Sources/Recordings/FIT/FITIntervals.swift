/// The intervals between beats in a watch's FIT file: message `hrv` (78), whose field `time` (0) holds milliseconds, FFFF where
/// there is none (Garmin, FIT profile). They follow on each other but where the timer stood still, and where the clock of the
/// messages around them went on by 4 s more than they last.
///
/// Not read: `raw_bbi` and `beat_intervals`, which few watches write and the public profile says little of.
enum FITIntervals {
  private enum Number {
    static let event: UInt16 = 21
    static let activity: UInt16 = 34
    static let hrv: UInt16 = 78
    /// Of any message: seconds of UTC since 1989-12-31.
    static let timestamp: UInt8 = 253
  }

  private static let noInterval: UInt32 = 0xFFFF
  private static let noTime: UInt32 = 0xFFFF_FFFF
  /// A second more than in a table of times and intervals: beats are told behind the second in which they ended.
  private static let holeSeconds = 4.0

  static func read(_ bytes: [UInt8], path: String) throws(RecordingError) -> IntervalRecording {
    var messages = try FITMessages(bytes, path: path)
    var recording = IntervalRecording(
      path: path, format: "FIT (hrv messages)", unitsReason: "milliseconds, as the format says", intervals: [])
    var clock: UInt32?
    var first: UInt32?
    /// A time by the clock, and the sum of the intervals told since: some watches note the time once in several seconds only.
    var anchor: (clock: UInt32, sum: Double)?
    var now = 0.0
    var isBroken = false
    var holes = 0
    while let message = try messages.next() {
      if let stamp = time(of: message, after: clock) {
        if let known = anchor, stamp != clock {
          let missing = Double(Int(stamp) - Int(known.clock)) - known.sum
          if missing > holeSeconds {
            isBroken = true
            now += missing
          }
          if missing > holeSeconds || missing < 0 { anchor = (stamp, 0) }
        }
        clock = stamp
        if first == nil { first = stamp }
      }
      switch message.number {
      case Number.event:
        // Field 0: 0 is the timer; field 1: 0 starts it.
        if message.values(0, size: 1) == [0], message.values(1, size: 1) == [0], !recording.intervals.isEmpty {
          isBroken = true
        }
      case Number.activity:
        if let local = message.values(5, size: 4).first, local != noTime, let clock, let first {
          let seconds = Int(first) + Int(local) - Int(clock)
          recording.startTimeOfDay = Double(((seconds % 86_400) + 86_400) % 86_400)
        }
      case Number.hrv:
        let lengths = message.values(0, size: 2).filter { $0 != noInterval }.map { Double($0) / 1000 }
        if anchor == nil, let clock { anchor = (clock, 0) }
        anchor?.sum += lengths.reduce(0, +)
        for seconds in lengths {
          guard seconds > 0 else {
            isBroken = true
            continue
          }
          now += seconds
          let followsHole = isBroken && !recording.intervals.isEmpty
          if followsHole { holes += 1 }
          recording.intervals.append(.init(end: now, seconds: seconds, followsHole: followsHole))
          isBroken = false
        }
      default: break
      }
    }
    guard !recording.intervals.isEmpty else {
      throw RecordingError(
        .noSignal, place: path, what: "holds no interval between beats (no hrv message)",
        remedy: "Turn on the logging of heart-rate variability in the watch, and record anew.")
    }
    if holes > 0 {
      recording.remarks.append(
        "\(holes) \(holes == 1 ? "hole" : "holes") where beats are missing: nothing is joined across")
    }
    return recording
  }

  /// A compressed heading has the lowest five bits of the time, which went on from the one before.
  private static func time(of message: FITMessages.Message, after clock: UInt32?) -> UInt32? {
    if let offset = message.timeOffset {
      guard let clock else { return nil }
      return clock &+ (UInt32(offset) &- clock & 31) & 31
    }
    return message.values(Number.timestamp, size: 4).first { $0 != noTime }
  }
}
