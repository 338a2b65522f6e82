import Journal

/// `readiness --json`. Keys are documented in docs/readiness.md.
struct ReadinessJSON: Encodable {
  var schemaVersion = JSONText.schemaVersion
  var athlete: String
  var day: String
  var sentence: String
  /// `none` `unsure` `fairlySure` `sure`.
  var certainty: String
  var doubts: [String]
  var lnRMSSD: Band
  var heartRate: Band
  var usualCV_percent: Double?
  var heartRateTrend: TrendJSON?
  var load: Load?
  /// A fever of these days.
  var warning: String?
  /// The newest of each kind in the week.
  var vitals: [VitalJSON]
  var days: [Point]

  struct Band: Encodable {
    var week: Double?
    var weekMornings: Int?
    var weekCV_percent: Double?
    var mean: Double?
    var sd: Double?
    var mornings: Int?
    var from: Double?
    var to: Double?
    /// `below` `within` `above`.
    var position: String?
    /// `week` `months` `noSpread`: why there is none.
    var refused: String?

    init(_ result: Result<NormalBand, NormalBand.Lack>) {
      switch result {
      case .success(let band):
        week = band.week.mean.rounded(places: 4)
        weekMornings = band.week.count
        weekCV_percent = band.week.variation?.rounded(places: 2)
        mean = band.months.mean.rounded(places: 4)
        sd = band.months.deviation?.rounded(places: 4)
        mornings = band.months.count
        from = band.range.lowerBound.rounded(places: 4)
        to = band.range.upperBound.rounded(places: 4)
        position = band.position.rawValue
      case .failure(.week(let count)):
        weekMornings = count
        refused = "week"
      case .failure(.months(let count)):
        mornings = count
        refused = "months"
      case .failure(.noSpread): refused = "noSpread"
      }
    }
  }

  struct Load: Encodable {
    /// `trimpBanister` or `trimpEdwards`.
    var impulse: String
    var acute: Double
    var chronic: Double
    var ratio: Double?
    var sessions: Int
    var sessionsWithout: Int
  }

  struct Point: Encodable {
    var day: String
    var lnRMSSD: Double?
    var mean: Double?
    var from: Double?
    var to: Double?
  }

  init(_ account: ReadinessAccount) {
    let readiness = account.readiness
    athlete = account.person
    day = readiness.day.iso
    sentence = account.verdict.sentence
    certainty = account.verdict.certainty.rawValue
    doubts = account.verdict.doubts
    lnRMSSD = Band(readiness.variability)
    heartRate = Band(readiness.heartRate)
    usualCV_percent = readiness.usualVariation?.rounded(places: 2)
    heartRateTrend = readiness.heartRateTrend.map(TrendJSON.init)
    load = readiness.balance.map {
      Load(
        impulse: $0.impulse.rawValue, acute: $0.acute.rounded(places: 2), chronic: $0.chronic.rounded(places: 2),
        ratio: $0.ratio?.rounded(places: 3), sessions: $0.sessions, sessionsWithout: $0.without)
    }
    warning = account.warning
    vitals = account.vitals.newest.map(VitalJSON.init)
    days = readiness.course(of: \.lnRMSSD).map {
      Point(
        day: $0.day.iso, lnRMSSD: $0.value?.rounded(places: 4), mean: $0.mean?.rounded(places: 4),
        from: $0.range?.lowerBound.rounded(places: 4),
        to: $0.range?.upperBound.rounded(places: 4))
    }
  }
}
