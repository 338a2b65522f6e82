/// Which columns of a device's table are what.
package struct VitalLayout: Sendable {
  package var kind: VitalKind
  package var unit: VitalUnit
  /// Of a table of a scale in pounds, a thermometer in Fahrenheit.
  private var scale: @Sendable (Double) -> Double = { $0 }
  private var day: Int?
  private var time: Int
  /// The first of these that a row has.
  private var values: [Int]
  private var second: Int?
  private var pulse: Int?
  /// The column that says what a row is, and what it says of a measurement.
  private var type: (column: Int, accepted: [String])?

  // Names as the devices' programs write them, in English, German and Spanish: docs/vitals.md.
  private static let stamps = [
    "timestamp", "devicetimestamp", "zeitstempel", "gerätezeitstempel", "marcatemporal", "sellodetiempodeldispositivo",
    "datetime",
  ]
  private static let times =
    stamps + ["measurementdate", "measurementtime", "dateandtime", "recordtime", "time", "date", "datum"]
  private static let days = ["date", "day", "datum"]
  private static let clocks = ["time", "clock", "zeit", "uhrzeit"]
  private static let systolic = ["sys", "systolic", "systolicpressure", "systole", "systolisch"]
  private static let diastolic = ["dia", "diastolic", "diastolicpressure", "diastole", "diastolisch"]
  private static let pulses = ["pulse", "pulserate", "pr", "heartrate", "hr", "bpm", "puls"]
  private static let oxygen = ["spo2", "oxygenlevel", "oxygensaturation", "o2", "saturation"]
  private static let glucose = [
    "glucosevalue", "glukosewert", "niveldeglucosa", "glucose", "historicglucosemmoll", "historicglucosemgdl",
    "historicglucose", "glukosewertverlaufmmoll", "glukosewertverlaufmgdl", "historialdeglucosammoll",
    "historialdeglucosamgdl", "scanglucosemmoll", "scanglucosemgdl", "glukosescanmmoll", "glukosescanmgdl",
    "escaneodeglucosammoll", "escaneodeglucosamgdl", "bloodglucose",
  ]
  private static let weights = ["weight", "bodyweight", "gewicht"]
  private static let temperatures = ["temperature", "bodytemperature", "temp"]
  private static let events = ["eventtype", "ereignistyp", "ereignisart", "tipodeevento"]
  private static let records = ["recordtype", "aufzeichnungstyp", "tipoderegistro"]
  /// Dexcom's words for a sensor's own reading, and in place of one below 40 and above 400 mg/dL.
  private static let sensorReadings = ["egv", "egw", "niveles estimados de glucosa"]
  private static let (lowWords, highWords) = (["low", "niedrig", "bajo"], ["high", "hoch", "alto"])

  /// A row of names: numbers are none, and most rows are done with by that.
  static func isNames(_ row: DelimitedTable.Row) -> Bool {
    row.cells.allSatisfy { $0.first?.isNumber != true } && ColumnNames(row).holds([times])
  }

  /// What a row of names announces; `nil` of another thing, steps say.
  init?(_ row: DelimitedTable.Row) {
    let names = ColumnNames(row)
    for (kind, wanted) in [
      (VitalKind.bloodPressure, [Self.systolic, Self.diastolic]), (.oxygen, [Self.oxygen]), (.glucose, [Self.glucose]),
      (.weight, [Self.weights]), (.temperature, [Self.temperatures]),
    ] where names.holds([Self.times] + wanted) {
      guard let layout = VitalLayout(kind, names) else { continue }
      self = layout
      return
    }
    return nil
  }

  private init?(_ kind: VitalKind, _ names: ColumnNames) {
    self.kind = kind
    guard let time = names.column(Self.times) else { return nil }
    self.time = time
    // Days and times of day in columns of their own.
    if let day = names.column(Self.days), let clock = names.column(Self.clocks), day != clock,
      names.column(Self.stamps) == nil
    {
      self.day = day
      self.time = clock
    }
    pulse = names.column(Self.pulses)
    let columns: [String] =
      switch kind {
      case .bloodPressure: Self.systolic
      case .oxygen: Self.oxygen
      case .glucose: Self.glucose
      case .weight: Self.weights
      case .temperature: Self.temperatures
      }
    values = columns.compactMap { names.column([$0]) }
    guard let first = values.first else { return nil }
    let title = names.name(of: first).lowercased()
    switch kind {
    case .bloodPressure:
      unit = .millimetresOfMercury
      second = names.column(Self.diastolic)
    case .oxygen: unit = .percent
    case .glucose:
      pulse = nil
      // Without a unit in its name the column cannot be read: 6 and 60 may both be meant.
      guard title.contains("mmol") || title.contains("mg") else { return nil }
      unit = title.contains("mmol") ? .millimolesPerLitre : .milligramsPerDecilitre
      if let column = names.column(Self.events) { type = (column, Self.sensorReadings) }
      // 0: the sensor's own reading each quarter of an hour; 1: one that the user asked for.
      if let column = names.column(Self.records) { type = (column, ["0", "1"]) }
    case .weight:
      pulse = nil
      unit = .kilograms
      if title.contains("lb") { scale = { $0 * VitalText.kilogramsOfPound } }
    case .temperature:
      pulse = nil
      unit = .celsius
      if title.contains("(f") || title.contains("°f") || title.contains("fahrenheit") { scale = { ($0 - 32) / 1.8 } }
    }
  }

  func time(in row: DelimitedTable.Row) -> String? {
    guard let clock = row.cell(time) else { return nil }
    guard let day else { return clock }
    return row.cell(day).map { "\($0) \(clock)" }
  }

  func isMeasurement(_ row: DelimitedTable.Row) -> Bool {
    guard let type else { return true }
    return row.cell(type.column).map { type.accepted.contains($0.lowercased()) } ?? false
  }

  func value(in row: DelimitedTable.Row) -> (column: Int, text: String)? {
    for column in values { if let text = row.cell(column) { return (column, text) } }
    return nil
  }

  /// `nil` where the device says that it measured nothing.
  func reading(
    _ row: DelimitedTable.Row, _ cell: (column: Int, text: String), _ taken: Moment, _ athlete: String, _ source: String
  ) throws(RowFault) -> VitalReading? {
    if kind == .glucose, let edge = edge(cell.text) { return reading(edge, taken, nil, nil, athlete, source) }
    guard let value = row.number(cell.column) else {
      // Oximeters write dashes while no finger is in them.
      if cell.text.allSatisfy({ "-– ".contains($0) }) { return nil }
      throw RowFault("'\(cell.text)' is no number")
    }
    // And these numbers, by the make.
    if kind == .oxygen, value == 0 || value == 127 || value == 255 { return nil }
    let beats = row.number(pulse).flatMap { VitalRange.pulse.contains($0) ? $0 : nil }
    return reading(scale(value), taken, row.number(second), beats, athlete, source)
  }

  /// Just beyond what Clarity writes as a number: 40 and 400 mg/dL.
  private func edge(_ text: String) -> Double? {
    let word = text.lowercased()
    if Self.lowWords.contains(word) { return unit == .milligramsPerDecilitre ? 39 : 2.1 }
    if Self.highWords.contains(word) { return unit == .milligramsPerDecilitre ? 401 : 22.3 }
    return nil
  }

  private func reading(
    _ value: Double, _ taken: Moment, _ second: Double?, _ pulse: Double?, _ athlete: String, _ source: String
  ) -> VitalReading {
    VitalReading(
      athlete: athlete, taken: taken, kind: kind, value: value, second: second, pulse: pulse, unit: unit,
      source: source, fingerprint: "\(kind.rawValue):\(athlete.lowercased()):\(taken.milliseconds)")
  }
}
