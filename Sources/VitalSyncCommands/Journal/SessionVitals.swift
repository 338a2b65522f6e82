import BoardLink
import ECGCore
import Journal

/// What the sensors beside the electrodes measured in a session, as readings of the journal.
enum SessionVitals {
  /// Seconds of saturation below which its mean is no reading.
  static let leastSeconds = 10

  /// Finished values each with its time, and the mean of the saturation that was computed here, at the session's beginning. What cannot be is left
  /// out: a wire may carry anything.
  static func readings(of sensors: SensorReadings, began: Moment, athlete: String, source: String) -> [VitalReading] {
    var readings = sensors.measures.compactMap { seconds, measure -> VitalReading? in
      guard let (kind, unit) = meaning(measure) else { return nil }
      let taken = Moment(milliseconds: began.milliseconds + Int64(1000 * seconds), utcOffset: began.utcOffset)
      return VitalReading(
        athlete: athlete, taken: taken, kind: kind, value: measure.value, second: measure.second, unit: unit,
        source: source)
    }
    if let oximetry = sensors.oximetry, oximetry.seconds >= leastSeconds, let mean = oximetry.mean.value {
      readings.append(
        VitalReading(
          athlete: athlete, taken: began, kind: .oxygen, value: mean.rounded(places: 1), unit: .percent,
          source: "\(source), mean of \(oximetry.seconds) s, not calibrated"))
    }
    return readings.filter { VitalRange.fault(of: $0) == nil }
  }

  /// `nil` where the journal has no place for it: a pulse alone is in the session already.
  private static func meaning(_ measure: SensorMeasure) -> (VitalKind, VitalUnit)? {
    switch (measure.kind, measure.unit) {
    case (.bloodPressure, .mmHg): (.bloodPressure, .millimetresOfMercury)
    case (.saturation, .percent): (.oxygen, .percent)
    case (.glucose, .mmolPerLitre): (.glucose, .millimolesPerLitre)
    case (.glucose, .mgPerDecilitre): (.glucose, .milligramsPerDecilitre)
    case (.temperature, .celsius): (.temperature, .celsius)
    case (.weight, .kilograms): (.weight, .kilograms)
    default: nil
    }
  }
}
