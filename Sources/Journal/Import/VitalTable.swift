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
  package let layout: VitalLayout

  package init(_ table: DelimitedTable, athlete: String, order: DateOrder? = nil) throws(JournalError) {
    guard let found = VitalLayout.found(in: table) else {
      throw JournalError(
        .malformed, place: table.name,
        what:
          "has no row of names with a time and systolic and diastolic pressure, SpO2, glucose, weight or temperature",
        remedy:
          "Import the table that the device's program exports, or name the columns: time, and spo2 or another of these."
      )
    }
    let (layout, names) = found
    self.layout = layout
    let rows = table.rows.filter { $0.line > names.line }
    let times = try TimeColumn(rows.compactMap { layout.time(in: $0) }, name: table.name, stated: order)
    for row in rows {
      guard let text = layout.time(in: row), layout.isMeasurement(row), let cell = layout.value(in: row) else {
        blank += 1
        continue
      }
      do throws(RowFault) {
        guard let taken = times.moment(text) else { throw RowFault("'\(text)' is no time") }
        guard let reading = try layout.reading(row, cell, taken, athlete, table.name) else {
          blank += 1
          continue
        }
        if let fault = VitalRange.fault(of: reading) { throw RowFault(fault) }
        readings.append(reading)
      } catch {
        passedOver.append("line \(row.line): \(error.words)")
      }
    }
    guard !readings.isEmpty else {
      throw JournalError(
        .malformed, place: table.name,
        what: "no row of it is a reading" + (passedOver.first.map { " (\($0))" } ?? ""), remedy: "Export it again.")
    }
    readings.sort { $0.taken < $1.taken }
  }
}
