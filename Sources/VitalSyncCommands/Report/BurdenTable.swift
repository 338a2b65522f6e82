import ECGCore

/// How many beats were ectopic: in each heart-rate zone, and in each hour. Text and page lay the cells out.
struct BurdenTable {
  var head: [String]
  var cells: [[String]]

  /// A rate per hour is told from so many seconds on: less would be multiplied by more than six.
  static let leastSeconds = 600.0
  /// Shorter recordings have no table by the hour, in seconds.
  static let leastForHours = 3600.0

  /// "12.3", or a dash where the time is too short for a rate.
  static func perHour(_ beats: Int, in seconds: Double) -> String {
    rate(beats, in: seconds).map { fixed($0, 1) } ?? "–"
  }

  static func rate(_ beats: Int, in seconds: Double) -> Double? {
    seconds >= leastSeconds ? Double(beats) * 3600 / seconds : nil
  }

  static func percent(_ ectopic: Int, of named: Int) -> String {
    named > 0 ? fixed(100 * Double(ectopic) / Double(named), 2) : "–"
  }

  /// `nil` where no maximum heart rate is known, on which zones rest, or no beat was named.
  static func zones(_ figures: SessionFigures) -> BurdenTable? {
    guard let training = figures.training, training.limits.maximum != nil, figures.burden.named > 0 else { return nil }
    let rows = (0...5).reversed().compactMap { zone -> [String]? in
      let (counts, seconds) = (figures.burden.inZone(zone), training.seconds(inZone: zone))
      guard seconds > 0 || counts.named > 0 else { return nil }
      let from = training.limits.begin(ofZone: zone).map { fixed($0, 0) } ?? "–"
      return [
        zone == 0 ? "below 1" : "\(zone)", zone == 0 ? "–" : from, clock(Double(seconds)), "\(counts.named)",
        "\(counts.supraventricular)", "\(counts.ventricular)",
        percent(counts.supraventricular + counts.ventricular, of: counts.named),
        perHour(counts.supraventricular, in: Double(seconds)), perHour(counts.ventricular, in: Double(seconds)),
      ]
    }
    return BurdenTable(
      head: ["zone", "from bpm", "time", "named", "S", "V", "ectopic %", "S an hour", "V an hour"], cells: rows)
  }

  /// `nil` for recordings of an hour or less.
  static func hours(_ figures: SessionFigures, durationSeconds: Double) -> BurdenTable? {
    guard durationSeconds > leastForHours, figures.classes.counts.total > 0 else { return nil }
    let rows = hourly(figures).map { hour, counts, seconds -> [String] in
      var cells = [clock(Double(hour) * 3600), clock(seconds)]
      for label in BeatLabel.allCases { cells.append("\(counts[label])") }
      cells.append(counts.ectopicPercent.map { fixed($0, 2) } ?? "–")
      cells.append(perHour(counts[.supraventricular], in: seconds))
      cells.append(perHour(counts[.ventricular], in: seconds))
      return cells
    }
    return BurdenTable(
      head: ["hour", "analysed", "N", "S", "V", "F", "Q", "ectopic %", "S an hour", "V an hour"], cells: rows)
  }

  /// Each hour with a beat: its counts, and its seconds of fit signal.
  static func hourly(_ figures: SessionFigures) -> [(hour: Int, counts: BeatClassCounts, analysed: Double)] {
    let minutes = Dictionary(grouping: figures.minutes) { $0.minute / 60 }
    return figures.classes.hours.sorted { $0.key < $1.key }.map { hour, counts in
      let fit = (minutes[hour] ?? []).reduce(0) { $0 + $1.samples(in: .good) + $1.samples(in: .fair) }
      return (hour, counts, figures.rate.seconds(Double(fit)))
    }
  }

  static let note =
    "A rate an hour is told from ten minutes of fit signal on. Zones by the heart rate, a mean over 10 s."

  /// Why there is no table by zones.
  static let noZones =
    "By heart-rate zone: not told, since no highest rate is known. State --max-hr or --age, or keep it in config.toml."
}
