import BoardLink
import ECGCore

extension HeadlessEvent {
  /// The pulse oximeter, each second while its light comes.
  struct Oximetry: Encodable {
    var event = "oximetry"
    var schemaVersion = JSONText.schemaVersion
    var time_s: Double
    var spo2_percent: Double?
    var pulse_bpm: Double?
    var perfusion_percent: Double?
    var refused: String?

    init(_ second: OximetrySecond, seconds: Double) {
      time_s = seconds.rounded(places: 3)
      spo2_percent = second.saturation.value.map { $0.rounded(places: 1) }
      pulse_bpm = second.pulse.value.map { $0.rounded(places: 1) }
      perfusion_percent = second.perfusion.value.map { $0.rounded(places: 2) }
      refused = second.saturation.refusal?.rawValue
    }
  }

  /// What another sensor on the board says it has measured.
  struct Measured: Encodable {
    var event = "measured"
    var schemaVersion = JSONText.schemaVersion
    var time_s: Double
    var kind: String
    var value: Double
    /// The diastolic pressure behind a systolic one.
    var second: Double?
    var unit: String

    init(_ measure: SensorMeasure, seconds: Double) {
      time_s = seconds.rounded(places: 3)
      kind = measure.kind.rawValue
      value = measure.value
      second = measure.second
      unit = measure.unit.rawValue
    }
  }
}
