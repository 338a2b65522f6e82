/// A column of times, read as one: one row in which the day is beyond the 12th settles the order for all.
struct TimeColumn {
  private var order: LooseTime.Order

  /// - Parameter stated: what the user says of the order.
  init(_ cells: [String], name: String, stated: DateOrder? = nil) throws(JournalError) {
    let times = cells.compactMap(LooseTime.init)
    let told = Set(times.compactMap(\.order))
    guard told.count < 2 else {
      throw JournalError(
        .malformed, place: name, what: "its dates fit neither day/month nor month/day throughout",
        remedy: "Save them as 2026-11-21 and import again.")
    }
    if let stated {
      order = stated == .dayFirst ? .dayFirst : .monthFirst
    } else if let only = told.first {
      order = only
    } else if times.contains(where: \.isAmbiguous) {
      // Whoever writes AM and PM writes the month first.
      guard times.contains(where: \.isTwelveHour) else {
        throw JournalError(
          .malformed, place: name, what: "its dates may be read as day/month and as month/day",
          remedy: "Say which: --dates dmy or --dates mdy.")
      }
      order = .monthFirst
    } else {
      order = .dayFirst
    }
  }

  func moment(_ cell: String) -> Moment? { LooseTime(cell)?.moment(order) }
  func hasTime(_ cell: String) -> Bool { LooseTime(cell)?.hasTime ?? false }
}

/// How a table writes its days, where its numbers do not settle it.
package enum DateOrder: String, Hashable, Sendable, CaseIterable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"
}
