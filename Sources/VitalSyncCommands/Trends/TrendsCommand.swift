import ArgumentParser
import Journal
import TerminalUI

/// `vitalsync trends`: one figure over months.
struct TrendsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trends",
    abstract: "One figure day by day, and where it goes.",
    discussion: """
      vitalsync trends rmssd                  of the morning measures
      vitalsync trends trimp --since 12w      a day's sum
      vitalsync trends hr --kind free
      vitalsync trends weight --csv

      Figures: \(TrendMetric.names.joined(separator: ", ")).
      The trend is the median of the slopes between all pairs of days, with its 95 % interval (Theil and Sen).
      """)

  @Argument(help: "Which figure: rmssd, lnRMSSD, hr, alpha1, trimp, systolic, weight …")
  var metric: TrendMetric

  @Option(help: ArgumentHelp("Whose. Left out: the current athlete's.", valueName: "name"))
  var athlete: String?

  @Option(help: ArgumentHelp("From then on: 30d, 12w, 1y, or a day. Left out: 90d.", valueName: "time"))
  var since: HistorySpan?

  @Option(help: "Of which sessions: free, morning, orthostatic. Left out: those that compare.")
  var kind: SessionKind?

  @Flag(help: "JSON instead of a chart.")
  var json = false

  @Flag(help: "CSV instead of a chart.")
  var csv = false

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  private static let usualSpan = "90d"
  private static let rows = 10

  func validate() throws {
    if json, csv { throw ValidationError("Choose one of: --json, --csv.") }
  }

  func run() throws {
    let journal = try JournalOpening.required()
    let begin = (since ?? HistorySpan(argument: Self.usualSpan))?.begin(now: .now)
    let (points, unit) = try journaled { () throws(JournalError) in
      var person = athlete
      if person == nil { person = try journal.currentAthlete()?.name }
      return try self.points(journal, person, begin)
    }
    let output = OutputFile()
    guard let trend = DailyTrend(points, sums: metric.isSummed) else {
      throw CommandFailure(
        .noInput,
        "\(metric.words): nothing of it in the journal for this time\(kindWords). Look farther back: --since 1y")
    }
    if json {
      try output.write(JSONText.document(TrendDocument(metric, unit, trend)))
    } else if csv {
      let rows = zip(trend.days, trend.values).map { CSVText.row([$0.iso, "\($1)"]) }
      try output.write(CSVText.row(["day", "value"]) + rows.joined())
    } else {
      try output.write(text(trend, unit))
    }
    try output.flush()
  }

  private func points(
    _ journal: Journal, _ person: String?, _ begin: Moment?
  ) throws(JournalError) -> (points: [(day: Day, value: Double)], unit: String) {
    switch metric.source {
    case .figure(let name):
      let sessions = try journal.sessions(SessionFilter(athlete: person, since: begin, kind: kind ?? metric.usualKind))
      // A measure that may not be held beside other days' is not.
      let points = sessions.filter { $0.isComparable != false }
        .compactMap { session in session.figures[name].map { (day: session.began.day, value: $0) } }
      return (points, name.unit)
    case .vital(let kind, let part):
      let readings = try journal.vitals(of: person, kind: kind, since: begin)
      let unit = readings.last?.unit ?? .percent
      let points = readings.compactMap { reading -> (day: Day, value: Double)? in
        guard let value = metric.value(of: reading) else { return nil }
        return (reading.taken.day, kind == .glucose ? GlucoseFigures.value(reading, in: unit) : value)
      }
      return (points, part == .pulse ? "bpm" : unit.rawValue)
    }
  }

  private var kindWords: String {
    guard case .figure = metric.source, let kind = kind ?? metric.usualKind else { return "" }
    return ", of sessions of the kind '\(kind.rawValue)'"
  }

  private func text(_ trend: DailyTrend, _ unit: String) -> String {
    let repertoire: Repertoire = ascii ? .ascii : Repertoire(environment: environmentVariable)
    let columns = ReportWidth.columns()
    let points = zip(trend.days, trend.values).map { day, value in
      DayChart.Point(day: day, value: value, line: nil, band: nil)
    }
    var lines = [
      "\(metric.words)\(unit.isEmpty ? "" : ", \(unit)")\(kindWords)\(metric.isSummed ? ", sum of a day" : "")", "",
    ]
    lines +=
      DayChart(
        points: fill(points, trend), columns: columns, rows: Self.rows, repertoire: repertoire, places: metric.places
      ).lines
    let account =
      trend.trend.map { VitalsText.words(of: $0, unit, places: max(1, metric.places)) }
      ?? "too few days for a trend: \(trend.days.count), \(TheilSen.leastPoints) are needed"
    let newest = trend.values.last.map { "newest \(fixed($0, metric.places)); " } ?? ""
    lines +=
      [""] + TextWrap.lines("\(trend.days.count) days, \(newest)\(account).", columns: columns, indent: "", hanging: "")
    let text = lines.joined(separator: "\n") + "\n"
    return repertoire == .ascii ? ASCIIText.of(text) : text
  }

  /// Every day from the first to the last, with the trend's line where it is beyond doubt.
  private func fill(_ points: [DayChart.Point], _ trend: DailyTrend) -> [DayChart.Point] {
    guard let first = trend.days.first, let last = trend.days.last else { return [] }
    let values = Dictionary(zip(trend.days, trend.values)) { $1 }
    return (first.number...last.number).map { number in
      let day = Day(number: number)
      let line = trend.trend.flatMap { $0.isSure ? $0.value(at: Double(number)) : nil }
      return DayChart.Point(day: day, value: values[day], line: line, band: nil)
    }
  }

  private struct TrendDocument: Encodable {
    var schemaVersion = JSONText.schemaVersion
    var metric: String
    var unit: String
    var days: [Value]
    var trend: TrendJSON?

    struct Value: Encodable {
      var day: String
      var value: Double
    }

    init(_ metric: TrendMetric, _ unit: String, _ trend: DailyTrend) {
      self.metric = metric.words
      self.unit = unit
      days = zip(trend.days, trend.values).map { Value(day: $0.iso, value: $1.rounded(places: 4)) }
      self.trend = trend.trend.map(TrendJSON.init)
    }
  }
}
