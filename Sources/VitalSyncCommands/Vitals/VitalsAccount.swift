import Journal

/// All that is told of a person's other vital signs: what text and JSON are made from.
struct VitalsAccount {
  var pressure: BloodPressure?
  /// Of the daily means, mmHg a day.
  var systolicTrend: TheilSen?
  var diastolicTrend: TheilSen?
  /// The newest last.
  var oxygen: [OxygenFigures]
  var glucose: GlucoseFigures?
  var forecast: GlucoseForecast?
  var weight: DailyTrend?
  var temperature: VitalReading?
  /// The newest of each kind.
  var newest: [VitalReading]

  init(_ readings: [VitalReading]) {
    func only(_ kind: VitalKind) -> [VitalReading] { readings.filter { $0.kind == kind } }
    let pressures = only(.bloodPressure)
    pressure = BloodPressure(pressures)
    systolicTrend = DailyTrend(pressures.map { ($0.taken.day, $0.value) })?.trend
    diastolicTrend =
      DailyTrend(pressures.compactMap { reading in reading.second.map { (reading.taken.day, $0) } })?.trend
    oxygen = OxygenRecording.recordings(in: only(.oxygen)).map(OxygenFigures.init)
    glucose = GlucoseFigures(only(.glucose))
    forecast = GlucoseForecast(only(.glucose))
    weight = DailyTrend(only(.weight).map { ($0.taken.day, $0.value) })
    temperature = only(.temperature).last
    newest = VitalKind.allCases.compactMap { only($0).last }
  }
}
