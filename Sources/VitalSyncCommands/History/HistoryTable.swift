import Journal

/// Sessions as a table for a person, and as one for other programs.
enum HistoryTable {
  static func text(_ records: [SessionRecord], hasJournal: Bool) -> String {
    guard !records.isEmpty else {
      return hasJournal
        ? "No session in the journal is like that.\n"
        : "The journal is empty. A session from a board enters it by itself: vitalsync monitor\n"
    }
    let names = Set(records.map(\.athlete))
    var table = TextTable(columns: [
      ("id", .right), ("when", .left), ("kind", .left), ("length", .right), ("bpm", .right), ("RMSSD", .right),
      ("TRIMP", .right), ("findings", .left), ("tags", .left),
    ])
    if names.count > 1 { table.columns.insert(("athlete", .left), at: 2) }
    for record in records {
      var row = [
        "\(record.id)", record.began.short, kind(record),
        record.durationSeconds > 0 ? clock(record.durationSeconds) : "-",
        figure(.heartRate, record, 0), figure(.rmssd, record, 0), figure(.edwards, record, 0), findings(record),
        record.tags.joined(separator: " ") + (record.notes.isEmpty ? "" : record.tags.isEmpty ? "(note)" : " (note)"),
      ]
      if names.count > 1 { row.insert(record.athlete, at: 2) }
      table.rows.append(row)
    }
    return table.lines.joined(separator: "\n") + "\n"
  }

  static func csv(_ records: [SessionRecord]) -> String {
    let head =
      ["id", "began", "athlete", "kind", "origin", "duration_s", "comparable"] + FigureName.allCases.map(\.rawValue)
      + ["findings", "gravest", "tags", "file"]
    return ([head] + records.map(cells)).map(CSVText.row).joined()
  }

  private static func cells(_ record: SessionRecord) -> [String] {
    let facts = [
      "\(record.id)", record.began.iso, record.athlete, record.kind.rawValue, record.origin.rawValue,
      "\(record.durationSeconds)", record.isComparable.map { "\($0)" } ?? "",
    ]
    return facts + FigureName.allCases.map { record.figures[$0].map { "\($0)" } ?? "" }
      + [
        "\(record.findings.count)", record.gravest ?? "", record.tags.joined(separator: " "), record.file?.path ?? "",
      ]
  }

  /// A measure that may not be held beside other days' is marked.
  private static func kind(_ record: SessionRecord) -> String {
    record.kind.rawValue + (record.isComparable == false ? "?" : "")
  }

  private static func figure(_ name: FigureName, _ record: SessionRecord, _ places: Int) -> String {
    record.figures[name].map { fixed($0, places) } ?? "-"
  }

  private static func findings(_ record: SessionRecord) -> String {
    guard let gravest = record.gravest else { return "-" }
    return record.findings.count == 1 ? "1 \(gravest)" : "\(record.findings.count), gravest: \(gravest)"
  }
}

extension SessionRecord {
  /// The severity of its gravest finding; findings stand in that order.
  var gravest: String? { findings.first?.severity }
}
