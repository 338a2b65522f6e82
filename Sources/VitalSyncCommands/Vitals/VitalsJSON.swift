import Journal

/// `vitals --json`. Keys are documented in docs/vitals.md.
struct VitalsJSON: Encodable {
  var schemaVersion = JSONText.schemaVersion
  var newest: [VitalJSON]
  var bloodPressure: Pressure?
  var oxygen: [Oxygen]
  var glucose: Glucose?
  var weight: Weight?

  struct Pressure: Encodable {
    var systolic_mmHg: Double
    var diastolic_mmHg: Double
    var readings: Int
    var days: Int
    var enough: Bool
    var esh2023: String
    var accAHA2017: String
    var systolicTrend: TrendJSON?
    var diastolicTrend: TrendJSON?
  }

  struct Oxygen: Encodable {
    var began: String
    var duration_s: Double
    var mean_percent: Double
    var lowest_percent: Double
    var below90_percent: Double
    var odi3_perHour: Double
    var odi4_perHour: Double
    var falls: [Fall]
    var alerts: [Alert]
  }

  struct Fall: Encodable {
    var from_s: Double
    var to_s: Double
    var baseline_percent: Double
    var lowest_percent: Double
  }

  struct Alert: Encodable {
    var from_s: Double
    var to_s: Double
    var lowest_percent: Double
  }

  struct Glucose: Encodable {
    var unit: String
    var readings: Int
    var days: Double
    var active_percent: Double?
    var mean: Double
    var sd: Double
    var cv_percent: Double
    var veryLow_percent: Double
    var low_percent: Double
    var inRange_percent: Double
    var high_percent: Double
    var veryHigh_percent: Double
    var gmi_percent: Double?
    var forecast: Forecast?
  }

  struct Forecast: Encodable {
    var from: String
    var inMinutes = 30
    var value: Double?
    var rmse: Double
    var persistenceRMSE: Double
    var judged: Int
    var worthGiving: Bool
  }

  struct Weight: Encodable {
    var newest_kg: Double
    var trend: TrendJSON?
  }

  init(_ account: VitalsAccount) {
    newest = account.newest.map(VitalJSON.init)
    bloodPressure = account.pressure.map {
      Pressure(
        systolic_mmHg: $0.systolic.rounded(places: 1), diastolic_mmHg: $0.diastolic.rounded(places: 1),
        readings: $0.readings, days: $0.days, enough: $0.isEnough, esh2023: $0.european.rawValue,
        accAHA2017: $0.american.rawValue, systolicTrend: account.systolicTrend.map(TrendJSON.init),
        diastolicTrend: account.diastolicTrend.map(TrendJSON.init))
    }
    oxygen = account.oxygen.map { night in
      Oxygen(
        began: night.recording.began.iso, duration_s: night.recording.seconds,
        mean_percent: night.mean.rounded(places: 2),
        lowest_percent: night.lowest, below90_percent: night.below90.rounded(places: 2),
        odi3_perHour: night.three.perHour.rounded(places: 2), odi4_perHour: night.four.perHour.rounded(places: 2),
        falls: night.three.falls.map {
          Fall(from_s: $0.from, to_s: $0.to, baseline_percent: $0.baseline, lowest_percent: $0.lowest)
        },
        alerts: night.alerts.alerts.map { Alert(from_s: $0.from, to_s: $0.to, lowest_percent: $0.lowest) })
    }
    glucose = account.glucose.map { figures in
      Glucose(
        unit: figures.unit.rawValue, readings: figures.readings, days: figures.days.rounded(places: 2),
        active_percent: figures.activePercent?.rounded(places: 1), mean: figures.mean.rounded(places: 2),
        sd: figures.deviation.rounded(places: 2), cv_percent: figures.variation.rounded(places: 1),
        veryLow_percent: figures.veryLow.rounded(places: 1), low_percent: figures.low.rounded(places: 1),
        inRange_percent: figures.inRange.rounded(places: 1), high_percent: figures.high.rounded(places: 1),
        veryHigh_percent: figures.veryHigh.rounded(places: 1),
        gmi_percent: figures.managementIndicator?.rounded(places: 2),
        forecast: account.forecast.map {
          Forecast(
            from: $0.from.iso, value: $0.next?.rounded(places: 2), rmse: $0.rootMeanSquare.rounded(places: 3),
            persistenceRMSE: $0.persistence.rounded(places: 3), judged: $0.judged, worthGiving: $0.isWorthGiving)
        })
    }
    weight = account.weight.flatMap { weight in
      weight.values.last.map { Weight(newest_kg: $0, trend: weight.trend.map(TrendJSON.init)) }
    }
  }
}

/// A trend by the day: the median of slopes, and its 95 % interval.
struct TrendJSON: Encodable {
  var perDay: Double
  var from: Double
  var to: Double
  var points: Int
  var sure: Bool

  init(_ trend: TheilSen) {
    perDay = trend.slope.rounded(places: 5)
    from = trend.interval.lowerBound.rounded(places: 5)
    to = trend.interval.upperBound.rounded(places: 5)
    points = trend.points
    sure = trend.isSure
  }
}
