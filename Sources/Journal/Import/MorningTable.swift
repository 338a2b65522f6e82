import Glibc

/// Mornings of another program: HRV4Training's and Elite HRV's tables of measures, and any table with a column of days and one of RMSSD.
///
/// Columns go by name: `date` or a time stamp, `rMSSD` (ms) or its logarithm, heart rate, SDNN, pNN50. A day without a time of day
/// stands at midnight.
package struct MorningTable: Sendable {
  package private(set) var records: [SessionRecord] = []
  /// "HRV4Training", "Elite HRV", or "table".
  package let program: String
  /// Rows that were left out, each with line and reason.
  package private(set) var passedOver: [String] = []

  private static let times = [
    "timestampmeasurement", "datetimestart", "measurementtime", "readingdate", "timestamp", "datetime", "date", "day",
  ]
  /// Of a measure lying and standing, that lying.
  private static let rmssd = ["rmssd", "rmssdms", "hrvrmssd", "rmssdlying"]
  private static let lnRMSSD = ["lnrmssd", "logrmssd"]
  private static let rates = ["hr", "heartrate", "avghr", "meanhr", "averagehr", "restinghr", "hrlying"]
  /// What a heart at rest may give; beyond it a row is refused.
  package static let (plausibleRMSSD, plausibleRate) = (1.0...400.0, 20.0...220.0)

  package init(_ table: DelimitedTable, athlete: String, order: DateOrder? = nil) throws(JournalError) {
    guard let names = ColumnNames(table, wanted: [Self.times, Self.rmssd + Self.lnRMSSD]) else {
      throw JournalError(
        .malformed, place: table.name, what: "has no row of names with a day and an RMSSD",
        remedy:
          "Import the table of measures that HRV4Training or Elite HRV exports, or name the columns `date` and `rMSSD`."
      )
    }
    program = Self.program(names)
    let timeColumn = names.column(Self.times)
    // HRV4Training on Android has no time stamp: a day, year-day-month, and a time of day beside it.
    let hasStamp = timeColumn != names.column(["date", "day"])
    let clock = hasStamp ? nil : names.column(["time"])
    func time(_ row: DelimitedTable.Row) -> String? {
      row.cell(timeColumn).map { day in row.cell(clock).map { "\(day) \($0)" } ?? day }
    }
    let rows = table.rows.filter { $0.line > names.line }
    let times = try TimeColumn(
      rows.compactMap(time), name: table.name, stated: order, doubtsYears: program == "HRV4Training" && !hasStamp)
    for row in rows {
      do throws(RowFault) {
        guard let text = time(row), let record = try record(row, names, times, text, table.name, athlete) else {
          continue
        }
        records.append(record)
      } catch {
        passedOver.append("line \(row.line): \(error.words)")
      }
    }
    guard !records.isEmpty else {
      throw JournalError(
        .malformed, place: table.name,
        what: "no row of it is a measure" + (passedOver.first.map { " (\($0))" } ?? ""), remedy: "Export it again.")
    }
  }

  private func record(
    _ row: DelimitedTable.Row, _ names: ColumnNames, _ times: TimeColumn, _ text: String, _ source: String,
    _ athlete: String
  ) throws(RowFault) -> SessionRecord? {
    guard let began = times.moment(text) else { throw RowFault("'\(text)' is no time") }
    // A day on which nothing was measured has a row in some tables.
    guard let rmssd = row.number(names.column(Self.rmssd)) ?? row.number(names.column(Self.lnRMSSD)).map({ exp($0) }),
      rmssd > 0
    else { return nil }
    try RowFault.check(rmssd, "RMSSD", "ms", Self.plausibleRMSSD)
    var figures: [FigureName: Double] = [.rmssd: rmssd, .lnRMSSD: log(rmssd)]
    if let rate = row.number(names.column(Self.rates)), rate > 0 {
      try RowFault.check(rate, "the heart rate", "bpm", Self.plausibleRate)
      figures[.heartRate] = rate
    }
    if let sdnn = row.number(names.column(["sdnn", "sdnnms", "sdnnlying"])), sdnn > 0 { figures[.sdnn] = sdnn }
    if let pnn50 = row.number(names.column(["pnn50", "pnn50lying"])), (0...100).contains(pnn50) {
      figures[.pnn50] = pnn50
    }
    return SessionRecord(
      athlete: athlete, began: began, kind: .morning, origin: .imported, source: source, program: program,
      durationSeconds: 0, isComparable: true, figures: figures,
      fingerprint: "morning:\(program):\(athlete.lowercased()):\(began.iso)")
  }

  private static func program(_ names: ColumnNames) -> String {
    if names.column(["hrv4trecoverypoints", "timestampmeasurement"]) != nil { return "HRV4Training" }
    if names.column(["morningreadiness", "datetimestart", "readingdate"]) != nil { return "Elite HRV" }
    return "table"
  }
}

/// Why a row of a table is left out.
struct RowFault: Error {
  var words: String

  init(_ words: String) {
    self.words = words
  }

  static func check(_ value: Double, _ what: String, _ unit: String, _ range: ClosedRange<Double>) throws(RowFault) {
    guard !range.contains(value) else { return }
    throw RowFault("\(what) of \(value) \(unit) is not plausible: \(range.lowerBound) … \(range.upperBound) \(unit)")
  }
}
