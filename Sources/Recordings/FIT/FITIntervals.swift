/// The intervals between beats in a watch's FIT file: message `hrv` (78), whose field `time` (0) holds milliseconds, FFFF where
/// there is none (Garmin, FIT profile). They follow on each other but where the timer stood still, and where the clock of the
/// messages around them went on by 3 s more than they last.
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
  /// As in a table of times and intervals: some watches note the time once in several seconds only.
  private static let holeSeconds = 3.0

  static func read(_ bytes: [UInt8], path: String) throws(RecordingError) -> IntervalRecording {
    var messages = try FITMessages(bytes, path: path)
    var recording = IntervalRecording(
      path: path, format: "FIT (hrv messages)", unitsReason: "milliseconds, as the format says", intervals: [])
    var clock: UInt32?
    var first: UInt32?
    /// When the newest interval before which something is missing began, by the clock; and the intervals' sum since.
    var anchor: (clock: UInt32, sum: Double)?
    var now = 0.0
    var isBroken = false
    var holes = 0
    while let message = try messages.next() {
      if let stamp = time(of: message, after: clock) {
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
        let sum = lengths.reduce(0, +)
        if let clock {
          let passed = anchor.map { Double(Int(clock) - Int($0.clock)) - $0.sum - sum } ?? 0
          if passed > holeSeconds {
            isBroken = true
            now += passed
          }
          // Beats may be told ahead of the clock's next whole second, never behind what has passed.
          if passed > holeSeconds || passed < 0 || anchor == nil {
            anchor = (clock, 0)
          } else {
            anchor?.sum += sum
          }
        }
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
