/// A column of times, read as one: one row in which the day is beyond the 12th settles the order for all.
struct TimeColumn {
  private var order: LooseTime.Order
  /// Behind a year the month goes first, as in ISO 8601, but for those who write 2026-21-11.
  private var orderBehindYear: LooseTime.Order

  /// - Parameters:
  ///   - stated: what the user says of the order.
  ///   - doubtsYears: this program is known to write the day before the month behind a year, too.
  init(
    _ cells: [String], name: String, stated: DateOrder? = nil, doubtsYears: Bool = false
  ) throws(JournalError) {
    let all = cells.compactMap(LooseTime.init)
    let (behindYears, times) = (all.filter(\.isYearFirst), all.filter { !$0.isYearFirst })
    let told = Set(times.compactMap(\.order))
    let toldBehindYear = Set(behindYears.compactMap(\.order))
    guard told.count < 2, toldBehindYear.count < 2 else {
      throw JournalError(
        .malformed, place: name, what: "its dates fit neither day/month nor month/day throughout",
        remedy: "Save them as 2026-11-21 and import again.")
    }
    let said: LooseTime.Order? = stated.map { $0 == .dayFirst ? .dayFirst : .monthFirst }
    if doubtsYears, toldBehindYear.isEmpty, said == nil, behindYears.contains(where: \.isAmbiguous) {
      throw JournalError(
        .malformed, place: name, what: "its dates may be read as year-month-day and as year-day-month",
        remedy: "Say which: --dates mdy or --dates dmy.")
    }
    orderBehindYear = toldBehindYear.first ?? (doubtsYears ? said : nil) ?? .monthFirst
    if let said {
      order = said
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

  func moment(_ cell: String) -> Moment? {
    LooseTime(cell).flatMap { $0.moment($0.isYearFirst ? orderBehindYear : order) }
  }

  func hasTime(_ cell: String) -> Bool { LooseTime(cell)?.hasTime ?? false }
}

/// How a table writes its days, where its numbers do not settle it.
package enum DateOrder: String, Hashable, Sendable, CaseIterable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"
}
