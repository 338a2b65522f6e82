/// Where a person's weekly mean usually lies, and where this week's lies.
///
/// The mean of 7 days against the mean ± 0.5 standard deviations of 60 (the smallest worthwhile change: W. G. Hopkins, Sportscience 8
/// (2004) 1; for ln RMSSD D. J. Plews et al., Sports Med. 43 (2013) 773, and M. Buchheit, Front. Physiol. 5 (2014) 73). Calendar days, both
/// windows ending on the day that is judged; standard deviation divided by n − 1. Own choices: both windows end on the same day, so that the
/// week is part of the band; the least counts below. No look-ahead.
package struct NormalBand: Hashable, Sendable {
  package var week: Spread
  package var months: Spread
  /// Mean less and plus half a standard deviation of the 60 days.
  package var range: ClosedRange<Double>

  package static let weekDays = 7
  package static let monthsDays = 60
  /// Half-width of the band in standard deviations.
  package static let widthInDeviations = 0.5
  /// Values of a week below which its mean says little: D. J. Plews et al., Int. J. Sports Physiol. Perform. 9 (2014) 783.
  package static let leastInWeek = 3
  /// Values of the 60 days below which there is no band: the mean is then known to 0.27 standard deviations, half the band's half-width.
  package static let leastInMonths = 14

  package enum Position: String, Hashable, Sendable {
    case below, within, above
  }

  package var position: Position {
    week.mean < range.lowerBound ? .below : week.mean > range.upperBound ? .above : .within
  }

  /// Why there is no band.
  package enum Lack: Error, Hashable, Sendable {
    case week(Int)
    case months(Int)
    /// All values of the 60 days are one and the same: no measurement does that.
    case noSpread
  }

  package init(week: [Double], months: [Double]) throws(Lack) {
    guard week.count >= Self.leastInWeek, let weekly = Spread(week) else { throw .week(week.count) }
    guard months.count >= Self.leastInMonths, let monthly = Spread(months) else { throw .months(months.count) }
    guard let deviation = monthly.deviation, deviation > 0 else { throw .noSpread }
    self.week = weekly
    self.months = monthly
    let half = Self.widthInDeviations * deviation
    range = (monthly.mean - half)...(monthly.mean + half)
  }
}
