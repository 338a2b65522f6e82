/// The beginning of a record as its header states it: `hh:mm:ss.fff dd/mm/yyyy`.
enum WFDBDate {
  static func start(_ header: WFDBHeader) -> StartMoment? {
    guard let seconds = header.startTime.flatMap(TimeOfDay.seconds(of:)) else { return nil }
    return StartMoment(day: header.startDate.flatMap(day(_:)), secondsOfDay: seconds)
  }

  static func text(_ start: StartMoment) -> String {
    let clock = start.clock
    let seconds = DecimalText.fixed(Double(clock.seconds) + min(clock.fraction, 0.999), decimals: 3)
    var text = "\(two(clock.hours)):\(two(clock.minutes)):\(clock.seconds < 10 ? "0" : "")\(seconds)"
    if let day = start.day { text += " \(two(day.day))/\(two(day.month))/\(day.year)" }
    return text
  }

  private static func day(_ text: String) -> CalendarDay? {
    let parts = text.split(separator: "/").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    return CalendarDay(year: parts[2], month: parts[1], day: parts[0])
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

extension SignalAnnotation {
  init(_ annotation: WFDBAnnotation, framesPerSecond: Double) {
    self.init(
      seconds: Double(annotation.sample) / framesPerSecond, code: annotation.code, subtype: annotation.subtype,
      channel: annotation.channel, number: annotation.number, text: annotation.text)
  }
}

extension WFDBAnnotationFile {
  /// Those that a record brings along, in the order in which annotators' names are customary.
  static func beside(_ headerPath: String) throws(RecordingError) -> [WFDBAnnotation]? {
    let stem = RecordingPath.stemAndSuffix(headerPath).stem
    for suffix in ["atr", "qrs"] {
      do {
        return try read(path: "\(stem).\(suffix)")
      } catch  where error.kind == .notFound {
        continue
      }
    }
    return nil
  }
}
