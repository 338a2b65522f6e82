import ArgumentParser
import Journal

/// A time in the past as a person types it: `30d`, `12w`, `1y` before now, or a day, `2026-10-01`, from its midnight on.
struct HistorySpan: Hashable, Sendable, ExpressibleByArgument {
  private enum Form: Hashable, Sendable {
    case days(Int)
    case day(Day)
  }

  private var form: Form

  /// A century: what no journal holds.
  private static let longestDays = 36_525

  init?(argument: String) {
    let units = [("d", 1), ("w", 7), ("y", 365)]
    if let unit = units.first(where: { argument.hasSuffix($0.0) }), let count = Int(argument.dropLast()), count > 0,
      count <= Self.longestDays / unit.1
    {
      form = .days(count * unit.1)
    } else if let day = Day(iso: argument) {
      form = .day(day)
    } else {
      return nil
    }
  }

  /// The midnight on the wall at which it begins: so many days and today, or the day named.
  func begin(now: Moment) -> Moment {
    switch form {
    case .days(let count): Moment(midnightOf: now.day - (count - 1))
    case .day(let day): Moment(midnightOf: day)
    }
  }
}
