/// What a living person's reading may be; beyond it is a slip of the finger or of the device, and refused with the range.
///
/// Wider than any diagnosis: glucose as meters show it (20 to 600 mg/dL, ISO 15197:2013, and what continuous ones add below), oxygen down to
/// what is lived through at altitude (oximeters are tested from 70 % on, ISO 80601-2-61), the others by own choice.
package enum VitalRange {
  package static let systolic = 50.0...300.0
  package static let diastolic = 20.0...200.0
  package static let pulse = 20.0...260.0
  package static let oxygen = 50.0...100.0
  package static let millimolesPerLitre = 0.6...40.0
  package static let milligramsPerDecilitre = 10.0...720.0
  package static let celsius = 28.0...45.0
  package static let kilograms = 20.0...350.0

  /// Why a reading cannot be, in words with the range; `nil` where it can.
  package static func fault(of reading: VitalReading) -> String? {
    if let pulse = reading.pulse, let words = fault(pulse, "a pulse", "beats per minute", self.pulse) { return words }
    switch reading.kind {
    case .bloodPressure:
      guard let lower = reading.second else { return "a blood pressure is two numbers: 118/76" }
      if let words = fault(reading.value, "a systolic pressure", "mmHg", systolic) { return words }
      if let words = fault(lower, "a diastolic pressure", "mmHg", diastolic) { return words }
      return reading.value > lower
        ? nil
        : "the systolic pressure is the higher one, and \(VitalReading.text(reading.value, 0)) is not above \(VitalReading.text(lower, 0))"
    case .oxygen: return fault(reading.value, "an oxygen saturation", "%", oxygen)
    case .glucose:
      return reading.unit == .milligramsPerDecilitre
        ? fault(reading.value, "a glucose", "mg/dL", milligramsPerDecilitre)
        : fault(reading.value, "a glucose", "mmol/L", millimolesPerLitre)
    case .temperature: return fault(reading.value, "a body temperature", "°C", celsius)
    case .weight: return fault(reading.value, "a weight", "kg", kilograms)
    }
  }

  private static func fault(_ value: Double, _ what: String, _ unit: String, _ range: ClosedRange<Double>) -> String? {
    guard !range.contains(value) else { return nil }
    return
      "\(what) lies in \(VitalReading.text(range.lowerBound, 1)) … \(VitalReading.text(range.upperBound, 1)) \(unit), and "
      + "\(value) does not"
  }
}
