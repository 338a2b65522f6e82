import BoardLink
import ECGCore

/// What sensors beside the electrodes gave: `sensors` of the report. Keys are documented in docs/commands.md.
struct SensorsJSON: Encodable {
  var oximetry: Oximetry?
  var measured: [HeadlessEvent.Measured]

  /// `nil` where there was no such sensor.
  init?(_ readings: SensorReadings) {
    guard readings.oximetry != nil || !readings.measures.isEmpty else { return nil }
    oximetry = readings.oximetry.map(Oximetry.init)
    measured = readings.measures.map { HeadlessEvent.Measured($0.measure, seconds: $0.seconds) }
  }

  struct Oximetry: Encodable {
    var mean_percent: Double?
    var lowest_percent: Double?
    /// Seconds with a figure.
    var seconds: Int
    /// The curve is not this sensor's own.
    var isCalibrated = false

    init(_ figures: OximetryFigures) {
      mean_percent = figures.mean.value.map { $0.rounded(places: 1) }
      lowest_percent = figures.lowest.map { $0.rounded(places: 1) }
      seconds = figures.seconds
    }
  }
}
