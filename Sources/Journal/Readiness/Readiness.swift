/// How today compares: the week's ln RMSSD and resting heart rate against the person's own last two months, and the load that was carried.
///
/// Definitions, sources and deviations: `NormalBand`, `TrainingBalance`, `TheilSen`. Both sides of the band matter: D. J. Plews et al. 2013;
/// a low mean with a low resting rate may be saturation (M. Buchheit 2014), a high one overreaching (Y. Le Meur et al., Med. Sci. Sports
/// Exerc. 45 (2013) 2061). No look-ahead: a day is judged by what was known on it.
package struct Readiness: Hashable, Sendable {
  package var day: Day
  package var mornings: Mornings
  /// Of ln RMSSD.
  package var variability: Result<NormalBand, NormalBand.Lack>
  /// Of the heart rate of the same mornings, beats per minute.
  package var heartRate: Result<NormalBand, NormalBand.Lack>
  /// Of the heart rate over four weeks, beats per minute a day.
  package var heartRateTrend: TheilSen?
  package var balance: TrainingBalance?

  /// Days over which the heart rate's trend is taken.
  package static let trendDays = 28

  package init(_ sessions: [SessionRecord], on day: Day) {
    self.day = day
    let mornings = Mornings(sessions.filter { $0.began.day <= day })
    self.mornings = mornings
    func values(_ days: Int, _ value: (Mornings.Morning) -> Double?) -> [Double] {
      mornings.window(endingOn: day, days: days).compactMap(value)
    }
    func band(_ value: (Mornings.Morning) -> Double?) -> Result<NormalBand, NormalBand.Lack> {
      Result { () throws(NormalBand.Lack) in
        try NormalBand(week: values(NormalBand.weekDays, value), months: values(NormalBand.monthsDays, value))
      }
    }
    variability = band(\.lnRMSSD)
    heartRate = band(\.heartRate)
    heartRateTrend = TheilSen(
      mornings.window(endingOn: day, days: Self.trendDays).compactMap { morning in
        morning.heartRate.map { (Double(morning.day.number), $0) }
      })
    balance = TrainingBalance(sessions, on: day)
  }

  /// The mornings of the week that is judged.
  package var week: ArraySlice<Mornings.Morning> { mornings.window(endingOn: day, days: NormalBand.weekDays) }

  /// The mean of the week's coefficients of variation over the 60 days, percent: what the variation from day to day usually is.
  package var usualVariation: Double? {
    let weeks = (0..<NormalBand.monthsDays).compactMap { back -> Double? in
      let values = mornings.window(endingOn: day - back, days: NormalBand.weekDays).map(\.lnRMSSD)
      return values.count >= NormalBand.leastInWeek ? Spread(values)?.variation : nil
    }
    return weeks.count >= NormalBand.leastInMonths ? weeks.reduce(0, +) / Double(weeks.count) : nil
  }

  /// A day of the picture: its value, and mean and band as they were known on it.
  package struct Point: Hashable, Sendable {
    package var day: Day
    package var value: Double?
    package var mean: Double?
    package var range: ClosedRange<Double>?
  }

  /// The last two months, day by day.
  package func course(of value: (Mornings.Morning) -> Double?) -> [Point] {
    (0..<NormalBand.monthsDays).reversed().map { back in
      let last = day - back
      let week = mornings.window(endingOn: last, days: NormalBand.weekDays)
      let months = mornings.window(endingOn: last, days: NormalBand.monthsDays).compactMap(value)
      let values = week.compactMap(value)
      let band = try? NormalBand(week: values, months: months)
      return Point(
        day: last, value: week.last.flatMap { $0.day == last ? value($0) : nil },
        mean: values.count >= NormalBand.leastInWeek ? Spread(values)?.mean : nil, range: band?.range)
    }
  }
}
