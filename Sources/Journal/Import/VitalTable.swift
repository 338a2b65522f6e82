/// Other vital signs out of a device's table: blood pressure (Omron and its like), oximeters (Wellue, Viatom, Contec), glucose sensors
/// (Dexcom Clarity, FreeStyle Libre), scales and thermometers.
///
/// What a table holds is told by the names of its columns; a column of times, or one of days and one of times of day. A row that cannot be is
/// left out and told; a row in which the device itself says that it measured nothing is only counted.
package struct VitalTable: Sendable {
  package private(set) var readings: [VitalReading] = []
  /// Rows that were left out, each with line and reason.
  package private(set) var passedOver: [String] = []
  /// Rows without a measurement.
  package private(set) var blank = 0

  /// What there is in it.
  package var kinds: [VitalKind] { VitalKind.allCases.filter { kind in readings.contains { $0.kind == kind } } }

  /// Rows of titles that may stand above the names.
  private static let mostTitles = 10

  package init(_ table: DelimitedTable, athlete: String, order: DateOrder? = nil) throws(JournalError) {
    let sections = Self.sections(of: table)
    guard !sections.isEmpty else {
      throw JournalError(
        .malformed, place: table.name,
        what:
          "has no row of names with a time and systolic and diastolic pressure, SpO2, glucose, weight or temperature",
        remedy:
          "Import the table that the device's program exports, or name the columns: time, and spo2 or another of these."
      )
    }
    for (layout, rows) in sections { try read(rows, layout, table.name, athlete, order) }
    guard !readings.isEmpty else {
      throw JournalError(
        .malformed, place: table.name,
        what: "no row of it is a reading" + (passedOver.first.map { " (\($0))" } ?? ""), remedy: "Export it again.")
    }
    readings.sort { $0.taken < $1.taken }
  }

  /// Rows under each row of names: Omron's program writes pressures, weights and saturations below one another.
  private static func sections(of table: DelimitedTable) -> [(layout: VitalLayout, rows: [DelimitedTable.Row])] {
    var sections: [(layout: VitalLayout, rows: [DelimitedTable.Row])] = []
    var isKnown = false
    for (index, row) in table.rows.enumerated() {
      if VitalLayout.isNames(row) {
        let layout = VitalLayout(row)
        isKnown = layout != nil
        if let layout { sections.append((layout, [])) }
      } else if isKnown {
        sections[sections.count - 1].rows.append(row)
      } else if sections.isEmpty, index + 1 == mostTitles {
        break
      }
    }
    return sections
  }

  private mutating func read(
    _ rows: [DelimitedTable.Row], _ layout: VitalLayout, _ name: String, _ athlete: String, _ order: DateOrder?
  ) throws(JournalError) {
    let times = try TimeColumn(rows.compactMap { layout.time(in: $0) }, name: name, stated: order)
    for row in rows {
      guard let text = layout.time(in: row), layout.isMeasurement(row), let cell = layout.value(in: row) else {
        blank += 1
        continue
      }
      do throws(RowFault) {
        guard let taken = times.moment(text) else { throw RowFault("'\(text)' is no time") }
        guard let reading = try layout.reading(row, cell, taken, athlete, name) else {
          blank += 1
          continue
        }
        if let fault = VitalRange.fault(of: reading) { throw RowFault(fault) }
        readings.append(reading)
      } catch {
        passedOver.append("line \(row.line): \(error.words)")
      }
    }
  }
}
