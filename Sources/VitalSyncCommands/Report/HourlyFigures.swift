import ECGCore

/// A long recording hour by hour of its grid.
struct HourlyFigures {
  struct Row {
    /// From 0.
    var hour: Int
    var analysableShare: Double
    var time: Reading<TimeDomainMetrics>
    var artefactShare: Double
    var irregular: Int
    var findings: Int
  }

  private(set) var rows: [Row] = []

  /// Shorter recordings have no such table, in seconds.
  static let leastSeconds = 2.0 * 3600

  init(_ figures: SessionFigures, durationSeconds: Double) {
    guard durationSeconds >= Self.leastSeconds else { return }
    let rate = figures.rate
    func hour(_ position: Double) -> Int { Int(rate.seconds(position) / 3600) }
    let intervals = Dictionary(grouping: figures.intervalLog) { hour($0.to) }
    let minutes = Dictionary(grouping: figures.minutes) { $0.minute / 60 }
    let findings = Dictionary(grouping: figures.findings) { hour(Double($0.onset)) }
    rows = minutes.keys.sorted().map { hour in
      let here = minutes[hour] ?? []
      let samples = here.reduce(0) { $0 + $1.samples }
      let fit = here.reduce(0) { $0 + $1.samples(in: .good) + $1.samples(in: .fair) }
      let correction = ArtefactCorrection(intervals[hour] ?? [], rate: rate)
      return Row(
        hour: hour, analysableShare: Double(fit) / Double(max(1, samples)),
        time: TimeDomainMetrics.reading(of: correction.series), artefactShare: correction.found.artefactShare,
        irregular: (intervals[hour] ?? []).count { $0.verdict == .irregular },
        findings: findings[hour]?.count ?? 0)
    }
  }

  static let head = [
    "hour", "analysed %", "mean bpm", "min", "max", "SDNN ms", "RMSSD ms", "artefacts %", "irregular", "findings",
  ]

  /// Cells of each row, under `head`; a dash where nothing can be told.
  var cells: [[String]] {
    rows.map { row in
      let time = row.time.value
      func figure(_ value: Double?, _ places: Int) -> String { value.map { fixed($0, places) } ?? "–" }
      return [
        "\(clock(Double(row.hour) * 3600))", fixed(100 * row.analysableShare, 0), figure(time?.meanHeartRate, 0),
        figure(time?.minimumHeartRate, 0), figure(time?.maximumHeartRate, 0), figure(time?.sdnn, 0),
        figure(time?.rmssd, 0), fixed(100 * row.artefactShare, 1), "\(row.irregular)", "\(row.findings)",
      ]
    }
  }
}
