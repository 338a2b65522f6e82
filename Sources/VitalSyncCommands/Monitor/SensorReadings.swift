import BoardLink
import ECGCore

/// What sensors beside the electrodes gave in a session.
struct SensorReadings {
  private var oximeter = PulseOximeter()
  /// `nil` where no light ever came.
  private(set) var oximetry: OximetryFigures?
  /// Finished values, in order of their coming, with the session's second; the newest `mostMeasures`.
  private(set) var measures: [(seconds: Double, measure: SensorMeasure)] = []

  /// A board that says its temperature each second would fill a day's session.
  private static let mostMeasures = 1000

  /// A second's figures, once a second.
  mutating func take(_ light: LightReading) -> OximetrySecond? {
    guard let second = oximeter.take(light) else { return nil }
    var figures = oximetry ?? OximetryFigures()
    figures.receive(second)
    oximetry = figures
    return second
  }

  mutating func take(_ measure: SensorMeasure, seconds: Double) {
    if measures.count == Self.mostMeasures { measures.removeFirst() }
    measures.append((seconds, measure))
  }
}
