import Journal

/// What a person's other vital signs come to, as text.
struct VitalsText {
  let account: VitalsAccount
  let columns: Int

  private static let labelColumns = 16
  /// Nights that are told one by one.
  private static let mostNights = 7
  private static let daysOfTrend = 30.0

  var whole: String {
    guard !account.newest.isEmpty else {
      return "No reading is in the journal for this time: vitalsync vitals add bp 118/76 --pulse 52\n"
    }
    var lines: [String] = []
    lines += pressure + oxygen + glucose + weight
    if let reading = account.temperature {
      lines += labelled("Temperature", "\(reading.words), \(reading.taken.short)")
    }
    if let spot = account.newest.first(where: { $0.kind == .oxygen }), account.oxygen.isEmpty {
      lines += labelled("Oxygen", "\(spot.words), \(spot.taken.short)")
    }
    lines += [""] + TextWrap.lines(ReportWords.disclaimer, columns: columns, indent: "", hanging: "")
    return lines.joined(separator: "\n") + "\n"
  }

  private var pressure: [String] {
    guard let pressure = account.pressure else { return [] }
    let mean = "\(fixed(pressure.systolic, 0))/\(fixed(pressure.diastolic, 0)) mmHg"
    var lines = labelled(
      "Blood pressure",
      "\(mean), the mean of \(pressure.readings) readings on \(pressure.days) days (the last week of readings)")
    lines += labelled("", "ESH 2023: \(pressure.european.rawValue). ACC/AHA 2017: \(pressure.american.rawValue).")
    if !pressure.isEnough {
      lines += labelled(
        "",
        "Not sure: both want the mean of several days; \(BloodPressure.leastReadings) readings on \(BloodPressure.leastDays) days are the least."
      )
    }
    if pressure.american == .crisis {
      lines += labelled(
        "",
        "So high: measure again after a few minutes' rest. With chest pain, breathlessness, weakness or trouble seeing or speaking, call for help at once."
      )
    } else if pressure.isRaisedAtHome, pressure.isEnough {
      lines += labelled(
        "", "At home, 135/85 mmHg and above counts as raised (ESH 2023): have it measured by a physician.")
    }
    if let trend = account.systolicTrend { lines += labelled("", "Systolic: " + Self.words(of: trend, "mmHg")) }
    if let trend = account.diastolicTrend { lines += labelled("", "Diastolic: " + Self.words(of: trend, "mmHg")) }
    return lines
  }

  private var oxygen: [String] {
    var lines: [String] = []
    for night in account.oxygen.suffix(Self.mostNights) {
      let hours = night.recording.seconds / 3600
      lines += labelled(
        "Oxygen",
        "\(night.recording.began.short), \(clock(night.recording.seconds)): mean \(fixed(night.mean, 1)) %, lowest "
          + "\(fixed(night.lowest, 0)) %, below 90 % for \(fixed(night.below90, 1)) % of the time")
      lines += labelled(
        "",
        "Falls by 3 points: \(night.three.falls.count), \(fixed(night.three.perHour, 1)) an hour (ODI3); by 4: "
          + "\(night.four.falls.count), \(fixed(night.four.perHour, 1)) an hour (ODI4)"
          + (hours < OxygenFigures.nightHours ? ". Shorter than a night, so not sure" : ""))
      if !night.alerts.alerts.isEmpty {
        let times = night.alerts.alerts.prefix(5).map { "\(clock($0.from)) to \(fixed($0.lowest, 0)) %" }
        lines += labelled(
          "",
          "\(night.alerts.alerts.count) times below \(fixed(OxygenAlerts.beginsBelow, 0)) % for long: \(times.joined(separator: ", "))"
        )
      }
    }
    return lines
  }

  private var glucose: [String] {
    guard let glucose = account.glucose else { return [] }
    let places = glucose.unit.places
    var lines = labelled(
      "Glucose",
      "mean \(fixed(glucose.mean, places)) \(glucose.unit.rawValue), variation \(fixed(glucose.variation, 0)) %"
        + (glucose.variation > GlucoseFigures.unstableVariation ? " (above 36: unstable)" : "")
        + ", from \(glucose.readings) readings over \(fixed(glucose.days, 1)) days")
    lines += labelled(
      "",
      "In range \(fixed(glucose.inRange, 0)) %, low \(fixed(glucose.low, 1)) %, very low \(fixed(glucose.veryLow, 1)) %, high "
        + "\(fixed(glucose.high, 1)) %, very high \(fixed(glucose.veryHigh, 1)) % (consensus 2019)")
    if let indicator = glucose.managementIndicator {
      lines += labelled("", "GMI \(fixed(indicator, 1)) %")
    } else {
      let active = glucose.activePercent.map { "\(fixed($0, 0)) % of a sensor's readings" } ?? "single measurements"
      lines += labelled(
        "",
        "GMI: not given, it needs 14 days with 70 % of a sensor's readings; here \(fixed(glucose.days, 1)) days, \(active)"
      )
    }
    guard let forecast = account.forecast else { return lines }
    let errors =
      "typical error \(fixed(forecast.rootMeanSquare, max(1, places))) against \(fixed(forecast.persistence, max(1, places))) "
      + "\(forecast.unit.rawValue) for \"as it is now\", in \(forecast.judged) forecasts"
    if let next = forecast.next {
      lines += labelled(
        "", "30 min after \(forecast.from.clock): \(fixed(next, places)) \(forecast.unit.rawValue); \(errors)")
    } else if forecast.isWorthGiving {
      lines += labelled("", "30-min forecast: the newest half hour has holes; \(errors)")
    } else {
      lines += labelled("", "30-min forecast: not given, it is no better than \"as it is now\"; \(errors)")
    }
    return lines
  }

  private var weight: [String] {
    guard let weight = account.weight, let last = weight.values.last else { return [] }
    return labelled("Weight", "\(fixed(last, 1)) kg" + (weight.trend.map { "; " + Self.words(of: $0, "kg") } ?? ""))
  }

  /// `rising by 1.2 mmHg a month (0.4 to 2.1)`, of a trend by the day.
  static func words(of trend: TheilSen, _ unit: String, places: Int = 1) -> String {
    let month = trend.slope * daysOfTrend
    let (low, high) = (trend.interval.lowerBound * daysOfTrend, trend.interval.upperBound * daysOfTrend)
    let range = "95 %: \(fixed(low, places)) to \(fixed(high, places))"
    let of = unit.isEmpty ? "" : " \(unit)"
    guard trend.isSure else { return "no trend beyond doubt, \(fixed(month, places))\(of) in 30 days (\(range))" }
    return "\(month > 0 ? "rising" : "falling") by \(fixed(abs(month), places))\(of) in 30 days (\(range))"
  }

  private func labelled(_ label: String, _ text: String) -> [String] {
    TextWrap.lines(
      text, columns: columns, indent: label + padding(Self.labelColumns - label.count),
      hanging: padding(Self.labelColumns))
  }
}
