import Glibc

/// A moment and the clock that hung on the wall there.
package struct Moment: Hashable, Sendable, Comparable {
  /// Milliseconds since 1970 in UTC.
  package var milliseconds: Int64
  /// What the wall's clock was ahead of UTC, in seconds.
  package var utcOffset: Int

  package init(milliseconds: Int64, utcOffset: Int) {
    self.milliseconds = milliseconds
    self.utcOffset = utcOffset
  }

  /// A moment by this computer's own time zone.
  package init(localMilliseconds: Int64) {
    var seconds = time_t(Self.floorDivided(localMilliseconds, 1000))
    var parts = tm()
    localtime_r(&seconds, &parts)
    self.init(milliseconds: localMilliseconds, utcOffset: parts.tm_gmtoff)
  }

  package static var now: Moment {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Moment(localMilliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
  }

  /// The day on the wall's calendar.
  package var day: Day { Day(number: Int(Self.floorDivided(wallMilliseconds, 86_400_000))) }
  /// Time of day on the wall, in seconds since midnight.
  package var secondOfDay: Int { Int(wallMilliseconds / 1000 - Int64(day.number) * 86_400) }

  private var wallMilliseconds: Int64 { milliseconds + Int64(utcOffset) * 1000 }

  /// `2026-11-21T07:12:30+01:00`
  package var iso: String { "\(day.iso)T\(clock):\(Self.two(secondOfDay % 60))\(offsetText)" }
  /// `2026-11-21 07:12`
  package var short: String { "\(day.iso) \(clock)" }
  /// `07:12`
  package var clock: String { "\(Self.two(secondOfDay / 3600)):\(Self.two(secondOfDay / 60 % 60))" }

  private var offsetText: String {
    let minutes = abs(utcOffset) / 60
    return "\(utcOffset < 0 ? "-" : "+")\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
  }

  package static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

  static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func floorDivided(_ value: Int64, _ by: Int64) -> Int64 {
    let quotient = value / by
    return value % by < 0 ? quotient - 1 : quotient
  }
}

extension Moment {
  /// A time on the wall's clock of this computer's zone. Where clocks were put forward over it, the time that they then showed.
  package init(day: Day, secondOfDay: Int, millisecond: Int = 0) {
    var parts = tm()
    let (year, month, number) = day.parts
    parts.tm_year = CInt(year - 1900)
    parts.tm_mon = CInt(month - 1)
    parts.tm_mday = CInt(number)
    parts.tm_hour = CInt(secondOfDay / 3600)
    parts.tm_min = CInt(secondOfDay / 60 % 60)
    parts.tm_sec = CInt(secondOfDay % 60)
    parts.tm_isdst = -1
    self.init(localMilliseconds: Int64(mktime(&parts)) * 1000 + Int64(millisecond))
  }

  package init(midnightOf day: Day) {
    self.init(day: day, secondOfDay: 0)
  }
}
