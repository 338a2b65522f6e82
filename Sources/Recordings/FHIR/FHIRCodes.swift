/// A concept of a terminology, or of none.
package struct FHIRConcept: Encodable, Hashable, Sendable {
  package struct Coding: Encodable, Hashable, Sendable {
    package var system: String
    package var code: String
    package var display: String
  }

  package var coding: [Coding]?
  package var text: String?

  package init(_ coding: [Coding], text: String? = nil) {
    self.coding = coding
    self.text = text
  }

  package init(text: String) {
    self.text = text
  }
}

extension FHIRConcept {
  private static func loinc(_ code: String, _ display: String) -> Coding {
    Coding(system: "http://loinc.org", code: code, display: display)
  }

  /// ISO/IEEE 11073-10101, by HL7's identifier of it.
  private static func mdc(_ code: String, _ display: String) -> Coding {
    Coding(system: "urn:oid:2.16.840.1.113883.6.24", code: code, display: display)
  }

  /// Figures for which no terminology has a code, by their names in `analyze --json`.
  package static func own(_ name: String, _ text: String) -> FHIRConcept {
    FHIRConcept([Coding(system: "urn:vitalsync:figure", code: name, display: text)], text: text)
  }

  package static func category(_ code: String, _ display: String) -> FHIRConcept {
    FHIRConcept([
      Coding(system: "http://terminology.hl7.org/CodeSystem/observation-category", code: code, display: display)
    ])
  }

  package static let procedure = category("procedure", "Procedure")
  package static let laboratory = category("laboratory", "Laboratory")
  package static let vitalSigns = category("vital-signs", "Vital Signs")

  package static let heartRate = FHIRConcept([loinc("8867-4", "Heart rate"), mdc("147842", "MDC_ECG_HEART_RATE")])
  package static let sdnn = FHIRConcept([loinc("80404-7", "R-R interval.standard deviation (Heart rate variability)")])
  package static let impression = FHIRConcept([loinc("8601-7", "EKG impression")])
  /// What the waves of the averaged beat tell.
  package static let prInterval = FHIRConcept([loinc("8625-6", "P-R Interval")])
  package static let qrsDuration = FHIRConcept([loinc("8633-0", "QRS duration")])
  package static let qtInterval = FHIRConcept([loinc("8634-8", "Q-T interval")])
  /// By Fridericia's formula, and so of any.
  package static let qtcFridericia = FHIRConcept([
    loinc("76634-5", "Q-T interval corrected based on Fridericia formula"), loinc("8636-3", "Q-T interval corrected"),
  ])
  package static let qtcBazett = FHIRConcept([loinc("76635-2", "Q-T interval corrected based on Bazett formula")])
  package static let bloodPressure = FHIRConcept([
    loinc("85354-9", "Blood pressure panel with all children optional")
  ])
  package static let systolic = FHIRConcept([loinc("8480-6", "Systolic blood pressure")])
  package static let diastolic = FHIRConcept([loinc("8462-4", "Diastolic blood pressure")])
  /// FHIR's profile of vital signs wants the second; the first says how it was measured.
  package static let oxygenSaturation = FHIRConcept([
    loinc("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
    loinc("2708-6", "Oxygen saturation in Arterial blood"),
  ])
  package static let temperature = FHIRConcept([loinc("8310-5", "Body temperature")])
  package static let weight = FHIRConcept([loinc("29463-7", "Body weight")])
  /// LOINC tells glucose apart by unit and by what was measured in: blood, or the fluid that a sensor lies in.
  package static func glucose(inMoles: Bool, bySensor: Bool) -> FHIRConcept {
    switch (inMoles, bySensor) {
    case (true, false): FHIRConcept([loinc("15074-8", "Glucose [Moles/volume] in Blood")])
    case (false, false): FHIRConcept([loinc("2339-0", "Glucose [Mass/volume] in Blood")])
    case (true, true): FHIRConcept([loinc("105272-9", "Glucose [Moles/volume] in Interstitial fluid")])
    case (false, true): FHIRConcept([loinc("99504-3", "Glucose [Mass/volume] in Interstitial fluid")])
    }
  }
  package static let ecg = FHIRConcept([mdc("131328", "MDC_ECG_ELEC_POTL")], text: "ECG")

  /// Of a lead by its usual name; any other, such as a chest strap's or a modified lead, is an unspecified one, with its name.
  package static func lead(_ name: String) -> FHIRConcept {
    switch name.uppercased() {
    case "I": FHIRConcept([mdc("131329", "MDC_ECG_ELEC_POTL_I")], text: name)
    case "II": FHIRConcept([mdc("131330", "MDC_ECG_ELEC_POTL_II")], text: name)
    case "III": FHIRConcept([mdc("131389", "MDC_ECG_ELEC_POTL_III")], text: name)
    default: FHIRConcept([mdc("131328", "MDC_ECG_ELEC_POTL")], text: name)
    }
  }

  package static func absent(_ code: String, _ display: String, text: String) -> FHIRConcept {
    FHIRConcept(
      [Coding(system: "http://terminology.hl7.org/CodeSystem/data-absent-reason", code: code, display: display)],
      text: text)
  }
}
