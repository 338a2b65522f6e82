import Journal
import Recordings

/// A reading of another vital sign as FHIR R4 tells it, by its profile of vital signs (hl7.org/fhir/R4/observation-vitalsigns.html).
enum FHIRVital {
  /// The reading, and its pulse as a heart rate of its own.
  static func observations(of reading: VitalReading, hasDay: Bool = true) -> [FHIRObservation] {
    var all = [measured(reading)]
    if let pulse = reading.pulse {
      var rate = FHIRObservation(.heartRate, category: .vitalSigns)
      rate.valueQuantity = FHIRQuantity(pulse, "beats/minute", code: "/min")
      all.append(rate)
    }
    for index in all.indices {
      all[index].effectiveDateTime = hasDay ? reading.taken.iso : nil
      all[index].note = [FHIRAnnotation(text: "Source: \(reading.source).")]
    }
    return all
  }

  private static func measured(_ reading: VitalReading) -> FHIRObservation {
    func plain(
      _ code: FHIRConcept, _ unit: String, ucum: String, category: FHIRConcept = .vitalSigns
    ) -> FHIRObservation {
      var observation = FHIRObservation(code, category: category)
      observation.valueQuantity = FHIRQuantity(reading.value, unit, code: ucum)
      return observation
    }
    switch reading.kind {
    case .bloodPressure:
      var observation = FHIRObservation(.bloodPressure, category: .vitalSigns)
      observation.component = [(FHIRConcept.systolic, reading.value), (.diastolic, reading.second ?? 0)].map {
        FHIRComponent($0, quantity: FHIRQuantity($1, "mmHg", code: "mm[Hg]"))
      }
      return observation
    case .oxygen: return plain(.oxygenSaturation, "%", ucum: "%")
    case .temperature: return plain(.temperature, "°C", ucum: "Cel")
    case .weight: return plain(.weight, "kg", ucum: "kg")
    case .glucose:
      // What came in a table came from a sensor under the skin: those are the tables that are read.
      let code = FHIRConcept.glucose(
        inMoles: reading.unit == .millimolesPerLitre, bySensor: reading.fingerprint != nil)
      return plain(code, reading.unit.rawValue, ucum: reading.unit.rawValue, category: .laboratory)
    }
  }
}
