/// Times as people and devices write them.
package enum MomentText {
  /// ISO 8601: a day, a time of day down to minutes, seconds or fractions, and an offset from UTC; without one it is this computer's
  /// wall clock.
  package static func iso(_ text: String) -> Moment? {
    let scalars = Array(text.utf8)
    guard scalars.count >= 16, scalars[10] == UInt8(ascii: "T") || scalars[10] == UInt8(ascii: " "),
      let day = Day(iso: String(text.prefix(10)))
    else { return nil }
    var clock = text.dropFirst(11)
    var offset: Int?
    if clock.hasSuffix("Z") {
      offset = 0
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let seconds = Self.offset(clock[sign...]) else { return nil }
      offset = seconds
      clock = clock[..<sign]
    }
    guard let (second, millisecond) = timeOfDay(clock) else { return nil }
    guard let offset else { return Moment(day: day, secondOfDay: second, millisecond: millisecond) }
    let utc = Int64(day.number) * 86_400 + Int64(second - offset)
    return Moment(milliseconds: utc * 1000 + Int64(millisecond), utcOffset: offset)
  }

  /// `07:10`, `7:10:30`, `07:10:30.250`: seconds since midnight, and milliseconds.
  static func timeOfDay(_ text: some StringProtocol) -> (second: Int, millisecond: Int)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = digits(parts[0], 1...2), hour < 24,
      let minute = digits(parts[1], 2...2), minute < 60
    else { return nil }
    guard parts.count == 3 else { return (3600 * hour + 60 * minute, 0) }
    let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(seconds.count), let second = digits(seconds[0], 2...2), second < 60 else { return nil }
    var millisecond = 0
    if seconds.count == 2 {
      guard let fraction = digits(seconds[1], 1...9) else { return nil }
      var (value, places) = (fraction, seconds[1].count)
      while places < 3 { (value, places) = (10 * value, places + 1) }
      while places > 3 { (value, places) = (value / 10, places - 1) }
      millisecond = value
    }
    return (3600 * hour + 60 * minute + second, millisecond)
  }

  /// `+02:00`, `-0330`, `+02`, in seconds.
  static func offset(_ text: Substring) -> Int? {
    let body = text.dropFirst().filter { $0 != ":" }
    guard body.count == 2 || body.count == 4, let hours = digits(body.prefix(2), 2...2), hours <= 14 else { return nil }
    var minutes = 0
    if body.count == 4 {
      guard let value = digits(body.suffix(2), 2...2), value < 60 else { return nil }
      minutes = value
    }
    return (text.hasPrefix("-") ? -1 : 1) * (3600 * hours + 60 * minutes)
  }

  static func digits(_ text: some StringProtocol, _ counts: ClosedRange<Int>) -> Int? {
    guard counts.contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(String(text))
  }
}
