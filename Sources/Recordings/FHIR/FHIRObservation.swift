/// One observation of FHIR R4: a figure, a finding, or a stretch of ECG.
package struct FHIRObservation: Encodable, Sendable {
  package let resourceType = "Observation"
  /// Computed, and seen by nobody who could answer for it.
  package let status = "preliminary"
  package var category: [FHIRConcept]
  package var code: FHIRConcept
  package var subject: FHIRReference?
  package var effectiveDateTime: String?
  package var effectivePeriod: FHIRPeriod?
  package var device: FHIRReference?
  package var valueQuantity: FHIRQuantity?
  package var valueString: String?
  package var dataAbsentReason: FHIRConcept?
  package var interpretation: [FHIRConcept]?
  package var note: [FHIRAnnotation]?
  package var component: [FHIRComponent]?
  package var derivedFrom: [FHIRReference]?

  package init(_ code: FHIRConcept, category: FHIRConcept) {
    self.code = code
    self.category = [category]
  }
}

package struct FHIRComponent: Encodable, Sendable {
  package var code: FHIRConcept
  package var valueQuantity: FHIRQuantity?
  package var valueString: String?
  package var valueSampledData: FHIRSampledData?

  package init(_ code: FHIRConcept, quantity: FHIRQuantity) {
    self.code = code
    valueQuantity = quantity
  }

  package init(_ code: FHIRConcept, text: String) {
    self.code = code
    valueString = text
  }

  package init(_ code: FHIRConcept, signal: FHIRSampledData) {
    self.code = code
    valueSampledData = signal
  }
}

/// When, by the clock on the wall; only where the day is known.
package struct FHIRPeriod: Encodable, Hashable, Sendable {
  package var start: String
  package var end: String

  package init(start: String, end: String) {
    self.start = start
    self.end = end
  }
}

package struct FHIRQuantity: Encodable, Hashable, Sendable {
  package var value: Double
  package var unit: String
  package let system = "http://unitsofmeasure.org"
  package var code: String

  /// - Parameter code: of UCUM; `unit` where it reads the same.
  package init(_ value: Double, _ unit: String, code: String? = nil) {
    self.value = value
    self.unit = unit
    self.code = code ?? unit
  }
}

/// Evenly spaced samples as text; `E` where one is missing.
package struct FHIRSampledData: Encodable, Hashable, Sendable {
  package var origin = FHIRQuantity(0, "mV")
  /// Milliseconds between two samples.
  package var period: Double
  /// What a step of the numbers in `data` means, in millivolts.
  package let factor = 0.001
  package let dimensions = 1
  package var data: String

  /// Microvolts, rounded: an AD8232 on ten bits steps by three.
  package init(millivolts: some Sequence<Float?>, hertz: Double) {
    period = 1000 / hertz
    data = millivolts.map { value in
      guard let value, value.isFinite, abs(value) < 1e6 else { return "E" }
      return "\(Int((Double(value) * 1000).rounded()))"
    }.joined(separator: " ")
  }
}
