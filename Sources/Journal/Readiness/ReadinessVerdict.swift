/// What a readiness means, in plain words, and how sure that is.
package struct ReadinessVerdict: Hashable, Sendable {
  package var sentence: String
  package var certainty: Certainty
  /// What speaks against it, each in words.
  package var doubts: [String]

  package enum Certainty: String, Hashable, Sendable {
    /// There is no verdict.
    case none
    case unsure
    case fairlySure
    case sure
  }

  /// From here on nothing is lacking: a month of mornings, and five of the week (A. A. Flatt and M. R. Esco, Int. J. Sports Physiol.
  /// Perform. 10 (2015) 994: five days stand for a week).
  static let (plentyInMonths, plentyInWeek) = (30, 5)
  /// Own choice: heart and variability change with the hour, so a week's measures should lie within so many hours of each other.
  static let mostHoursApart = 3.0
  /// Own choice: a week's usual variation times this is a restless week.
  static let restless = 1.5

  package init(_ readiness: Readiness) {
    switch readiness.variability {
    case .failure(let lack):
      sentence = Self.words(of: lack)
      certainty = .none
      doubts = Self.doubts(of: readiness)
    case .success(let band):
      let rate = (try? readiness.heartRate.get())?.position
      sentence = Self.meaning(band.position, rate) + Self.restlessness(readiness, band) + Self.load(readiness)
      let doubts = Self.doubts(of: readiness) + Self.scarcity(band)
      self.doubts = doubts
      certainty = doubts.isEmpty ? .sure : doubts.count == 1 ? .fairlySure : .unsure
    }
  }

  private static func words(of lack: NormalBand.Lack) -> String {
    switch lack {
    case .week(let count):
      "No verdict: \(count == 0 ? "no morning" : count == 1 ? "one morning" : "\(count) mornings") in the last "
        + "\(NormalBand.weekDays) days, \(NormalBand.leastInWeek) are needed: vitalsync monitor --protocol morning"
    case .months(let count):
      "No verdict yet: \(count) mornings in the last \(NormalBand.monthsDays) days, \(NormalBand.leastInMonths) are needed "
        + "to know what is normal for you."
    case .noSpread: "No verdict: all mornings are exactly alike, which no heart is. Is this a test signal?"
    }
  }

  private static func meaning(_ position: NormalBand.Position, _ rate: NormalBand.Position?) -> String {
    switch (position, rate) {
    case (.within, .above?):
      "Your variability is within your normal band, your resting rate above it: train as planned, and watch for illness, heat or "
        + "poor sleep."
    case (.within, _): "Within your normal band: nothing here speaks against training as planned."
    case (.below, .above?):
      "Below your normal band, with a raised resting rate: you have not recovered. Train easily or rest until the mean is back in the band."
    case (.below, .below?):
      "Below your normal band, with a low resting rate: in well-trained hearts that may be saturation, not fatigue. Go by how you "
        + "feel and perform; if you are tired, train easily."
    case (.below, _): "Below your normal band: keep training easy until the mean is back in the band."
    case (.above, .above?):
      "Above your normal band, with a raised resting rate: the two do not fit together. Look at the measures before you go by them."
    case (.above, _):
      "Above your normal band: mostly a sign of good adaptation, fit for hard training. If you are unusually tired in heavy training, it may "
        + "be overreaching instead."
    }
  }

  private static func restlessness(_ readiness: Readiness, _ band: NormalBand) -> String {
    guard let variation = band.week.variation, let usual = readiness.usualVariation, variation > restless * usual else {
      return ""
    }
    return " The mornings differ more than usual from each other, as in weeks of unaccustomed strain."
  }

  private static func load(_ readiness: Readiness) -> String {
    guard let ratio = readiness.balance?.ratio else { return "" }
    if ratio > 1.5 { return " You carried much more this week than in the last four." }
    if ratio < 0.5 { return " You carried much less this week than in the last four." }
    return ""
  }

  private static func scarcity(_ band: NormalBand) -> [String] {
    var doubts: [String] = []
    if band.week.count < plentyInWeek {
      doubts.append("only \(band.week.count) mornings of the last \(NormalBand.weekDays)")
    }
    if band.months.count < plentyInMonths {
      doubts.append("the band rests on \(band.months.count) mornings, \(plentyInMonths) make it firm")
    }
    return doubts
  }

  private static func doubts(of readiness: Readiness) -> [String] {
    var doubts: [String] = []
    let week = readiness.week
    if let last = week.last, last.day < readiness.day - 1 {
      doubts.append("the newest morning is \(readiness.day.number - last.day.number) days old")
    }
    let leftOut = readiness.mornings.leftOut.filter { $0 > readiness.day - NormalBand.weekDays && $0 <= readiness.day }
    if !leftOut.isEmpty {
      let measures = leftOut.count == 1 ? "one measure" : "\(leftOut.count) measures"
      doubts.append("\(measures) of the week left out: signal, corrected beats or unrest")
    }
    let times = week.compactMap(\.secondOfDay)
    if let first = times.min(), let last = times.max(), Double(last - first) > 3600 * mostHoursApart {
      doubts.append("measured at irregular times, between \(clock(first)) and \(clock(last))")
    }
    return doubts
  }

  private static func clock(_ second: Int) -> String { "\(Moment.two(second / 3600)):\(Moment.two(second / 60 % 60))" }
}
